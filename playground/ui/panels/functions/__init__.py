"""The panels of the page "Functions"."""
