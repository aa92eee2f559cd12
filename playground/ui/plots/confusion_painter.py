"""The picture of a confusion matrix: a shade and a count per cell, the classes and their shares around it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from playground.ui.plots.confusion_layout import CORNER, LEAST_LINE, MOST_WITH_COUNTS
from playground.ui.plots.map_image import packed_colors, to_image
from playground.ui.theme.numbers import format_integer, format_percent
from playground.ui.widgets.painting import mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.ui.plots.confusion_layout import ConfusionLayout
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import ClassErrors

Flag = Qt.AlignmentFlag
_CENTRE = Flag.AlignCenter
_LEVELS = 256
# The least and the greatest share of ink, or of the colour of errors, in a cell that is not empty.
_RIGHT, _WRONG, _WRONG_WITHOUT_COUNTS = (0.14, 0.82), (0.30, 0.95), (0.16, 0.95)
_GAP, _LEAST_WITH_GAPS = 1, 8
_NAME_GAP = 8
_ROOM = 4
_WIDEST_HEAD = 60
UNKNOWN = "–"


def draw_matrix(painter: QPainter, theme: Theme, layout: ConfusionLayout, errors: ClassErrors) -> None:
    """Draw cells, counts and shares."""
    image = _shades(theme, errors.counts, _WRONG if layout.counts else _WRONG_WITHOUT_COUNTS)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(layout.cells, image)
    if min(layout.cell_width, layout.cell_height) >= _LEAST_WITH_GAPS:
        _draw_gaps(painter, theme, layout)
    if layout.counts:
        _draw_counts(painter, theme, layout, errors.counts, image)
    if layout.shares:
        _draw_shares(painter, theme, layout, errors)


def share_text(share: float | None) -> str:
    """Return a share in whole percent, which never says all or nothing of what is less or more."""
    return UNKNOWN if share is None else format_percent(_rounded(share))


def _points(share: float | None) -> str:
    """Return the number of percent, where the unit stands beside it."""
    return UNKNOWN if share is None else format_integer(round(100 * _rounded(share)))


def _rounded(share: float) -> float:
    return min(max(share, 0.01 if share > 0 else 0.0), 1.0 if share == 1 else 0.99)


def _shades(theme: Theme, counts: NDArray[np.int64], ends: tuple[float, float]) -> QImage:
    """Return a pixel per cell, the deeper the greater its share of its true class."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    levels = np.ceil(shares * (_LEVELS - 1)).astype(np.intp)
    empty = theme.color("card").rgb()
    right = _table(empty, theme.color("ink").rgb(), *_RIGHT)
    wrong = _table(empty, theme.color("danger").rgb(), *ends)
    pixels = np.where(np.eye(len(counts), dtype=bool), right[levels], wrong[levels])
    return to_image(pixels, np.ones(counts.shape, bool))


@cache
def _table(empty: int, full: int, least: float, most: float) -> NDArray[np.uint32]:
    """Return packed colours from empty, which is only that, to nearly full."""
    shares = [0.0, *np.linspace(least, most, _LEVELS - 1).tolist()]
    colors = [mix(QColor(empty), QColor(full), share) for share in shares]
    return packed_colors(np.array([(each.red(), each.green(), each.blue()) for each in colors], np.uint8))


def _draw_gaps(painter: QPainter, theme: Theme, layout: ConfusionLayout) -> None:
    cells, line = layout.cells, theme.color("panel")
    for index in range(1, layout.classes):
        x = cells.left() + index * layout.cell_width
        y = cells.top() + index * layout.cell_height
        painter.fillRect(QRectF(x - _GAP, cells.top(), 2 * _GAP, cells.height()), line)
        painter.fillRect(QRectF(cells.left(), y - _GAP, cells.width(), 2 * _GAP), line)


def _draw_counts(
    painter: QPainter, theme: Theme, layout: ConfusionLayout, counts: NDArray[np.int64], image: QImage
) -> None:
    painter.setFont(theme.font("tick", QFont.Weight.DemiBold))
    metrics = QFontMetricsF(painter.font())
    room = layout.cell_width - theme.pxf(_ROOM)
    for true, said in np.argwhere(counts).tolist():
        text = format_integer(int(counts[true, said]))
        painter.setPen(readable_on(image.pixel(said, true)))
        if metrics.horizontalAdvance(text) > room:
            text = _short(int(counts[true, said]))
        painter.drawText(layout.rect(true, said), _CENTRE, text)


def _short(count: int) -> str:
    return f"{count / 1000:.0f}k" if count >= 1000 else str(count)


@cache
def readable_on(ground: int) -> QColor:
    """Return black or white, whichever stands out more from a ground: at least 4.5 to 1, as no grey would."""
    return max((QColor("black"), QColor("white")), key=lambda each: _contrast(each, QColor(ground)))


def _contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2)."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _draw_shares(painter: QPainter, theme: Theme, layout: ConfusionLayout, errors: ClassErrors) -> None:
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink3"))
    right = Flag.AlignRight | Flag.AlignVCenter
    head = layout.head_rect(layout.classes - 1)
    painter.drawText(QRectF(head.right(), head.top(), layout.shares, head.height()), right, "recall, %")
    foot = layout.precision_rect(0)
    names = QRectF(0, foot.top(), foot.left() - theme.pxf(_NAME_GAP), foot.height())
    painter.drawText(names, right, "precision, %")
    for index, (precision, recall) in enumerate(zip(errors.precision, errors.recall, strict=True)):
        painter.drawText(layout.recall_rect(index), right, _points(recall))
        painter.drawText(layout.precision_rect(index), _CENTRE, _points(precision))


def draw_names(painter: QPainter, theme: Theme, layout: ConfusionLayout, names: Sequence[str]) -> None:
    """Draw the names of the classes beside and above the cells, as many as there is room for."""
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink3"))
    gap = theme.pxf(_NAME_GAP)
    corner = QRectF(0, 0, layout.cells.left() - gap, layout.line)
    painter.drawText(corner, Flag.AlignRight | Flag.AlignVCenter, CORNER)
    painter.setPen(theme.color("ink2"))
    metrics = QFontMetricsF(painter.font())
    down = max(1, int(np.ceil(LEAST_LINE * metrics.height() / layout.cell_height)))
    for true in range(0, layout.classes, down):
        box = layout.name_rect(true).adjusted(0, 0, -gap, 0)
        box = box.adjusted(0, -metrics.height(), 0, metrics.height()) if down > 1 else box
        _draw_name(painter, names[true], box, Flag.AlignRight | Flag.AlignVCenter)
    # A name that is cut says little: where each cannot have its column, few are written in full.
    longest = min(max(map(metrics.horizontalAdvance, names)), theme.pxf(_WIDEST_HEAD))
    fits = layout.classes <= MOST_WITH_COUNTS
    across = 1 if fits else max(1, int(np.ceil((longest + gap) / layout.cell_width)))
    for said in range(0, layout.classes, across):
        box = layout.head_rect(said)
        box.setWidth(across * box.width() - (0 if fits else gap))
        if box.right() > layout.cells.right() + 1:
            break
        _draw_name(painter, names[said], box, _CENTRE if fits else Flag.AlignLeft | Flag.AlignVCenter)


def _draw_name(painter: QPainter, name: str, box: QRectF, alignment: Qt.AlignmentFlag) -> None:
    shown = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, alignment, shown)
