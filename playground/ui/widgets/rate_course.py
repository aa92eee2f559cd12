"""The course of the learning rate over epochs as a small picture, with a mark where training is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.numbers import format_compact, format_integer, format_rate
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from playground.ui.theme.theme import Theme

_SPARK, _PLOT = (76, 26), (228, 96)
_DOT = 3.5
_TEXT = 15
_HEAD = 0.08  # of the height that stays free above the curve
_INSET = 5


class RateCourse(QWidget):
    """The rate rises from 0 at the bottom; with `named` the axes carry their numbers, else it is a spark."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, named: bool) -> None:
        super().__init__(parent)
        self._theme, self._named = theme, named
        self._epochs: Sequence[float] = (0.0, 1.0)
        self._rates: Sequence[float] = (0.0, 0.0)
        self._now: tuple[float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_course(self, epochs: Sequence[float], rates: Sequence[float]) -> None:
        """Draw these rates at rising epochs."""
        self._epochs, self._rates = epochs, rates
        self._describe()
        self.update()

    def show_now(self, epoch: float, rate: float) -> None:
        """Mark the present epoch, at the rate that is used."""
        if (epoch, rate) != self._now:
            self._now = (epoch, rate)
            self._describe()
            self.update()

    def now(self) -> tuple[float, float] | None:
        """Give the epoch and the rate that are marked, None before the first."""
        return self._now

    def course(self) -> tuple[Sequence[float], Sequence[float]]:
        """Give the epochs and rates that are drawn."""
        return self._epochs, self._rates

    def sizeHint(self) -> QSize:
        """Give the size it is drawn for."""
        width, height = _PLOT if self._named else _SPARK
        return QSize(self._theme.px(width), self._theme.px(height))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis, the curve and the mark."""
        area, theme = self._area(), self._theme
        with QPainter(self) as painter:
            painting.smooth(painter)
            if self._named:
                self._draw_names(painter, area)
            painter.setPen(QPen(theme.color("line2"), 1))
            base = round(area.bottom()) + 0.5
            painter.drawLine(QLineF(area.left(), base, area.right(), base))
            painter.setPen(_pen(theme.color("ink2"), theme.pxf(1.6)))
            points = [self._place(area, *each) for each in zip(self._epochs, self._rates, strict=True)]
            painter.drawPolyline(QPolygonF(points))
            if self._now is not None:
                self._draw_now(painter, area, *self._now)

    def _draw_now(self, painter: QPainter, area: QRectF, epoch: float, rate: float) -> None:
        at = self._place(area, min(epoch, self._epochs[-1]), rate)
        pen = QPen(self._theme.color("ink3"), 1)
        pen.setDashPattern([2, 3])
        painter.setPen(pen)
        painter.drawLine(QLineF(at.x(), area.top(), at.x(), area.bottom()))
        painter.setPen(QPen(self._theme.color("panel"), self._theme.pxf(1.5)))
        painter.setBrush(self._theme.color("ink"))
        reach = self._theme.pxf(_DOT)
        painter.drawEllipse(at, reach, reach)

    def _draw_names(self, painter: QPainter, area: QRectF) -> None:
        """Write the largest rate at its height; under the axis the first, the present and the last epoch."""
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        tall = self._theme.pxf(_TEXT)
        top = self._place(area, 0.0, max(self._rates)).y()
        left = QRectF(0, top - tall / 2, area.left() - self._theme.pxf(_INSET), tall)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(left, right, format_rate(max(self._rates)))
        painter.drawText(left.translated(0, area.bottom() - top), right, "0")
        below = QRectF(area.left(), area.bottom() + 2, area.width(), tall)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._now_in_words())
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, format_compact(self._epochs[-1]))

    def _now_in_words(self) -> str:
        if self._now is None:
            return "epoch"
        return f"epoch {format_integer(int(self._now[0]))}: {format_rate(self._now[1])}"

    def _place(self, area: QRectF, epoch: float, rate: float) -> QPointF:
        highest = max(self._rates) * (1 + _HEAD) or 1.0
        x = area.left() + area.width() * epoch / self._epochs[-1]
        return QPointF(x, area.bottom() - area.height() * min(rate / highest, 1.0))

    def _area(self) -> QRectF:
        inset = self._theme.pxf(_INSET)
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if not self._named:
            return box
        font = self._theme.font("tick")
        wide = painting.text_width(font, format_rate(max(self._rates))) + inset
        return box.adjusted(wide - inset, 0, 0, -self._theme.pxf(_TEXT))

    def _describe(self) -> None:
        spans = f"over {format_compact(self._epochs[-1])} epochs"
        ends = f"from {format_rate(self._rates[0])} to {format_rate(self._rates[-1])}"
        text = f"Learning rate {spans}, {ends}"
        if self._now is not None:
            text += f"; {format_rate(self._now[1])} at epoch {format_integer(int(self._now[0]))}"
        self.setAccessibleName(text)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
