"""The heights of paths downhill against the number of steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal

from playground.ui.panels.functions.descent_words import NAMES, letters
from playground.ui.plots.descent_painter import hue
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer, DescentMethod

_WIDTH, _DOT = 1.8, 6.0
_MANY = 30.0


class StepsPlot(LinePlot):
    """f after each step; in powers of ten where it is nowhere negative and spans much.

    `titled` carries what it shows in words.
    """

    titled = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, x_title="step", invitation="No path")
        self.setAccessibleName("Height of the path against the number of steps")

    def show_paths(self, answer: DescentAnswer) -> None:
        """Draw each path's f."""
        heights = np.concatenate([path.values for path in answer.paths])
        positive = heights[heights > 0.0]
        spans = len(positive) > 1 and float(positive.max()) > _MANY * float(positive.min())
        self.set_logarithmic(bool(spans and (heights >= 0.0).all()))
        self.titled.emit(_title(self.axis.logarithmic, bool((heights == 0.0).any()), answer))
        several = len(answer.paths) > 1
        self.show_series([self._curve(path.method, path.values, several) for path in answer.paths])

    def _curve(self, method: DescentMethod, values: np.ndarray, named: bool) -> Series:
        steps = np.arange(float(len(values)))
        name = NAMES[method] if named else ""
        return Series(name, steps, values, partial(hue, method=method), _WIDTH, dot=_DOT)


def _title(logarithmic: bool, zeros: bool, answer: DescentAnswer) -> str:
    variable, function = letters(answer)
    height = f"{function}({variable})"
    if not logarithmic:
        return f"{height} after each step"
    without = "; what is 0 has no place there" if zeros else ""
    return f"{height} after each step, in powers of ten{without}"
