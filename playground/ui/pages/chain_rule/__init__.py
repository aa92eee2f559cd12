"""The page "Chain rule": one weight or bias, all the way to the loss."""
