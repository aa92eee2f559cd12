"""A group of the gallery: its caption, which folds and unfolds it, and its pictures below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PaintedButton
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.thumb import DatasetThumb

COLUMNS = 3
CHEVRON = 14
GAP = 6


class GroupCaption(PaintedButton):
    """Checked while its group is open; while it is not, the names in the group stand behind the caption."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._names = ""

    def show_names(self, names: Sequence[str]) -> None:
        """Say what is in the group."""
        self._names = ", ".join(names)
        self.setAccessibleDescription(self._names)
        set_tip(self, f"{self.text()}: {self._names}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give room for the caption."""
        return QSize(self.theme.px(120), self.theme.px(MIN_HIT))

    def minimumSizeHint(self) -> QSize:
        """Allow any width: what does not fit is elided."""
        return QSize(self.theme.px(60), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a chevron, the caption, and the names if they are not to be seen below."""
        area, side = QRectF(self.rect()), self.theme.pxf(CHEVRON)
        with QPainter(self) as painter:
            painting.smooth(painter)
            if self.fade.level or self.isDown():
                fill = painting.mix(self.theme.color("panel"), self.theme.color("ctl"), self.fade.level)
                painting.fill_round(painter, area, self.theme.pxf(6), fill)
            icon = "chevron-down" if self.isChecked() else "chevron-right"
            chevron = QRectF(0, 0, side, area.height())
            painting.draw_icon(painter, self, self.theme, icon, CHEVRON, "ink3", chevron)
            self._draw_texts(painter, area.adjusted(side + self.theme.pxf(GAP / 2), 0, 0, 0))
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, area.adjusted(2, 2, -2, -2), self.theme.pxf(6))

    def _draw_texts(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.theme.font("caption", QFont.Weight.Medium))
        painter.setPen(self.theme.color("ink2"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.isChecked():
            return
        taken = QFontMetricsF(painter.font()).horizontalAdvance(self.text()) + self.theme.pxf(GAP)
        rest = area.adjusted(taken, 0, -self.theme.pxf(2), 0)
        painter.setFont(self.theme.font("tick"))
        painter.setPen(self.theme.color("ink3"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(self._names, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)


class GalleryGroup(QWidget):
    """Pictures under one caption, three in a row."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = GroupCaption(theme, text, self)
        self.thumbs: list[DatasetThumb] = []
        self._inside = QWidget(self)
        self._grid = QGridLayout(self._inside)
        Spacing(theme, self._inside, self._grid, 4)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 0)
        column.addWidget(self.caption)
        column.addWidget(self._inside)
        self.caption.toggled.connect(self._inside.setVisible)
        self._inside.hide()

    def add(self, thumb: DatasetThumb) -> None:
        """Put a picture behind the others."""
        at = len(self.thumbs)
        self._grid.addWidget(thumb, at // COLUMNS, at % COLUMNS)
        self.thumbs.append(thumb)
        self.name_thumbs()

    def name_thumbs(self) -> None:
        """Name behind the caption what is to be seen below it."""
        self.caption.show_names([thumb.text() for thumb in self.thumbs if thumb.text()])

    def set_open(self, is_open: bool) -> None:
        """Show the pictures, or the caption alone."""
        self.caption.setChecked(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the pictures are shown."""
        return self.caption.isChecked()
