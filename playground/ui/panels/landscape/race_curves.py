"""The losses of all racers over their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF

from playground.ui.panels.landscape.race_marks import draw_mark, racer_ink
from playground.ui.panels.landscape.race_words import racer_names
from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import RaceAnswer

WIDTH = 2.0


class RaceCurves(LinePlot):
    """A curve per racer on a logarithmic axis, each ending with its mark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._places: tuple[int, ...] = ()
        super().__init__(
            theme, parent, x_title="step", logarithmic=True, invitation="Press Start to let them run"
        )
        self.setAccessibleName("Loss of each optimiser over its steps")

    def show_race(self, answer: RaceAnswer, places: Sequence[int]) -> None:
        """Draw the losses; `places` are the rows that the racers stand in."""
        self._places = tuple(places)
        self.show_series(
            [
                Series(
                    name,
                    result.steps.astype(np.float64),
                    result.losses,
                    racer_ink(place),
                    width=WIDTH,
                    dot=0.0,
                )
                for place, name, result in zip(self._places, racer_names(answer), answer.results, strict=True)
            ]
        )

    def paint_above(self, painter: QPainter) -> None:
        """Paint the mark of each racer at the end of its curve."""
        frame = self.arrangement.frame
        for place, each in zip(self._places, self.series, strict=True):
            height = self.axis.coordinate(float(each.y[-1]))
            if height is None or not frame.x_range[0] <= each.x[-1] <= frame.x_range[1]:
                continue
            at = QPointF(frame.px(float(each.x[-1])), frame.py(height))
            draw_mark(painter, self.theme, place, at)
