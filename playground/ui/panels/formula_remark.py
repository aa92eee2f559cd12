"""The words under a formula, with a mark that points at the characters they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_STRIP = 10
_ICON = 14
_TEXT = 19
_CARET = 5
_LINE = 2
_TOP = 2


class FormulaRemark(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wrong = False
        self._marked: tuple[float, float] | None = None
        self._label = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        column = QVBoxLayout(self)
        self._spacing = Spacing(theme, self, column, 0, (_TEXT, _STRIP, 0, 0))
        column.addWidget(self._label)
        self.hide()

    def say(self, text: str, *, wrong: bool) -> None:
        """Say something about the whole formula; a wrong one is told by an icon as well as by colour."""
        self._wrong, self._marked = wrong, None
        self._label.setText(text)
        self._label.set_token("danger" if wrong else "ink3")
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def mark(self, left: float, right: float) -> None:
        """Point at what stands above, from left to right in pixels."""
        self._marked = (left, right)
        self.update()

    def text(self) -> str:
        """Give what is said."""
        return self._label.text()

    def marked(self) -> tuple[float, float] | None:
        """Give where the mark is, in pixels."""
        return self._marked

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon and the mark."""
        token = "danger" if self._wrong else "ink3"
        icon, side = "triangle-alert" if self._wrong else "info", self._theme.pxf(_ICON)
        line = self._label.fontMetrics().height()
        with QPainter(self) as painter:
            painting.smooth(painter)
            box = QRectF(0, self._label.y(), side, line)
            painting.draw_icon(painter, self, self._theme, icon, _ICON, token, box)
            if self._marked is not None:
                self._draw_mark(painter, *self._marked, token)

    def _draw_mark(self, painter: QPainter, left: float, right: float, token: str) -> None:
        color, caret = self._theme.color(token), self._theme.pxf(_CARET)
        middle, top = (left + right) / 2, self._theme.pxf(_TOP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if right - left > 2 * caret:
            painter.drawRect(QRectF(left, top, right - left, self._theme.pxf(_LINE)))
        corners = (middle, top), (middle - caret, top + caret), (middle + caret, top + caret)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
