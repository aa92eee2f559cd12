"""Functions of one variable with their first two derivatives, exact to rounding."""

from __future__ import annotations

from playground.calculus.curves.activations import activation_curve
from playground.calculus.curves.classics import CLASSICS
from playground.calculus.curves.curve import Curve, Jet
from playground.calculus.curves.difference_errors import DifferenceErrors, difference_errors
from playground.calculus.curves.loss_along import LossAlong, carries_forward
from playground.calculus.curves.loss_by_engine import LossByEngine

__all__ = [
    "CLASSICS",
    "Curve",
    "DifferenceErrors",
    "Jet",
    "LossAlong",
    "LossByEngine",
    "activation_curve",
    "carries_forward",
    "difference_errors",
]
