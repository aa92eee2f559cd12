"""The numbers of the update rules besides the learning rate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHARES = ("momentum", "rho", "beta1", "beta2")


@dataclass(frozen=True)
class Constants:
    """
    What the rules take besides the learning rate; each rule reads those that it names.

    Attributes
    ----------
    momentum : float
        What part of the velocity "momentum" and "nesterov" keep, in [0, 1).
    rho : float
        What part of its running mean "rmsprop" keeps, in [0, 1).
    beta1, beta2 : float
        What part of their two running means "adam" and "adamw" keep, in [0, 1).
    epsilon : float
        What the rules that divide by a root add to it, above 0.
    weight_decay : float
        By what part of the learning rate "adamw" shrinks weights, from 0 to 1000.
    initial_damping : float
        The mu that "newton" begins with, from 1e-12 to 1e12.
    lbfgs_memory : int
        How many pairs of steps and changes of the gradient "lbfgs" keeps, from 1 to 100.

    Raises
    ------
    ValueError
        If one is out of its range.
    """

    momentum: float = 0.9
    rho: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01
    initial_damping: float = 1e-3
    lbfgs_memory: int = 10

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        for name in _SHARES:
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 0 and below 1, not {getattr(self, name)}")
        if not (self.epsilon > 0 and math.isfinite(self.epsilon)):
            raise ValueError(f"epsilon must be above 0 and finite, not {self.epsilon}")
        if not 0 <= self.weight_decay <= 1000:
            raise ValueError(f"weight_decay must be from 0 to 1000, not {self.weight_decay}")
        if not 1e-12 <= self.initial_damping <= 1e12:
            raise ValueError(f"initial_damping must be from 1e-12 to 1e12, not {self.initial_damping}")
        if not 1 <= self.lbfgs_memory <= 100:
            raise ValueError(f"lbfgs_memory must be from 1 to 100, not {self.lbfgs_memory}")

    def check_precision(self, dtype: np.dtype[Any], names: Iterable[str]) -> None:
        """
        Refuse constants that are rounded to something else than they may be.

        Parameters
        ----------
        dtype : dtype
            float32 or float64: what the rule computes in.
        names : iterable of str
            The constants that the rule reads.

        Raises
        ------
        ValueError
            If one that must be below 1 becomes 1, or epsilon becomes 0 or infinite.
        """
        for name in names:
            value = getattr(self, name)
            with np.errstate(over="ignore", under="ignore"):
                rounded = float(dtype.type(value))
            if name in _SHARES and rounded >= 1:
                raise ValueError(f"{name} must be below 1; as {dtype}, {value!r} is 1")
            if name == "epsilon" and not 0 < rounded < math.inf:
                raise ValueError(f"epsilon must be above 0 and finite; as {dtype}, {value!r} is {rounded:g}")
