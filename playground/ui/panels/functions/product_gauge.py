"""η·f″ on a scale of what steps do: glide, overshoot, diverge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.numbers import format_compact, format_significant
from playground.ui.widgets.painting import smooth, text_width
from playground.worker.questions import DescentMethod

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentPath

_HEIGHT, _BAR, _TOP = 74, 10, 30
_POINTER, _SIDE = 6.0, 8.0
_BEYOND = 1.5  # of the bound of divergence is shown
_TICK = 5.0
_WORDS = {DescentMethod.MOMENTUM: ("glides", "swings, zig-zags", "diverges")}
_USUAL_WORDS = ("glides", "zig-zags", "diverges")


class ProductGauge(QWidget):
    """A pointer at η·f″ of the minimum, and a stroke for each place of the path."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path: DescentPath | None = None
        self._function = "f"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("η·f″")
        theme.changed.connect(self.updateGeometry)

    def show_path(self, path: DescentPath | None, function: str = "f") -> None:
        """Show a path's numbers, of a function of that letter; None while there are none."""
        self._path, self._function = path, function
        product = self.product()
        self.setAccessibleDescription("" if product is None else format_significant(product))
        self.update()

    def product(self) -> float | None:
        """Return where the pointer stands; None where there is no number."""
        near = None if self._path is None else self._path.near
        return None if near is None else near.product

    def sizeHint(self) -> QSize:
        """Return the size the content needs."""
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size it can do with."""
        return QSize(self._theme.px(160), self._theme.px(_HEIGHT))

    def bar(self) -> QRectF:
        """Return where the scale is."""
        side = self._theme.pxf(_SIDE)
        return QRectF(side, self._theme.pxf(_TOP), self.width() - 2 * side, self._theme.pxf(_BAR))

    def x_of(self, product: float) -> float:
        """Return where a number lies on the scale, at its ends what lies beyond them."""
        bar, end = self.bar(), _BEYOND * (2.0 if self._path is None else self._path.diverge)
        return bar.left() + min(max(product / end, 0.0), 1.0) * bar.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint zones, strokes and pointer."""
        if self._path is None:
            return
        with QPainter(self) as painter:
            smooth(painter)
            self._paint_zones(painter, self._path)
            self._paint_strokes(painter, self._path)
            if (product := self.product()) is not None:
                self._paint_pointer(painter, product)

    def _paint_zones(self, painter: QPainter, path: DescentPath) -> None:
        theme, bar = self._theme, self.bar()
        glide, diverge = self.x_of(path.glide), self.x_of(path.diverge)
        ends = ((bar.left(), glide), (glide, diverge), (diverge, bar.right()))
        words = _WORDS.get(path.method, _USUAL_WORDS)
        tokens = ("ink3", "ink2", "danger")
        for (left, right), word, token, alpha in zip(ends, words, tokens, (0.35, 0.6, 0.75), strict=True):
            painter.fillRect(
                QRectF(left, bar.top(), right - left - 1.0, bar.height()), theme.color(token, alpha)
            )
            self._paint_word(painter, word, token, left, right)
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        for number in (0.0, path.glide, path.diverge):
            self._paint_number(painter, number)

    def _paint_word(self, painter: QPainter, word: str, token: str, left: float, right: float) -> None:
        """Write what steps do there, if the zone is as wide as the word."""
        theme = self._theme
        font = theme.font("tick", QFont.Weight.DemiBold, tabular=False)
        if text_width(font, word) > right - left:
            return
        painter.setFont(font)
        painter.setPen(theme.color("danger" if token == "danger" else "ink2"))
        tall = QFontMetricsF(font).height()
        top = self.bar().bottom() + theme.pxf(_TICK) + tall
        painter.drawText(QRectF(left, top, right - left, tall), Qt.AlignmentFlag.AlignCenter, word)

    def _paint_number(self, painter: QPainter, number: float) -> None:
        theme, x, bottom = self._theme, self.x_of(number), self.bar().bottom()
        text = format_compact(number, 2)
        wide, tall = text_width(painter.font(), text) + 2, QFontMetricsF(painter.font()).height()
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        if 0.0 < number and x - wide < self.bar().left() + theme.pxf(_SIDE):
            return  # its bound lies too near to 0 to be told apart
        painter.drawText(QRectF(left, bottom + theme.pxf(2), wide, tall), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_strokes(self, painter: QPainter, path: DescentPath) -> None:
        bar = self.bar()
        painter.setPen(QPen(self._theme.color("ink", 0.5), 1))
        for x in sorted({round(self.x_of(product)) for product in path.products.tolist() if product >= 0.0}):
            painter.drawLine(QPointF(x + 0.5, bar.top()), QPointF(x + 0.5, bar.bottom()))

    def _paint_pointer(self, painter: QPainter, product: float) -> None:
        theme, bar, x = self._theme, self.bar(), self.x_of(product)
        side = theme.pxf(_POINTER)
        corners = [
            QPointF(x, bar.top() + 1),
            QPointF(x - side, bar.top() - side),
            QPointF(x + side, bar.top() - side),
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink"))
        painter.drawPolygon(QPolygonF(corners))
        font = theme.font("slider", QFont.Weight.DemiBold)
        text = f"η·{self._function}″ = {format_significant(product)}"
        wide, tall = text_width(font, text) + 2, QFontMetricsF(font).height()
        left = min(max(x - wide / 2, 0.0), self.width() - wide)
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        painter.drawText(
            QRectF(left, bar.top() - side - tall - theme.pxf(1), wide, tall),
            Qt.AlignmentFlag.AlignCenter,
            text,
        )
