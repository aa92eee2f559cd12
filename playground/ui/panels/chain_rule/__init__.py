"""The panels of the page "Chain rule"."""
