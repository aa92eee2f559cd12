"""Two slices of one surface: each partial derivative is the slope of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from playground.ui.plots.slopes.slice_plot import SlicePlot
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ArrowAnswer

GAP = 14


class SlicesPanel(Panel):
    """f along the first variable with the second held, and the other way round, each with its tangent."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Partial derivatives: two slices through the dot", parent)
        self.across = SlicePlot(theme, "Slice along the first variable", self)
        self.along = SlicePlot(theme, "Slice along the second variable", self)
        for plot, held in ((self.across, "second"), (self.along, "first")):
            set_tip(plot, f"f with the {held} variable held; the tangent’s slope is a partial derivative")
        row = QHBoxLayout()
        Spacing(theme, self, row, GAP)
        row.addWidget(self.across, 1)
        row.addWidget(self.along, 1)
        self.body.addLayout(row, 1)

    def show_arrow(self, answer: ArrowAnswer, names: tuple[str, str]) -> None:
        """Show both slices through the point."""
        (x, y), (by_x, by_y) = answer.point, answer.gradient
        first, second = names
        self.across.show_names(first, _partial(first, by_x), f"{second} held at {format_significant(y)}")
        self.along.show_names(second, _partial(second, by_y), f"{first} held at {format_significant(x)}")
        # While the arrow is turned nothing is told of the slices: they stay.
        if len(answer.across):
            self.across.show_slice(answer.across, answer.across_values, answer.across_known)
            self.along.show_slice(answer.along, answer.along_values, answer.along_known)
        self.across.show_point(x, answer.value, by_x)
        self.along.show_point(y, answer.value, by_y)

    def show_nothing(self) -> None:
        """Show no slices."""
        for plot in (self.across, self.along):
            plot.clear()


def _partial(name: str, slope: float) -> str:
    by = f"({name})" if " " in name else name
    return f"∂f/∂{by} = {format_significant(slope, 4)}"
