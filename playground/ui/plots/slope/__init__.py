"""A function with its slope at a point that can be dragged, and how near quotients come to it."""
