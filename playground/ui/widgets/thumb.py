"""A small picture of a dataset with its name under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPaintEvent

from playground.ui.widgets import painting
from playground.ui.widgets.painted import PaintedButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

# Given the side in device pixels, the picture of that size; it is asked again when theme or size change.
ImageProvider = Callable[[int], QImage]

_SIDE = 56
_LABEL = 16
_RADIUS = 8
_PICTURE_INSET = 7
_PICTURE_RADIUS = 4
_ICON = 20


class DatasetThumb(PaintedButton):
    """Checkable; shows `provider`'s picture, or an icon where there is none."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        provider: ImageProvider | None = None,
        parent: QWidget | None = None,
        *,
        icon: str = "plus",
    ) -> None:
        super().__init__(theme, text, parent)
        self._provider, self._icon = provider, icon
        self._image: QImage | None = None
        self._image_side = 0
        self.setText(text)
        self.setCheckable(provider is not None)

    def refresh(self) -> None:
        """Ask for a new picture, because the data changed."""
        self._image = None
        self.update()

    def restyle(self) -> None:
        """Ask for a new picture, too."""
        self._image = None
        super().restyle()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(_SIDE), self.theme.px(_SIDE) + self.theme.px(_LABEL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, the picture and the name."""
        side = self.theme.px(_SIDE)
        rect = QRectF((self.width() - side) / 2, 0, side, side)
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_card(painter, rect)
            self._draw_picture(painter, rect)
            self._draw_label(painter, rect)

    def _draw_card(self, painter: QPainter, rect: QRectF) -> None:
        radius = self.theme.pxf(_RADIUS)
        fill = painting.mix(self.theme.color("card"), self.theme.color("ctl"), self.fade.level)
        painting.fill_round(painter, rect, radius, fill)
        if self.isChecked():
            painting.outline_round(painter, rect, radius, self.theme.color("ink"), self.theme.pxf(2))
        else:
            painting.outline_round(painter, rect, radius, self.theme.color("line"))
        if self.hasFocus():
            self._draw_focus(painter, rect, radius)

    def _draw_focus(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        # Selected already has an ink border: the ring is a second one inside it.
        inset = self.theme.pxf(4) if self.isChecked() else 0.0
        painting.focus_ring(
            painter, self.theme, rect.adjusted(inset, inset, -inset, -inset), radius - inset / 2
        )

    def _draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        if self._provider is None:
            painting.draw_icon(painter, self, self.theme, self._icon, _ICON, "ink3", rect)
            return
        inset = self.theme.pxf(_PICTURE_INSET)
        place = rect.adjusted(inset, inset, -inset, -inset)
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(place, self.theme.pxf(_PICTURE_RADIUS), self.theme.pxf(_PICTURE_RADIUS))
        painter.setClipPath(clip)
        painter.drawImage(
            place, self._picture(round(place.width() * self.devicePixelRatioF()), self._provider)
        )
        painter.restore()

    def _picture(self, side: int, provider: ImageProvider) -> QImage:
        if self._image is None or self._image_side != side:
            self._image, self._image_side = provider(side), side
        return self._image

    def _draw_label(self, painter: QPainter, rect: QRectF) -> None:
        chosen = self.isChecked()
        painter.setFont(self.theme.font("tick", QFont.Weight.DemiBold if chosen else QFont.Weight.Medium))
        painter.setPen(self.theme.color(("ink" if chosen else "ink3") if self.isEnabled() else "faint"))
        text = QRectF(0, rect.bottom(), self.width(), self.height() - rect.bottom())
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, self.text())
