"""Newton's method, damped so that each step it takes goes down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from playground.engine.second_order.damped import MOST_DAMPING, RAISE, affordable_products, damped_direction
from playground.engine.second_order.rule import SecondOrder
from playground.engine.second_order.step import SecondOrderStep

if TYPE_CHECKING:
    import numpy.typing as npt

    from playground.engine.arrays import Array
    from playground.engine.second_order.damped import Damped
    from playground.engine.second_order.objective import Product

LEAST_DAMPING = 1e-12
GOOD, POOR = 0.75, 0.25
EASE, STIFFEN = 1 / 3, 2.0
_ROUNDING = 16  # last digits: a drop that is no larger can't be told from none


class Newton(SecondOrder):
    """
    Newton's method with a damping in the way of Levenberg and Marquardt: p <- p - eta (H + mu)^-1 g.

    (Levenberg, 1944; Marquardt, 1963, who damp the Gauss-Newton matrix; here H is the Hessian itself.) mu
    begins with the initial damping and is raised by factors of 4 until H + mu is positive definite, see
    `damped_direction`. The second-order model predicts that the loss falls by

        m = -(eta g . d + eta^2 d . H d / 2).

    With r the drop there really is, by m: where the loss would rise, the step is refused, the parameters stay
    and mu becomes 4 mu; else the step is taken, and mu becomes mu / 3 if r > 3/4, 2 mu if r < 1/4. Where m is
    within the rounding of the loss, or negative, as under a large eta, r says nothing: mu stays then if the
    step is taken. mu is kept from 1e-12 to 1e12.

    The slot holds mu by the initial damping, the same number for each parameter, so that another initial
    damping changes mu at once, by as much.
    """

    name = "newton"
    slot_names = ("damping",)
    constant_names: ClassVar[tuple[str, ...]] = ("initial_damping",)

    @property
    def damping(self) -> float:
        """The mu that the next step begins with."""
        kept = float(self.slots["damping"][0])
        return self._limited(self.constants.initial_damping * (kept or 1.0))

    def _limited(self, damping: float) -> float:
        return min(MOST_DAMPING, max(LEAST_DAMPING, damping))

    def _keep(self, damping: float) -> None:
        self.slots["damping"].fill(self._limited(damping) / self.constants.initial_damping)

    def _step(self, slopes: Array) -> SecondOrderStep:
        asked = self.damping
        start = self.objective.value()
        found = damped_direction(self._product(), slopes, asked, self._most_products())
        if found is None:
            self._keep(RAISE * asked)
            return SecondOrderStep(taken=False, drop=None, damping=asked, trials=1)
        eta = self.learning_rate
        predicted = -(eta * float(slopes @ found.direction) + eta**2 * found.bend / 2)
        self._walk(eta * found.direction)
        drop = start - self.objective.value()
        certain = abs(predicted) > _ROUNDING * float(np.finfo(self._dtype).eps) * abs(start)
        self._judge(found, drop, predicted, certain=certain)
        return SecondOrderStep(
            taken=drop >= 0,
            drop=drop if math.isfinite(drop) else None,
            predicted=predicted,
            within_rounding=not certain,
            damping=found.damping,
            raised=found.damping > asked,
            length=eta,
            trials=2,
        )

    def _judge(self, found: Damped, drop: float, predicted: float, *, certain: bool) -> None:
        """Choose the next mu from how far the model was right."""
        refused = not drop >= 0
        if refused and (certain or not math.isfinite(drop)):
            self._keep(found.damping * RAISE)
        elif refused or not (certain and predicted > 0) or POOR * predicted <= drop <= GOOD * predicted:
            self._keep(found.damping)
        else:
            self._keep(found.damping * (STIFFEN if drop < POOR * predicted else EASE))

    def _most_products(self) -> int:
        return affordable_products(self.objective.cost, self.objective.samples)

    def _product(self) -> _Among:
        return _Among(self.objective.product(), self._free, self._size[0])


class _Among:
    """v -> H v among the free parameters: the others do not move."""

    def __init__(self, product: Product, free: slice | npt.NDArray[np.intp], size: int) -> None:
        self._product, self._free, self._whole = product, free, np.zeros(size)

    def __call__(self, v: Array) -> Array:
        self._whole[self._free] = v
        among: Array = self._product(self._whole)[self._free]
        return among
