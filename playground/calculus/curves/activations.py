"""The engine's activations as functions of one variable."""

from __future__ import annotations

from playground.calculus.curves.curve import Curve
from playground.engine.activations import ACTIVATIONS

WINDOW, WIDE_WINDOW = (-5.0, 5.0), (-7.0, 7.0)
START = 1.0


def activation_curve(name: str) -> Curve:
    """
    Give an activation f(z) with f' and f''.

    Parameters
    ----------
    name : str
        A key of `ACTIVATIONS`.

    Returns
    -------
    Curve
        At a kink its f' is the one from the left, as in the engine.

    Raises
    ------
    KeyError
        If there is no such activation.
    """
    activation = ACTIVATIONS[name]
    window = WIDE_WINDOW if name == "sine" else WINDOW
    return Curve(activation.at, window, START, kinks=activation.kinks)
