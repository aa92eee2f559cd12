"""Pictures of a sum: its terms as curves over x, and as bars at one x."""
