"""Whether a derivative is right, by brute force: asked for by the page "Chain rule"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.document.choices import Extent
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter

STEP = 1e-5
LEAST_STEP, GREATEST_STEP = 1e-15, 1.0
SURE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """Ask for a parameter's derivative by differences with the step `h`, and without `curves` only for that.

    `sample` is a training sample, counted from 0, where the extent is one.
    """

    parameter: Parameter
    extent: Extent
    sample: int
    h: float = STEP
    curves: bool = True


@dataclass(frozen=True, slots=True)
class CheckAllQuestion:
    """Ask for every derivative by differences with the usual step; this may take long."""

    extent: Extent
    sample: int


@dataclass(frozen=True, slots=True)
class Crossed:
    """A kink between w − h and w + h, for so many samples: of a neuron, or of the loss.

    It is that of unit `unit` of layer `layer` (from 0); `of_loss`, of the loss at that output.
    """

    layer: int
    unit: int
    samples: int
    of_loss: bool = False


@dataclass(frozen=True, slots=True)
class CheckCurves:
    """The loss (points,) as only the parameter moves over `places`; and how far differences are off.

    `central` and `forward` (steps,) are |(L(w + h) − L(w − h)) / 2h − ∂L/∂w| and |(L(w + h) − L(w)) / h −
    ∂L/∂w| for each step h of `steps`, which rise; the best steps are where they are least.
    """

    places: Floats
    losses: Floats
    steps: Floats
    central: Floats
    forward: Floats
    best_central: float
    best_forward: float


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """A derivative of the mean loss of `samples` beside the central `difference` with step `h`.

    In double precision, without dropout and without the penalty. `error` is |difference − derivative|,
    `digits` how many digits agree, from 0 to 16, and `rounding` what the error may come to through rounding
    of the loss alone. `drops` and `penalised` say that training does what is left out here.
    """

    parameter: Parameter
    extent: Extent
    sample: int
    samples: int
    h: float
    value: float
    loss: float
    derivative: float
    difference: float
    error: float
    digits: float
    rounding: float
    kinks: tuple[Crossed, ...]
    drops: bool
    penalised: bool
    curves: CheckCurves | None
    step: int
    epoch: float

    @property
    def as_good_as_can_be(self) -> bool:
        """Whether rounding alone accounts for what the two differ by."""
        return self.error <= self.rounding


@dataclass(frozen=True, slots=True)
class AllChecked:
    """Every derivative of the network beside a central difference, as the network stood at `step`.

    Of `count`, `agreeing` agree to at least `SURE_DIGITS` digits; `rounded` to fewer, by no more than the
    rounding of the loss; `at_kinks` to fewer where a kink is crossed; `differing` are all others. `digits`
    (17,) counts those that agree to 0, 1 ... 16 digits, those at kinks apart in `kink_digits` (17,). `worst`
    is the one that agrees least, to `worst_digits`, of those that no kink and no rounding accounts for; of
    all where there are none; `worst_error` is its relative error. `kinked` are some of those at kinks.
    """

    extent: Extent
    sample: int
    samples: int
    h: float
    count: int
    agreeing: int
    rounded: int
    at_kinks: int
    differing: int
    digits: tuple[int, ...]
    kink_digits: tuple[int, ...]
    worst: Parameter
    worst_digits: float
    worst_error: float
    kinked: tuple[Parameter, ...]
    step: int
    epoch: float
