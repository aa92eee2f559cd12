"""A function of two variables, and its slope along an arrow: asked for by the page "Functions"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.surface_choice import SurfaceChoice as SurfaceChoice  # noqa: TC001  others take it

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from playground.worker.snapshots.arrays import Floats
    from playground.worker.snapshots.places import Parameter

Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SurfaceQuestion:
    """Ask for the values of the chosen function over a `window` (left, right, bottom, top).

    Without a window it is the function's own: of the loss, around the weights as they are.
    """

    choice: SurfaceChoice
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class SurfaceAnswer:
    """Values (rows, columns) over even places of the window, both borders included, bottom row first.

    `known` says where there is one; elsewhere it is 0. `levels` rise: lines of equal value are drawn there,
    and colours step evenly from one to the next; one level alone says that all values are the same but for
    rounding. Of the loss, `parameters` are the two that move, and it is the mean of so many training
    `samples`.
    """

    window: Window
    start: tuple[float, float]
    values: Floats
    known: NDArray[bool_]
    levels: Floats
    parameters: tuple[Parameter, ...]
    samples: int
    step: int
    epoch: float


@dataclass(frozen=True, slots=True)
class ArrowQuestion:
    """Ask for the slopes of the chosen function at its point, and along its arrow, for a step of `step_size`.

    `parameters` are the two that the loss is a function of, if it is one, and `window` is what the slices run
    over, where they are wanted (`sliced`).
    """

    choice: SurfaceChoice
    window: Window
    step_size: float
    parameters: tuple[Parameter, ...] = ()
    sliced: bool = True


@dataclass(frozen=True, slots=True)
class ArrowAnswer:
    """The gradient at `point`, and the slope along the unit vector v at `angle` degrees.

    `slope` is gradient·v; `measured` is (f(point + h v) − f(point)) / h for h = `step_size`. `length` is the
    gradient's, `steepest` its angle in degrees, and `off` how many degrees (0 to 180) lie between it and v.
    `flat` says that the gradient is 0, so that neither means anything. `angles` and `slopes` (places,) are
    all directions. The slices: `across` (places,) of the first variable and f there with the second held,
    `across_known` says where there is one; `along` likewise for the second. All are (0,) if not wanted.
    """

    point: tuple[float, float]
    value: float
    gradient: tuple[float, float]
    angle: float
    direction: tuple[float, float]
    slope: float
    measured: float
    ahead: float
    step_size: float
    length: float
    steepest: float
    off: float
    flat: bool
    angles: Floats
    slopes: Floats
    across: Floats
    across_values: Floats
    across_known: NDArray[bool_]
    along: Floats
    along_values: Floats
    along_known: NDArray[bool_]
    step: int
