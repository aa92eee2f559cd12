"""What a function of one variable is: its values with two derivatives, and where it has none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Floats: TypeAlias = NDArray[np.float64]
Jet: TypeAlias = tuple[Floats, Floats, Floats]

_NEAR = 8  # units in the last place to either side: more than a place is off through its own rounding
_ASIDE = 1e-3
_SAME_SLOPE = 1e-9  # beyond what f' changes over so few units, below any kink that can be seen


@dataclass(frozen=True, eq=False)
class Curve:
    """
    One function f of one variable.

    Attributes
    ----------
    jet : callable (places) -> (f, f', f'')
        Of float64 places (n,), three arrays (n,); not finite where there is no such number.
    window : tuple of float
        The part of the axis in which it is good to look at.
    start : float
        A place to begin at.
    poles, kinks : tuple of float
        Where f grows beyond all bounds, and where f' jumps.
    domain : tuple of float
        Outside of it there is no f.
    quick : callable (places) -> f, optional
        The same f where it is quicker without derivatives.
    """

    jet: Callable[[Floats], Jet]
    window: tuple[float, float]
    start: float
    poles: tuple[float, ...] = ()
    kinks: tuple[float, ...] = ()
    domain: tuple[float, float] = (-math.inf, math.inf)
    quick: Callable[[Floats], Floats] | None = None

    @np.errstate(all="ignore")
    def at(self, places: Floats) -> Jet:
        """
        Give f, f' and f'' at some places.

        Parameters
        ----------
        places : ndarray
            float64, shape (n,).

        Returns
        -------
        tuple of ndarray
            Three arrays (n,); not finite where there is no such number.
        """
        value, slope, bend = self.jet(places)
        return _as_floats(value, places), _as_floats(slope, places), _as_floats(bend, places)

    @np.errstate(all="ignore")
    def values(self, places: Floats) -> Floats:
        """Give f at some places (n,): the same numbers as those of `at`."""
        return self.at(places)[0] if self.quick is None else _as_floats(self.quick(places), places)

    def beside(self, place: float) -> tuple[Floats, Floats]:
        """
        Give f and f' a few units in the last place to the left and to the right.

        Parameters
        ----------
        place : float
            Where it is looked at.

        Returns
        -------
        tuple of ndarray
            f and f', (2,) each, at the left and at the right; not finite where there is none.
        """
        near = _NEAR * float(np.spacing(np.abs(np.float64(place))))
        values, slopes, _ = self.at(np.array([place - near, place + near]))
        return values, slopes

    def has_kink(self, place: float) -> bool:
        """Say whether f' jumps right here, from one finite number to another."""
        left, right = (float(each) for each in self.beside(place)[1])
        if not (math.isfinite(left) and math.isfinite(right)):
            return False
        # A smooth f' that goes through 0 here is tiny on both sides, but not a little further on.
        aside = _ASIDE * max(1.0, abs(place))
        sizes = np.abs(self.at(np.array([place - aside, place + aside]))[1])
        usual = float(sizes[np.isfinite(sizes)].max(initial=0.0))
        return abs(right - left) > _SAME_SLOPE * usual


def _as_floats(numbers: Floats, places: Floats) -> Floats:
    """Return one number per place, also where it is the same at all."""
    return np.broadcast_to(np.asarray(numbers, np.float64), places.shape)
