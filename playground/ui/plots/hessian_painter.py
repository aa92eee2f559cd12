"""The picture of a Hessian: a pixel per entry, hairlines between layers, their names, and the scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from playground.ui.plots.hessian_layout import HessianLayout, spans_of
from playground.ui.plots.map_image import color_levels, packed_colors, to_image
from playground.ui.plots.ticks import nice_limit
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets.painting import outline_round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.ui.theme.theme import Theme

SOFTNESS = 1e-3  # of the reach: below this the logarithmic scale runs evenly
STOPS = (1.0, 0.5, 0.0, -0.5, -1.0)
BAR_TITLE = "∂²L/∂w∂w"
DIAGONAL = "diagonal ↘ own curvature"
_Centre = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, eq=False)
class HessianPicture:
    """Entries (rows, columns), the layer of each row and column, and what each layer is called."""

    entries: NDArray[np.float64]
    row_layers: tuple[int, ...]
    column_layers: tuple[int, ...]
    layer_names: tuple[str, ...]
    mirrored: bool

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.row_layers), len(self.column_layers)


@dataclass(frozen=True, slots=True)
class HessianScale:
    """How colours go from −`reach` to `reach`: evenly, or by powers of ten except close to 0."""

    reach: float
    logarithmic: bool

    def shares(self, values: NDArray[np.float64]) -> NDArray[np.float32]:
        """Return how far from the middle colour towards an end each value is, from −1 to 1."""
        # Single precision tells far more than 256 colours apart, in a third of the time.
        shares = (values / self.reach).astype(np.float32)
        if self.logarithmic:
            size = np.log(np.abs(shares) * np.float32(1 / SOFTNESS) + np.float32(1))
            size *= np.float32(1 / math.log1p(1 / SOFTNESS))
            shares = np.copysign(size, shares)
        return np.asarray(np.clip(shares, -1.0, 1.0))

    def value(self, share: float) -> float:
        """Return the value that has so much of the colour at an end."""
        if not self.logarithmic:
            return share * self.reach
        size = SOFTNESS * math.expm1(abs(share) * math.log1p(1 / SOFTNESS))
        return math.copysign(size * self.reach, share)


def scale_of(entries: NDArray[np.float64], logarithmic: bool) -> HessianScale:
    """Return the scale that reaches as far as the largest entry."""
    return HessianScale(nice_limit(float(np.abs(entries).max(initial=0.0))) or 1.0, logarithmic)


def draw_picture(
    painter: QPainter, theme: Theme, layout: HessianLayout, picture: HessianPicture, scale: HessianScale
) -> None:
    """Draw everything that stays while only the pointer moves."""
    _draw_entries(painter, theme, layout, picture, scale)
    _draw_blocks(painter, theme, layout, picture)
    _draw_bar(painter, theme, layout, scale)
    if picture.mirrored:
        painter.setPen(theme.color("ink3"))
        painter.drawText(_at_most(layout.below, painter, DIAGONAL, layout.cells.right()), _Centre, DIAGONAL)


def _at_most(line: QRectF, painter: QPainter, text: str, right: float) -> QRectF:
    """Return where a text ends below the last entry, or is all the same where it does not fit before it."""
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 2
    return QRectF(max(line.left(), right - width), line.top(), width, line.height())


def _draw_entries(
    painter: QPainter, theme: Theme, layout: HessianLayout, picture: HessianPicture, scale: HessianScale
) -> None:
    table = packed_colors(theme.lut("deriv"))
    pixels = table[color_levels(scale.shares(picture.entries), -1.0, 1.0)]
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawImage(layout.cells, to_image(pixels, np.ones(picture.entries.shape, np.bool_)))


def _draw_blocks(painter: QPainter, theme: Theme, layout: HessianLayout, picture: HessianPicture) -> None:
    """Draw a hairline around each block of two layers, and the layers' names along both sides."""
    painter.setFont(theme.font("tick"))
    cells, (wide, high) = layout.cells, layout.cell
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(cells.adjusted(-1, -1, 0, 0))
    painter.setPen(QPen(theme.color("ink3"), 1))
    for _, first, _after in spans_of(picture.column_layers)[1:]:
        x = round(cells.left() + first * wide)
        painter.drawLine(QPointF(x, cells.top()), QPointF(x, cells.bottom()))
    for _, first, _after in spans_of(picture.row_layers)[1:]:
        y = round(cells.top() + first * high)
        painter.drawLine(QPointF(cells.left(), y), QPointF(cells.right(), y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(theme.color("ink2"))
    along = [(layer, layout.above(first, after)) for layer, first, after in spans_of(picture.column_layers)]
    spans = [(layer, box.left(), box.width()) for layer, box in along]
    line = along[0][1]
    _draw_names(painter, layout, spans, picture.layer_names, line.top())
    # Beside, upwards: what is below comes first.
    painter.save()
    down = [(layer, layout.beside(first, after)) for layer, first, after in spans_of(picture.row_layers)]
    painter.translate(down[0][1].left(), 0)
    painter.rotate(-90)
    spans = [(layer, -box.bottom(), box.height()) for layer, box in reversed(down)]
    _draw_names(painter, layout, spans, picture.layer_names, 0.0)
    painter.restore()


def _draw_names(
    painter: QPainter,
    layout: HessianLayout,
    spans: Sequence[tuple[int, float, float]],
    names: Sequence[str],
    top: float,
) -> None:
    """Draw each layer's name at the middle of its span (layer, start, length), or as much of it as fits."""
    metrics, spill = QFontMetricsF(painter.font()), 2 * layout.gap
    taken: list[tuple[float, float]] = []
    for layer, start, length in sorted(spans, key=lambda span: -span[2]):
        for name in _shorter(names[layer]):
            width = metrics.horizontalAdvance(name)
            left = start + (length - width) / 2
            right = left + width
            apart = all(right + spill / 4 <= one or other + spill / 4 <= left for one, other in taken)
            if width <= length + 2 * spill and apart:
                painter.drawText(QRectF(left - 1, top, width + 2, layout.line), _Centre, name)
                taken.append((left, right))
                break


def _shorter(name: str) -> Sequence[str]:
    """Return a name, then what of it says as much: a layer's number."""
    return name, name.rsplit(" ", 1)[-1] if " " in name else f"{name[:3]}."


def _draw_bar(painter: QPainter, theme: Theme, layout: HessianLayout, scale: HessianScale) -> None:
    bar, metrics = layout.bar, QFontMetricsF(painter.font())
    table = packed_colors(theme.lut("deriv"))[::-1, np.newaxis]
    painter.drawImage(bar, to_image(table, np.ones(table.shape, np.bool_)))
    outline_round(painter, bar, 0, theme.color("line"))
    painter.setPen(theme.color("ink3"))
    right = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    half = metrics.height() / 2
    room = bar.height() >= 5 * metrics.height()
    for stop in STOPS if room else STOPS[::4]:
        y = bar.top() + (1 - stop) / 2 * bar.height()
        y = min(max(y, bar.top() + half / 2), bar.bottom() - half / 2)
        box = QRectF(bar.right() + layout.gap, y - half, metrics.horizontalAdvance("0") * 12, 2 * half)
        painter.drawText(box, right, format_compact(scale.value(stop), 2))
    title = metrics.horizontalAdvance(BAR_TITLE) + 2
    left = min(bar.left(), layout.right - title)
    painter.drawText(QRectF(left, layout.below.top(), title, layout.line), right, BAR_TITLE)
