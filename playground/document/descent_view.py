"""How a person goes downhill on the page "Functions"."""

from __future__ import annotations

from dataclasses import dataclass

from playground.document.choices import DescentShown


@dataclass(frozen=True, slots=True)
class DescentView:
    """Where it begins (None: where the function's own start is), by which rule, η and momentum β."""

    start: float | None = None
    rate: float = 0.1
    momentum: float = 0.8
    shown: DescentShown = DescentShown.GRADIENT
