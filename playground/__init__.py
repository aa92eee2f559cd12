"""Build a layered neural network, press play, and see the calculus that trains it."""

from __future__ import annotations

__version__ = "0.1.0"
