"""A sentence on at most two lines, beside a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from playground.ui.theme.theme import Theme

_LINES = 2
_LEAST = 80


class Sentence(QWidget):
    """Takes the width that is there; what does not fit is cut with dots, and stands in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text = theme, ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def text(self) -> str:
        """Give the whole sentence."""
        return self._text

    def show_text(self, text: str) -> None:
        """Say something true, or nothing."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.setToolTip(text)
            self.update()

    def lines(self) -> list[str]:
        """Give the lines as they are shown."""
        metrics, words, lines = QFontMetricsF(self._font()), self._text.split(" "), [""]
        for number, word in enumerate(words):
            longer = f"{lines[-1]} {word}".strip()
            if metrics.horizontalAdvance(longer) <= self.width():
                lines[-1] = longer
            elif len(lines) < _LINES and lines[-1]:
                lines.append(word)
            else:
                rest = f"{lines[-1]} {' '.join(words[number:])}".strip()
                lines[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
                break
        return lines

    def sizeHint(self) -> QSize:
        """Give the size of two lines."""
        height = _LINES * QFontMetricsF(self._font()).height()
        return QSize(self._theme.px(3 * _LEAST), int(height + 1))

    def minimumSizeHint(self) -> QSize:
        """Give the least size in which something can be read."""
        return QSize(self._theme.px(_LEAST), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, centred upright."""
        lines, tall = self.lines(), QFontMetricsF(self._font()).height()
        top = (self.height() - tall * len(lines)) / 2
        with QPainter(self) as painter:
            painter.setFont(self._font())
            painter.setPen(self._theme.color("ink2"))
            for number, line in enumerate(lines):
                painter.drawText(QRectF(0, top + number * tall, self.width() + 1, tall), 0, line)

    def _font(self) -> QFont:
        return self._theme.font("caption")

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
