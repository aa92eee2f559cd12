"""Answers to what a page asks about the calculus, worked out between the bursts of training."""
