"""How many multiplications a derivative takes, path by path and by backpropagation, as bars."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.numbers import format_integer, format_significant
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer

NAME = "Multiplications"
RULE = (
    "Counted for one sample, alike in both ways: each multiplication of derivatives and weights, by an f′"
    " that is 1 as well. Not counted: by ∂z/∂b = 1, sums, and what the forward pass and each f′ take."
)
_ROW, _BAR, _GAP, _BETWEEN = 18, 8, 8, 5
_MOST_WRITTEN_OUT = 10**9


@dataclass(frozen=True, slots=True)
class Cost:
    """A way to the derivatives, and how many multiplications it takes."""

    what: str
    way: str
    count: int

    @property
    def text(self) -> str:
        """The count, from a milliard on with three digits."""
        written_out = self.count < _MOST_WRITTEN_OUT
        return format_integer(self.count) if written_out else format_significant(float(self.count))


def costs_of(answer: ChainAnswer) -> tuple[Cost, ...]:
    """Return the four counts of an answer."""
    return (
        Cost("This derivative", "path by path", answer.by_paths),
        Cost("This derivative", "backpropagation", answer.by_deltas),
        Cost("All derivatives", "path by path", answer.all_by_paths),
        Cost("All derivatives", "backpropagation", answer.all_by_deltas),
    )


def cost_sentence(answer: ChainAnswer) -> str:
    """Return why backpropagation is the clever order."""
    said = (
        "Path by path, the factors that paths share are multiplied anew for each of them. In backpropagation"
        " each δ is computed once and used by every path through its neuron."
    )
    if answer.by_paths < answer.by_deltas:
        return f"{said} For this one derivative alone the paths take less; for all of them, more."
    return said


class CostBars(QWidget):
    """A bar per way, its length the logarithm of the count, so that each decade is as long as the last."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._costs: tuple[Cost, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_costs(self, costs: tuple[Cost, ...]) -> None:
        """Show these."""
        if costs != self._costs:
            self._costs = costs
            said = "; ".join(f"{cost.what}, {cost.way}: {cost.text}" for cost in costs)
            self.setAccessibleName(f"{NAME}: {said}")
            self.setToolTip(f"{NAME} of one sample. Each decade of a bar is as long as the last.")
            self._restyle()

    def sizeHint(self) -> QSize:
        """Give the height of its rows."""
        return QSize(self._theme.px(240), self._theme.px(_ROW * (len(self._costs) + 1) + _BETWEEN))

    def minimumSizeHint(self) -> QSize:
        """Give the room that the words and a short bar take."""
        return self.sizeHint()

    def bars(self) -> list[QRectF]:
        """Give where the bars are."""
        left = sum(self._columns()) + self._theme.pxf(_GAP)
        room = max(0.0, self.width() - left - self._number_width() - self._theme.pxf(_GAP))
        longest = max((math.log10(max(cost.count, 1)) for cost in self._costs), default=0.0)
        scale = room / longest if longest else 0.0
        tall = self._theme.pxf(_BAR)
        return [
            QRectF(left, self._middle(at) - tall / 2, scale * math.log10(max(cost.count, 1)), tall)
            for at, cost in enumerate(self._costs)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heading, then names, bars and counts."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            painter.setFont(self._font())
            painter.setPen(self._theme.color("ink3"))
            heading = QRectF(0, 0, self.width(), self._theme.pxf(_ROW))
            painter.drawText(heading, Qt.AlignmentFlag.AlignVCenter, f"{NAME} (bars: logarithmic)")
            for at, (cost, bar) in enumerate(zip(self._costs, self.bars(), strict=True)):
                self._draw_row(painter, at, cost, bar)

    def _draw_row(self, painter: QPainter, at: int, cost: Cost, bar: QRectF) -> None:
        whose, way = self._columns()
        painter.setFont(self._font())
        painter.setPen(self._theme.color("ink2"))
        if at % 2 == 0:
            painter.drawText(self._cell(at, 0.0, whose), Qt.AlignmentFlag.AlignVCenter, cost.what)
        painter.setPen(self._theme.color("ink3"))
        painter.drawText(self._cell(at, whose, way), Qt.AlignmentFlag.AlignVCenter, cost.way)
        token = "ink" if at % 2 else "ink3"
        painting.fill_round(painter, bar, min(bar.width(), bar.height()) / 4, self._theme.color(token))
        painter.setFont(self._font(QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("ink"))
        number = self._cell(at, bar.right() + self._theme.pxf(_GAP), self._number_width())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, cost.text)

    def _columns(self) -> tuple[float, float]:
        """Give the widths of the two columns of words."""
        gap = self._theme.pxf(_GAP)
        whose = max((self._width(cost.what) for cost in self._costs), default=0.0) + 2 * gap
        return whose, max((self._width(cost.way) for cost in self._costs), default=0.0)

    def _middle(self, at: int) -> float:
        between = _BETWEEN if at > 1 else 0
        return self._theme.pxf(_ROW * (at + 1.5) + between)

    def _cell(self, at: int, left: float, width: float) -> QRectF:
        tall = self._theme.pxf(_ROW)
        return QRectF(left, self._middle(at) - tall / 2, width, tall)

    def _number_width(self) -> float:
        bold = self._font(QFont.Weight.DemiBold)
        return max((painting.text_width(bold, cost.text) for cost in self._costs), default=0.0)

    def _width(self, text: str) -> float:
        return painting.text_width(self._font(), text)

    def _font(self, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        return self._theme.font("caption", weight)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
