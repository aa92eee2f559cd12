"""What is seen now: a claim in bold, then the reason and more, on a fixed number of lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_LINES = 3
_LEADING = 1.3
_PAD, _RADIUS = 10, 8
_LEAST = 160

Word = tuple[str, bool]


class Saying(QWidget):
    """Its height never changes, so that nothing moves while something is dragged."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._claim = self._rest = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._laid_out_for = -1
        self._lines: list[list[Word]] = []
        theme.changed.connect(self._restyle)

    def show_text(self, claim: str, *rest: str) -> None:
        """Say something true, or nothing."""
        said = " ".join(each for each in rest if each)
        if (claim, said) != (self._claim, self._rest):
            self._claim, self._rest = claim, said
            self.setAccessibleName(self.text())
            self._laid_out_for = -1
            self.update()

    def text(self) -> str:
        """Give all of it."""
        return f"{self._claim} {self._rest}".strip()

    def sizeHint(self) -> QSize:
        """Give the size of its lines."""
        return QSize(self._theme.px(2 * _LEAST), int(_LINES * self._line() + 2 * self._theme.pxf(_PAD) + 1))

    def minimumSizeHint(self) -> QSize:
        """Give the least size in which something can be read."""
        return QSize(self._theme.px(_LEAST), self.sizeHint().height())

    def lines(self) -> list[list[Word]]:
        """Give the runs of words line by line, each with whether it is bold; what is too much is left out."""
        if self._laid_out_for != self.width():
            self._laid_out_for = self.width()
            self._lines = self._broken()
        return self._lines

    def _broken(self) -> list[list[Word]]:
        metrics = {bold: QFontMetricsF(self._font(bold)) for bold in (True, False)}
        said = ((self._claim, True), (self._rest, False))
        words = [(word, bold) for text, bold in said for word in text.split(" ") if word]
        room, used = self.width() - 2 * self._theme.pxf(_PAD), 0.0
        found: list[list[Word]] = [[]]
        for text, bold in words:
            width = metrics[bold].horizontalAdvance(f"{text} ")
            if used + width > room and found[-1]:
                if len(found) == _LINES:
                    found[-1].append(("…", False))
                    break
                found.append([])
                used = 0.0
            found[-1].append((text, bold))
            used += width
        self.setToolTip(self.text() if found[-1][-1:] == [("…", False)] else "")
        return [
            [(" ".join(text for text, _ in run), bold) for bold, run in groupby(line, lambda word: word[1])]
            for line in found
        ]

    def _restyle(self) -> None:
        self._laid_out_for = -1
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its lines."""
        pad, line = self._theme.pxf(_PAD), self._line()
        with QPainter(self) as painter:
            painting.smooth(painter)
            rect = self.rect().toRectF()
            painting.fill_round(painter, rect, self._theme.pxf(_RADIUS), self._theme.color("card"))
            painting.outline_round(painter, rect, self._theme.pxf(_RADIUS), self._theme.color("line"))
            for number, words in enumerate(self.lines()):
                place = QPointF(pad, pad + (number + 0.76) * line)
                for text, bold in words:
                    font = self._font(bold)
                    painter.setFont(font)
                    painter.setPen(self._theme.color("ink" if bold else "ink2"))
                    painter.drawText(place, text)
                    place += QPointF(QFontMetricsF(font).horizontalAdvance(f"{text} "), 0.0)

    def _font(self, bold: bool) -> QFont:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        return self._theme.font("slider", weight, tabular=False)

    def _line(self) -> float:
        return _LEADING * self._theme.pxf(12.5)
