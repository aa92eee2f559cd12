"""A note under a field that says what is wrong with what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_RADIUS = 6
_ICON = 14
_PADDING = 8
_GAP = 6
_BELOW = 4
_WIDEST = 280


class ProblemNote(QWidget):
    """Floats over the window, so that no layout needs room for it."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(field.window())
        self._theme, self._field = theme, field
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        field.destroyed.connect(self.deleteLater)
        self._label = Label(theme, "", self, role="caption", wrap=True)
        theme.changed.connect(self._restyle)
        self.hide()

    def tell(self, problem: str) -> None:
        """Show the problem under the field, or above it where there is no room."""
        self._label.setText(problem)
        self.setAccessibleName(problem)
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        self._place()
        self.show()
        self.raise_()

    def text(self) -> str:
        """Give the problem that was told last."""
        return self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the note."""
        rect, radius, pad = QRectF(self.rect()), self._theme.pxf(_RADIUS), self._theme.pxf(_PADDING)
        side = self._theme.pxf(_ICON)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("dangerbg"))
            painting.outline_round(painter, rect, radius, self._theme.color("danger"))
            box = QRectF(pad, 0, side, rect.height())
            painting.draw_icon(painter, self, self._theme, "triangle-alert", _ICON, "danger", box)

    def _restyle(self) -> None:
        # Hidden it has no place, and its field may be gone already.
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        self._fit()
        below = self._theme.px(_BELOW)
        window = self._field.window()
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + below))
        if corner.y() + self.height() > window.height():
            corner.setY(self._field.mapTo(window, QPoint(0, 0)).y() - below - self.height())
        self.move(max(0, min(corner.x(), window.width() - self.width())), max(0, corner.y()))

    def _fit(self) -> None:
        pad, left = self._theme.px(_PADDING), self._theme.px(_PADDING + _ICON + _GAP)
        one_line = int(painting.text_width(self._label.font(), self._label.text())) + 2
        width = min(one_line, self._theme.px(_WIDEST))
        height = self._label.heightForWidth(width)
        self._label.setGeometry(left, pad - 2, width, height)
        self.resize(left + width + pad, height + 2 * pad - 4)
