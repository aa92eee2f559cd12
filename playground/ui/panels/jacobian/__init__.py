"""The panels of the page "Jacobian"."""
