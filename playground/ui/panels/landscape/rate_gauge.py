"""Step times curvature on a scale: where a step glides, zig-zags or diverges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.panels.landscape.bowl_words import SECOND_ORDER, gauge_words, zone
from playground.ui.theme.numbers import format_significant
from playground.ui.widgets import painting
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import BowlAnswer

END = 3.0
WORDS = ("glides", "zig-zags", "diverges")
HEIGHT, BAR, MARK = 56, 7, 4
TITLE = "Step × curvature  η·λ₁"


class RateGauge(QWidget):
    """A bar from 0 to 3 with a mark; beyond 3 the mark stands at the end."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.product: float | None = None
        self.of_run = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(TITLE)
        theme.changed.connect(self.updateGeometry)

    def show_answer(self, answer: BowlAnswer) -> None:
        """Show the product and say what it means."""
        self.product, self.of_run = answer.rate_times_curvature, answer.optimizer not in SECOND_ORDER
        said = f"{TITLE} = {format_significant(self.product)}. {gauge_words(answer)}"
        set_tip(self, said)
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(self._theme.px(240), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        return QSize(self._theme.px(180), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number, the bar with its mark, and the words below."""
        theme = self._theme
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_number(painter)
            bar = QRectF(0, theme.pxf(26), self.width(), theme.pxf(BAR))
            self._draw_bar(painter, bar)
            self._draw_words(painter, bar)

    @property
    def _zone(self) -> int:
        return -1 if self.product is None else zone(self.product)

    def _draw_number(self, painter: QPainter) -> None:
        theme, row = self._theme, QRectF(0, 0, self.width(), self._theme.pxf(20))
        painter.setFont(theme.font("slider"))
        painter.setPen(theme.color("ink2"))
        title = TITLE if self.of_run else f"{TITLE}, plain descent"
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(theme.font("live"))
        painter.setPen(theme.color("danger" if self.of_run and self._zone == len(WORDS) - 1 else "ink"))
        text = "–" if self.product is None else format_significant(self.product)
        painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        theme, third = self._theme, bar.width() / END
        for index, token in enumerate(("ctlh", "line2", "danger")):
            part = QRectF(bar.left() + index * third, bar.top(), third - theme.pxf(2), bar.height())
            strong = 1.0 if index < len(WORDS) - 1 or (self.of_run and index == self._zone) else 0.45
            painting.fill_round(painter, part, bar.height() / 2, theme.color(token, strong))
        if self.product is None:
            return
        share = min(max(self.product, 0.0), END) / END
        inset = theme.pxf(MARK)
        middle = QPointF(bar.left() + inset + share * (bar.width() - 2 * inset), bar.center().y())
        mark = QRectF(0, 0, 2 * inset, bar.height() + theme.pxf(8))
        mark.moveCenter(middle)
        painting.fill_round(painter, mark, inset, theme.color("panel"))
        inner = mark.adjusted(*(theme.pxf(each) for each in (1.5, 1.5, -1.5, -1.5)))
        painting.fill_round(painter, inner, inset, theme.color("ink"))

    def _draw_words(self, painter: QPainter, bar: QRectF) -> None:
        theme, third = self._theme, bar.width() / END
        top, tall = bar.bottom() + theme.pxf(6), theme.pxf(17)
        for index, word in enumerate(WORDS):
            now = self.of_run and index == self._zone
            painter.setFont(theme.font("caption", QFont.Weight.DemiBold if now else None))
            painter.setPen(theme.color("ink" if now else "ink3"))
            box = QRectF(bar.left() + index * third, top, third, tall)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        for index in (1, 2):
            box = QRectF(bar.left() + index * third - third / 4, top, third / 2, tall)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index))
