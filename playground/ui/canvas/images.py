"""From maps to images: one look-up in a colour map for all, with the corners cut round."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.worker.snapshots import Picture

PERCENTILE = 0.97
SAMPLED = 3
CORNER = 0.215
FORMAT = QImage.Format.Format_ARGB32_Premultiplied


def images_of(
    maps: Picture, reach: float | None, lut: NDArray[np.uint8], *, cut: bool = True
) -> list[QImage | None]:
    """Return an image per map (maps, rows, columns); None for a map that holds what is no number.

    Colours span ±`reach`, or where it is None ±the 97th percentile of each map's own sizes. Corners are `cut`
    round for the size of a node on the canvas.
    """
    sizes = np.abs(maps).reshape(len(maps), -1)
    greatest = sizes.max(axis=1)
    whole = np.isfinite(greatest)
    reaches = _usual_sizes(sizes, greatest) if reach is None else np.full(len(maps), reach, np.float32)
    safe = maps if whole.all() else np.where(whole[:, None, None], maps, np.float32(0.0))
    words = _words(safe, np.where(whole, reaches, np.float32(1.0)), lut)
    words = _rounded(words) if cut else words
    height, width = maps.shape[1:]
    return [
        QImage(words[place].tobytes(), width, height, 4 * width, FORMAT).copy() if whole[place] else None
        for place in range(len(maps))
    ]


def picture_rect(width: int, height: int) -> QRectF:
    """Return the part of a picture that fills a node: the outermost pixels' middles lie on its border."""
    return QRectF(0.5, 0.5, width - 1.0, height - 1.0)


def _usual_sizes(sizes: Picture, greatest: Picture) -> Picture:
    some = sizes[:, ::SAMPLED]
    place = int(PERCENTILE * (some.shape[1] - 1))
    usual = np.partition(some, place, axis=1)[:, place]
    return np.asarray(np.where(usual > 0, usual, np.where(greatest > 0, greatest, 1.0)), dtype=np.float32)


def _words(maps: Picture, reaches: Picture, lut: NDArray[np.uint8]) -> NDArray[np.uint32]:
    index = maps * (127.5 / reaches)[:, None, None]
    index += 127.5
    np.clip(index, 0.0, 255.0, out=index)
    return np.take(_packed(lut), index.astype(np.uint8))


def _rounded(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    rows, columns, alphas = _corners(words.shape[2], words.shape[1])
    channels = words.view(np.uint8).reshape(*words.shape, 4)
    cut = channels[:, rows, columns].astype(np.uint16) * alphas[:, None] // 255
    channels[:, rows, columns] = cut.astype(np.uint8)
    return words


@cache
def _corners(width: int, height: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint16]]:
    """Return where pictures of a size are not fully opaque, and how opaque they are there, 0 to 255."""
    mask = QImage(width, height, QImage.Format.Format_Alpha8)
    mask.fill(0)
    with QPainter(mask) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawRoundedRect(QRectF(0.0, 0.0, width, height), CORNER * width, CORNER * height)
    alphas = np.frombuffer(mask.constBits(), np.uint8).reshape(height, mask.bytesPerLine())[:, :width]
    rows, columns = np.nonzero(alphas < 255)
    return rows, columns, alphas[rows, columns].astype(np.uint16)


def _packed(lut: NDArray[np.uint8]) -> NDArray[np.uint32]:
    wide = lut.astype(np.uint32)
    return np.asarray(0xFF000000 | wide[:, 0] << 16 | wide[:, 1] << 8 | wide[:, 2], dtype=np.uint32)
