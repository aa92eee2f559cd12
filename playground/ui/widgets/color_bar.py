"""The scale of a colour map: a gradient with words under its ends and centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_BAR = 7
_GAP = 2
_WIDTH = 110


class ColorBar(QWidget):
    """A bar of the map `name`; `texts` stand under its left end, centre and right end."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        texts: tuple[str, str, str],
        parent: QWidget | None = None,
        *,
        width: float = _WIDTH,
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._texts, self._width = theme, name, texts, width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def show_map(self, name: str, texts: tuple[str, str, str]) -> None:
        """Show another map."""
        self._name, self._texts = name, texts
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        height = QFontMetricsF(self._theme.font("tick")).height() + self._theme.pxf(_BAR + _GAP)
        return QSize(self._theme.px(self._width), int(height + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and its texts."""
        bar = QRectF(0, 0, self.width(), self._theme.pxf(_BAR))
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_bar(painter, bar)
            painter.setFont(self._theme.font("tick"))
            painter.setPen(self._theme.color("ink3"))
            under = QRectF(
                0, bar.bottom() + self._theme.pxf(_GAP), self.width(), self.height() - bar.bottom()
            )
            flags = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
            for text, flag in zip(self._texts, flags, strict=True):
                painter.drawText(under, flag | Qt.AlignmentFlag.AlignTop, text)

    def _draw_bar(self, painter: QPainter, bar: QRectF) -> None:
        row = np.ascontiguousarray(self._theme.lut(self._name)[np.newaxis])
        image = QImage(row.data, row.shape[1], 1, 3 * row.shape[1], QImage.Format.Format_RGB888)
        clip = QPainterPath()
        clip.addRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        painter.save()
        painter.setClipPath(clip)
        painter.drawImage(bar, image)
        painter.restore()
        painting.outline_round(painter, bar, bar.height() / 2, self._theme.color("line"))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
