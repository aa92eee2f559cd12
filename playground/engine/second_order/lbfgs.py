"""L-BFGS: the curvature is guessed from how the gradient changed over the last few steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.engine.optimizers.rule import NO_SCALES
from playground.engine.second_order.rule import SecondOrder
from playground.engine.second_order.step import SecondOrderStep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.engine.arrays import Array
    from playground.engine.optimizers.constants import Constants

ENOUGH_DROP, ENOUGH_FLATTER = 1e-4, 0.9
MOST_TRIALS = 20
_STEP, _CHANGE = "step_", "change_"

Pair = tuple[np.ndarray, np.ndarray]


class LBFGS(SecondOrder):
    """
    Limited-memory BFGS (Nocedal, "Updating quasi-Newton matrices with limited storage", 1980).

    With s the last steps and y the changes of the gradient over them, the direction is d = -B g, where B is
    what BFGS makes of (s . y / y . y) I, of the newest pair, by all pairs that are kept, the oldest first.
    The two loops of the paper give B g without B. Without pairs d = -g.

    The step is t d with t by bisection, so that both of Wolfe's conditions hold,

        L(p + t d) <= L(p) + 1e-4 t g . d    and    g(p + t d) . d >= 0.9 g . d,

    (Lewis & Overton, "Nonsmooth optimization via quasi-Newton methods", 2013, algorithm 2.6), the second of
    which makes s . y > 0. The first t is eta, without pairs eta min(1, 1 / |g|). After 20 trials the last t
    that meets the first condition will do; if none did, the step is refused, and all pairs are forgotten.

    Pair k is in the slots "step_k" and "change_k", the newest being 0; slots of zero hold none.
    """

    name = "lbfgs"
    constant_names: ClassVar[tuple[str, ...]] = ("lbfgs_memory",)

    @classmethod
    def slots_under(cls, constants: Constants) -> tuple[str, ...]:
        """Name two slots for each pair that is kept."""
        return tuple(
            kind + str(index) for index in range(constants.lbfgs_memory) for kind in (_STEP, _CHANGE)
        )

    def remember(
        self, slots: Mapping[str, Array], updates: int, scales: Mapping[str, float] = NO_SCALES
    ) -> None:
        """Take over the newest pairs that an earlier L-BFGS kept, as many as there is room for."""
        kept = {
            name: slots[name] if name in slots else np.zeros_like(slot) for name, slot in self.slots.items()
        }
        super().remember(kept, updates if slots.keys() & self.slots.keys() else 0, scales)

    def pairs(self) -> list[Pair]:
        """Give the pairs (s, y) that are kept, in float64, the newest first."""
        pairs = []
        for index in range(self.constants.lbfgs_memory):
            s, y = self.slots[f"{_STEP}{index}"], self.slots[f"{_CHANGE}{index}"]
            if not s.any():
                break
            pairs.append((s.astype(np.float64)[self._free], y.astype(np.float64)[self._free]))
        return [(s, y) for s, y in pairs if s @ y > 0]

    def _step(self, slopes: Array) -> SecondOrderStep:
        pairs = self.pairs()
        direction = -_two_loops(pairs, slopes)
        if not float(direction @ slopes) < 0:
            pairs, direction = [], -slopes
        first = self.learning_rate * (1.0 if pairs else min(1.0, 1 / math.sqrt(float(slopes @ slopes))))
        start = self.objective.value()
        found, trials = self._search(direction, slopes, start, first)
        if found is None:
            self._forget()
            return SecondOrderStep(taken=False, pairs=len(pairs), trials=trials)
        length, value, ahead = found
        self._walk(length * direction)
        self._keep(ahead - slopes)
        return SecondOrderStep(taken=True, drop=start - value, length=length, pairs=len(pairs), trials=trials)

    def _search(
        self, direction: Array, slopes: Array, start: float, first: float
    ) -> tuple[tuple[float, float, Array] | None, int]:
        """Give a length with the loss and the gradient there, and how many lengths were tried."""
        steepness = float(slopes @ direction)
        low, high, length = 0.0, math.inf, first
        found: tuple[float, float, Array] | None = None
        for trial in range(1, MOST_TRIALS + 1):
            self._walk(length * direction)
            value = self.objective.value()
            if value <= start + ENOUGH_DROP * length * steepness:
                ahead = self.objective.gradient().astype(np.float64)[self._free]
                low, found = length, (length, value, ahead)
                if float(ahead @ direction) >= ENOUGH_FLATTER * steepness:
                    return found, trial
            else:
                high = length
            length = (low + high) / 2 if high < math.inf else 2 * low
        return found, MOST_TRIALS

    def _keep(self, change: Array) -> None:
        """Let the newest pair in and the oldest go; a pair that says nothing of the curvature is left out."""
        step = (self._parameters - self._before).astype(np.float64)[self._free]
        size = math.sqrt(float(step @ step) * float(change @ change))
        least = float(np.finfo(self._dtype).eps) * size
        if not least < float(step @ change) < math.inf:
            return
        for kind in (_STEP, _CHANGE):
            for index in range(self.constants.lbfgs_memory - 1, 0, -1):
                np.copyto(self.slots[f"{kind}{index}"], self.slots[f"{kind}{index - 1}"])
        for kind, value in ((_STEP, step), (_CHANGE, change)):
            newest = self.slots[f"{kind}0"]
            newest.fill(0)
            newest[self._free] = value

    def _forget(self) -> None:
        for slot in self.slots.values():
            slot.fill(0)


def _two_loops(pairs: list[Pair], slopes: Array) -> Array:
    """Give B g (Nocedal, 1980, section 4)."""
    q, parts = slopes.copy(), []
    for s, y in pairs:
        part = float(s @ q) / float(s @ y)
        q -= part * y
        parts.append(part)
    if pairs:
        s, y = pairs[0]
        q *= float(s @ y) / float(y @ y)
    for (s, y), part in zip(reversed(pairs), reversed(parts), strict=True):
        q += (part - float(y @ q) / float(s @ y)) * s
    return q
