"""The input features that can be computed from a point of the plane: those with a name, and formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.formulas import formula_column
from playground.formula.writing import pretty

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playground.data.arrays import FloatArray


@dataclass(frozen=True)
class Feature:
    """One input: its key in a file, its label on the screen, and its value at points (n, 2) -> (n,).

    A function of x1 alone takes points (n, 1) as well.
    """

    key: str
    label: str
    function: Callable[[FloatArray], FloatArray]


_ALL = (
    Feature("x1", "x₁", lambda x: x[:, 0]),
    Feature("x2", "x₂", lambda x: x[:, 1]),
    Feature("x1^2", "x₁²", lambda x: np.square(x[:, 0])),
    Feature("x2^2", "x₂²", lambda x: np.square(x[:, 1])),
    Feature("x1*x2", "x₁x₂", lambda x: x[:, 0] * x[:, 1]),
    Feature("sin x1", "sin x₁", lambda x: np.sin(x[:, 0])),
    Feature("sin x2", "sin x₂", lambda x: np.sin(x[:, 1])),
    Feature("x1^3", "x₁³", lambda x: x[:, 0] * x[:, 0] * x[:, 0]),
    Feature("x2^3", "x₂³", lambda x: x[:, 1] * x[:, 1] * x[:, 1]),
    Feature("cos x1", "cos x₁", lambda x: np.cos(x[:, 0])),
    Feature("cos x2", "cos x₂", lambda x: np.cos(x[:, 1])),
    Feature("|x1|", "|x₁|", lambda x: np.abs(x[:, 0])),
    Feature("|x2|", "|x₂|", lambda x: np.abs(x[:, 1])),
    Feature("radius", "r", lambda x: np.hypot(x[:, 0], x[:, 1])),
    Feature("angle", "θ", lambda x: np.arctan2(x[:, 1], x[:, 0])),
)
FEATURES: dict[str, Feature] = {feature.key: feature for feature in _ALL}


def feature_label(name: str) -> str:
    """Return what a feature or formula is called on the screen."""
    return FEATURES[name].label if name in FEATURES else pretty(name)


def feature_column(name: str, x: FloatArray) -> FloatArray:
    """Return one feature, or formula, at points (n, 2) -> (n,); `KeyError` if there is no such."""
    if name in FEATURES:
        return FEATURES[name].function(x)
    return formula_column(name, x)


def apply_features(names: Sequence[str], x: FloatArray) -> FloatArray:
    """Compute features at points.

    Parameters
    ----------
    names : sequence of str
        Keys of `FEATURES`, or formulas; the columns come in this order.
    x : (n, 2) float64
        The points; (n, 1) where no feature needs x2.

    Returns
    -------
    (n, len(names)) float64
        A new array, never a view of `x`.

    Raises
    ------
    KeyError
        If there is no such feature.
    """
    inputs = np.empty((len(x), len(names)))
    for column, name in enumerate(names):
        inputs[:, column] = feature_column(name, x)
    return inputs
