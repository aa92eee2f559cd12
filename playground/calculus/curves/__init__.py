"""Functions of one variable: their slopes, and the ways downhill on them."""
