"""The little picture of a set of images: some of them, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.ui.theme.theme import Theme

ACROSS = 3
GAP = 0.06  # of the side


def images_thumbnail(theme: Theme, images: NDArray[np.float64], side: int) -> QImage:
    """Return a square transparent picture of the first nine images (n, height, width), ink on paper."""
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    step = side * (1 + GAP) / ACROSS
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for index, image in enumerate(images[: ACROSS**2]):
            row, column = divmod(index, ACROSS)
            place = QRectF(column * step, row * step, step - side * GAP, step - side * GAP)
            painter.drawImage(place, ink_image(theme, image))
    return picture


def ink_image(theme: Theme, image: NDArray[np.float64]) -> QImage:
    """Return an image (height, width) from 0, which is paper, to 1 in ink, a pixel per pixel."""
    ink = theme.color("ink")
    shares = np.clip(image, 0.0, 1.0)
    alpha, red, green, blue = (np.rint(shares * each) for each in (255, ink.red(), ink.green(), ink.blue()))
    pixels = alpha.astype(np.uint32) << 24 | red.astype(np.uint32) << 16
    pixels = np.ascontiguousarray(pixels | green.astype(np.uint32) << 8 | blue.astype(np.uint32))
    rows, columns = pixels.shape
    form = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, columns, rows, 4 * columns, form).copy()
