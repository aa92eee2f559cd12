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
from playground.worker.questions import Outcome

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer, DescentPath

_WIDTH, _DOT = 1.8, 6.0
_MANY = 30.0
_RESTS = (
    Outcome.MINIMUM,
    Outcome.MAXIMUM,
    Outcome.INFLECTION,
    Outcome.FLAT,
    Outcome.NO_PARABOLA,
)


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
        self.titled.emit(_title(self.axis.logarithmic, answer))
        several = len(answer.paths) > 1
        longest = max(len(path.values) for path in answer.paths)
        self.show_series([self._curve(path, several, longest) for path in answer.paths])

    def _curve(self, path: DescentPath, named: bool, longest: int) -> Series:
        values = path.values
        if path.outcome in _RESTS:  # it stays there, and its name stands beside the ends of the others
            values = np.concatenate([values, np.full(longest - len(values), values[-1])])
        steps = np.arange(float(len(values)))
        # On powers of ten a curve that ends at 0 breaks off early, where its name would lie over the others.
        is_told = named and not (self.axis.logarithmic and values[-1] == 0.0)
        name = NAMES[path.method] if is_told else ""
        return Series(name, steps, values, partial(hue, method=path.method), _WIDTH, dot=_DOT)


def _title(logarithmic: bool, answer: DescentAnswer) -> str:
    variable, function = letters(answer)
    height = f"{function}({variable})"
    if not logarithmic:
        return f"{height} after each step"
    arrived = [NAMES[path.method] for path in answer.paths if path.values[-1] == 0.0]
    if arrived:
        whose = f" of {' and '.join(arrived)}" if len(answer.paths) > 1 else ""
        return f"{height} after each step, in powers of ten; the 0{whose} has no place there"
    if any((path.values == 0.0).any() for path in answer.paths):
        return f"{height} after each step, in powers of ten; what is 0 has no place there"
    return f"{height} after each step, in powers of ten"
