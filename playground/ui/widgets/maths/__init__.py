"""Typeset formulas: a tree of parts, its layout, its words, and a view that shows it."""
