"""What the bowl of second order says of the next step: asked for by the page "Landscape"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter

NEWTON_STEP = "newton_step"


@dataclass(frozen=True, slots=True)
class BowlQuestion:
    """Ask for the next step of several optimisers; Newton's takes all of H up to `most_dense` parameters."""

    most_dense: int = 200


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step from the present weights: of an optimiser (the engine's name), or `NEWTON_STEP`.

    It has this `length`. The model's change of the loss is `by_slope` + `by_bend`, the true one `actual`,
    None where the loss there is not a finite number. `own` says that the run uses this optimiser,
    `remembers` that the step goes by what the run's optimiser has gathered; else it begins from rest.
    `rounding` says that both changes are too small, next to the loss, to be told from rounding.
    """

    name: str
    length: float
    by_slope: float
    by_bend: float
    actual: float | None
    own: bool = False
    remembers: bool = False
    rounding: bool = False

    @property
    def predicted(self) -> float:
        """The change of the loss by the model."""
        return self.by_slope + self.by_bend

    @property
    def ratio(self) -> float | None:
        """The true change as a part of the model's, None where there is no such number."""
        untold = self.actual is None or self.predicted == 0 or self.rounding
        return None if untold else (self.actual or 0.0) / self.predicted


@dataclass(frozen=True, slots=True)
class NewtonAnswer:
    """How Newton's step was damped: (H + `damping` I) s = -g, where `longest` may have `held` its length.

    `shortened` says that `longest` was halved, as longer steps kept too little of what the model says.

    `lowest` is the smallest eigenvalue of H that is known. `residual` is |(H + damping I) s + g| / |g|; with
    `dense` all of H was used, else `products` products with it.
    """

    damping: float
    longest: float
    held: bool
    shortened: bool
    lowest: float
    residual: float
    dense: bool
    products: int


@dataclass(frozen=True, slots=True, eq=False)
class BowlAnswer:
    """The loss around the present weights as a bowl of second order sees it, and in truth.

    `slope` is |g|, `along` g.Hg / |g|^2, `sharpness` the largest eigenvalue of H, which lies within `bound`.
    At distances `rates` (n,) along -g, in units of g, so that the learning rate is one of them, the true loss
    is `losses` (n,), the straight line `straight` (n,) and the parabola `parabola` (n,). The loss is the mean
    over the first `samples` of `train_samples`, penalty included, without dropout. `beta` is the run's
    momentum, 0 for an optimiser without. `learning_rate` is the run's; where its optimiser is of second
    order, and so its η no length of a step along the gradient, a usual one of descent.
    """

    loss: float
    slope: float
    along: float
    sharpness: float
    bound: float
    learning_rate: float
    optimizer: str
    beta: float
    rates: Floats
    losses: Floats
    straight: Floats
    parabola: Floats
    steps: tuple[NextStep, ...]
    newton: NewtonAnswer
    exact: bool
    kinks: bool
    samples: int
    train_samples: int
    full_batch: bool
    step: int
    epoch: float

    @property
    def rate_times_curvature(self) -> float:
        """The learning rate times the largest curvature: above 2 plain descent diverges along it."""
        return self.learning_rate * self.sharpness


@dataclass(frozen=True, slots=True)
class StepQuestion:
    """Where the next step of this name leads, so that it can be taken."""

    name: str


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """Each weight and bias that the step changes, with its value before and after, and the loss of both."""

    name: str
    changes: tuple[tuple[Parameter, float, float], ...]
    loss_before: float
    loss_after: float
