"""The ways downhill on a function of one variable: asked for by the page "Functions"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

# Others take these from here.
from playground.calculus.curves.verdict import Motion as Motion  # noqa: TC001
from playground.calculus.curves.verdict import Outcome as Outcome  # noqa: TC001
from playground.calculus.curves.verdict import Regime as Regime  # noqa: TC001
from playground.document.choices import DescentMethod as DescentMethod  # noqa: TC001

if TYPE_CHECKING:
    from playground.document.functions_view import FunctionChoice
    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter

USUAL_STEPS = 40


@dataclass(frozen=True, slots=True)
class DescentQuestion:
    """Ask where these rules lead from one start.

    Without a `start` it is the function's own; one outside its window is brought to the window's edge. With
    `first` the learning rate is such that the first step of gradient descent ends there, or nearly so.
    """

    function: FunctionChoice
    start: float | None
    rate: float
    momentum: float
    methods: tuple[DescentMethod, ...]
    steps: int = USUAL_STEPS
    first: float | None = None


@dataclass(frozen=True, slots=True)
class NearMinimum:
    """The minimum by which steps are judged: one that is reached, else that of the valley it is in.

    A path that is under way is in the valley of its last place, others are judged by that of their start.
    Where it is a kink there is no `curvature`, and where that is not positive no `product` η·f″, no `regime`
    and no `largest_rate` (the η at which the rule stops being stable).
    """

    at: float
    curvature: float | None
    product: float | None
    regime: Regime | None
    largest_rate: float | None


@dataclass(frozen=True, slots=True)
class DescentPath:
    """Where one rule leads: x, f, f′, f″ and η·f″ at the start and after each step.

    Newton's η is 1/|f″|. `at` and `other` are the places that `outcome` is about, `steps` how many led there.
    Of η·f″ at a minimum, up to `glide` it glides, and from `diverge` on it diverges. `turned` counts Newton
    steps where f″ < 0, `farther` says whether it ends farther from the minimum than it began, and `strayed`
    whether the minimum is another one than that of the valley it began in.
    """

    method: DescentMethod
    places: Floats
    values: Floats
    slopes: Floats
    curvatures: Floats
    products: Floats
    outcome: Outcome
    at: float
    other: float | None
    steps: int
    motion: Motion
    turned: int
    farther: bool
    strayed: bool
    near: NearMinimum | None
    glide: float
    diverge: float


@dataclass(frozen=True, slots=True)
class DescentAnswer:
    """The paths, and what they start from.

    `first` is where the first step of gradient descent ends, by `rate`. Of the loss, `parameter` moves, which
    stands at `weight` now. `close` is how near a minimum counts as there, `bends` whether f″ is not the same
    at all places that are told.
    """

    question: DescentQuestion
    window: tuple[float, float]
    start: float
    value: float
    slope: float
    curvature: float
    rate: float
    momentum: float
    first: float
    close: float
    bends: bool
    paths: tuple[DescentPath, ...]
    parameter: Parameter | None = None
    weight: float | None = None
