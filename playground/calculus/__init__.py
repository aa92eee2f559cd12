"""What the views explain: derivatives held beside differences, and how the loss bends."""

from __future__ import annotations

from playground.calculus.differences import GradientCheck, central_difference, check_gradient

__all__ = ["GradientCheck", "central_difference", "check_gradient"]
