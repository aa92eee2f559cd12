"""What the parts "A network's sum" and "Two variables" of the page "Functions" are about."""

from __future__ import annotations

from dataclasses import dataclass

from playground.document.choices import FunctionKind


@dataclass(frozen=True, slots=True)
class SurfaceChoice:
    """A function of two variables, the point that is looked at, and an arrow from it.

    `name` is that of a classic, or a formula's text. Of the loss, `first` and `second` are the weights that
    move, (layer, source, target) with the source -1 for a bias; None stands for one whose derivative is
    largest. `point` is None where the function's own start is meant: of the loss, the weights as they are.
    `angle` is in degrees, counted from the first axis towards the second.
    """

    kind: FunctionKind = FunctionKind.CLASSIC
    name: str = "bowl"
    first: tuple[int, int, int] | None = None
    second: tuple[int, int, int] | None = None
    point: tuple[float, float] | None = None
    angle: float = 90.0
    raised: bool = False


@dataclass(frozen=True, slots=True)
class SumChoice:
    """At which x the terms are told, and of which output."""

    x: float = 0.0
    output: int = 0
