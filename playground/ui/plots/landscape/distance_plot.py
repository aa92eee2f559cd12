"""How far the path of training lies from the plane that is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.plots.line_plot import LinePlot
from playground.ui.plots.series import Series

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import LandscapeAnswer


class DistancePlot(LinePlot):
    """How far each point of the path is from the plane, and from where the weights are now, over steps."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, x_title="step", invitation="There is no path yet")
        self.setAccessibleName("Distance of the path from the plane")

    def show_answer(self, answer: LandscapeAnswer) -> None:
        """Draw the distances of this path."""
        if len(answer.path_steps) < 2:
            self.show_series([])
            return
        steps = answer.path_steps.astype(float)
        self.show_series(
            [
                Series("from now", steps, answer.lengths, _quiet, width=1.6, dashed=True),
                Series("from the plane", steps, answer.distances, _ink),
            ]
        )


def _ink(theme: Theme) -> QColor:
    return theme.color("ink")


def _quiet(theme: Theme) -> QColor:
    return theme.color("ink3")
