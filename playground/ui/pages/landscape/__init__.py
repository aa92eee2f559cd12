"""The page "Landscape": the loss as a landscape around the present weights."""
