"""Layers side by side: how much room each gets, and what of their names there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from playground.ui.plots.weight_layout import (
    BIAS_GAP,
    MatrixPlace,
    PicturesPlace,
    picture_grid,
    widths_within,
)
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import LayerValues

    NameOf = Callable[[Neuron], str]

WIDEST_CELL, HIGHEST_CELL = 54, 26
WIDEST_NAME = 84
NAME_GAP = 6
MOST_NAMES = 40  # a row of more is too low to be named
_GAP = 20
_LARGEST_PIXEL = 12
_PICTURES_SHARE = 0.5
_TITLE_GAP = 2

Image = tuple[tuple[int, int], tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A layer that is drawn: its number, its name and its values, of `count` layers."""

    layer: int
    name: str
    values: LayerValues
    count: int

    @property
    def rows(self) -> int:
        """How many numbers it reads."""
        return int(self.values.weights.shape[0])

    @property
    def columns(self) -> int:
        """How many neurons it has."""
        return int(self.values.weights.shape[1])


def arrange(
    theme: Theme, room: QRectF, shown: Sequence[Shown], image: Image | None, name_of: NameOf
) -> tuple[MatrixPlace | PicturesPlace, ...]:
    """Return where each layer is drawn; the first one as pictures, if the inputs are those of an `image`."""
    top = room.top() + heading_height(theme)
    high = max(room.bottom() - 1 - top, 1.0)
    pictured = [image is not None and each.layer == 0 and each.columns > 0 for each in shown]
    names = [
        0.0 if pictures else names_width(theme, each, name_of, high)
        for each, pictures in zip(shown, pictured, strict=True)
    ]
    wide = room.width() - sum(names) - theme.pxf(_GAP) * (len(shown) - 1)
    taken = _pictures_room(wide, pictured)
    widths = iter(
        widths_within(
            wide - taken,
            [each.columns for each, pictures in zip(shown, pictured, strict=True) if not pictures],
            _title_width(theme, shown),
            theme.pxf(WIDEST_CELL),
        )
    )
    places: list[MatrixPlace | PicturesPlace] = []
    left = room.left()
    for each, pictures, beside in zip(shown, pictured, names, strict=True):
        left += beside
        area = QRectF(left, top, taken if pictures else next(widths), high)
        if pictures and image is not None:
            places.append(_pictures(theme, each, image, area))
        else:
            places.append(_matrix(theme, each, area))
        left = places[-1].area.right() + theme.pxf(_GAP)
    return tuple(places)


def heading_height(theme: Theme) -> float:
    """Return how much room the name of a layer and those of its neurons take."""
    title = QFontMetricsF(theme.font("caption")).height()
    return title + QFontMetricsF(theme.font("tick")).height() + theme.pxf(2 * _TITLE_GAP)


def cell_height(theme: Theme, rows: int, high: float) -> float:
    """Return how high a cell is."""
    return min(high / (rows + BIAS_GAP + 1), theme.pxf(HIGHEST_CELL))


def names_width(theme: Theme, shown: Shown, name_of: NameOf, high: float) -> float:
    """Return how much room the names of what is read take at the left, 0 where the rows are too low."""
    metrics = QFontMetricsF(theme.font("tick"))
    if shown.rows > MOST_NAMES or cell_height(theme, shown.rows, high) < 0.9 * metrics.height():
        return 0.0
    names = ["b", *(name_of(Neuron(shown.layer, row)) for row in range(shown.rows))]
    widest = max(metrics.horizontalAdvance(name) for name in names)
    return min(widest, theme.pxf(WIDEST_NAME)) + theme.pxf(NAME_GAP)


def _title_width(theme: Theme, shown: Sequence[Shown]) -> float:
    metrics = QFontMetricsF(theme.font("caption"))
    return max((metrics.horizontalAdvance(each.name) for each in shown), default=0.0) + 1


def _pictures_room(wide: float, pictured: Sequence[bool]) -> float:
    if not any(pictured):
        return 0.0
    return wide if all(pictured) else wide * _PICTURES_SHARE


def _matrix(theme: Theme, shown: Shown, area: QRectF) -> MatrixPlace:
    high = cell_height(theme, shown.rows, area.height()) * (shown.rows + BIAS_GAP + 1)
    return MatrixPlace(
        shown.layer, shown.rows, shown.columns, QRectF(area.left(), area.top(), area.width(), high)
    )


def _pictures(theme: Theme, shown: Shown, image: Image, area: QRectF) -> PicturesPlace:
    shape, pixels = image
    across, gap, scale = picture_grid(area, shown.columns, shape, theme.pxf(_LARGEST_PIXEL))
    return PicturesPlace(
        shown.layer, shown.columns, shape, pixels, across, gap, max(scale, 0.01), area.topLeft()
    )
