"""The panels of the page "Landscape"."""
