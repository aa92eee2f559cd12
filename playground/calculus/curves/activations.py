"""The engine's activations as functions of one variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.curves.curve import Curve
from playground.engine.activations import ACTIVATIONS

if TYPE_CHECKING:
    from playground.calculus.curves.curve import Floats, Jet

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

    def jet(places: Floats) -> Jet:
        value, slope, bend = activation.at(places)
        return np.asarray(value, np.float64), np.asarray(slope, np.float64), np.asarray(bend, np.float64)

    return Curve(jet, window, START, kinks=activation.kinks)
