"""A curve to be drawn: its points, its look and what hovering tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from playground.ui.theme.theme import Theme

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """A curve over rising `x`; its colour is looked up when it is drawn, so that a switch of theme is enough.

    Without a name it gets no label and no place in the read-out. `exact` is what the read-out tells where the
    curve itself is a mean. `ranged` says whether the axis must make room for it, `live` whether it is of the
    run that goes on: a zoom follows its end, and its name comes first where room is short.
    """

    name: str
    x: Floats
    y: Floats
    ink: Callable[[Theme], QColor]
    width: float = 2.2
    dashed: bool = False
    dot: float = 8.0
    ranged: bool = True
    live: bool = True
    exact: tuple[Floats, Floats] | None = None

    @property
    def told(self) -> tuple[Floats, Floats]:
        """The points that the read-out tells."""
        return (self.x, self.y) if self.exact is None else self.exact
