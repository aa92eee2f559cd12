"""What a person looks at on the page "Functions"."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.document.choices import FunctionKind, FunctionsPart
from playground.document.descent_view import DescentView
from playground.document.surface_choice import SumChoice, SurfaceChoice


@dataclass(frozen=True, slots=True)
class FunctionChoice:
    """A function of one variable: `name` is that of an activation or of a classic, or a formula's text.

    Of the loss it is empty: `parameter` is then the weight that moves, (layer, source, target) with the
    source -1 for a bias, None for the one whose derivative is largest.
    """

    kind: FunctionKind = FunctionKind.CLASSIC
    name: str = "parabola"
    parameter: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class FunctionsView:
    """Which part of the page is open, and what it is about.

    `slope_at` is the point whose slope is looked at, None for a good one of the function; `slope_step` is how
    far the second point of the secant lies beyond. `show_slope` and `show_bend` say whether f' and f'' are
    drawn beside f.
    """

    part: FunctionsPart = FunctionsPart.SLOPE
    function: FunctionChoice = field(default=FunctionChoice())
    descent: DescentView = field(default=DescentView())
    surface: SurfaceChoice = field(default=SurfaceChoice())
    sum: SumChoice = field(default=SumChoice())
    slope_at: float | None = None
    slope_step: float = 0.5
    show_slope: bool = True
    show_bend: bool = True
