"""The page "Functions": from a curve to its slope to a step downhill."""
