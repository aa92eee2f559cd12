"""A widget as a picture to copy or save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


def picture_of(widget: QWidget, theme: Theme, finer: int = 1) -> QImage:
    """Return the widget as it looks now, on the panel's colour, `finer` times the screen's resolution."""
    ratio = widget.devicePixelRatioF() * finer
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.color("panel"))
    with QPainter(image) as painter:
        QWidget.render(widget, painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def copy_picture(image: QImage) -> None:
    """Put a picture on the clipboard."""
    QGuiApplication.clipboard().setImage(image)
