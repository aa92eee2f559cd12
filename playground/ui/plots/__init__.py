"""Plots: the decision map, curves over epochs, ridges and thumbnails. They draw what they are given."""
