"""Where the rows and the stations of the lane lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.lane import Key
    from playground.ui.theme.theme import Theme

LABELS = 88.0
BOX_WIDTH, LEAST_PITCH, MOST_PITCH = 66.0, 112.0, 190.0
PLOT_SIDE = 14.0  # between two plots
# The rows from above, in design pixels; what is short of room shrinks in this order, then grows in that.
FULL = {"box": 62.0, "plot": 98.0, "back": 80.0, "product": 112.0, "foot": 22.0, "gap": 14.0}
SHRINKS = (
    ("gap", 8.0),
    ("product", 72.0),
    ("plot", 72.0),
    ("product", 22.0),
    ("foot", 0.0),
    ("box", 52.0),
    ("back", 66.0),
    ("plot", 46.0),
    ("gap", 4.0),
    ("box", 44.0),
)
GROWS = (("gap", 20.0), ("plot", 128.0), ("product", 150.0), ("gap", 30.0))
# Bars and captions that would be too small leave their room to the others: below what, and what is left.
SNAPS = (("product", 48.0, 22.0), ("foot", 16.0, 0.0))
FOLDED = 30.0  # in so little room a product is told by its number alone
GAPS = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """The heights of the rows."""

    box: float
    plot: float
    back: float
    product: float
    foot: float
    gap: float


def rows_in(room: float) -> Rows:
    """Return the rows for so many design pixels, from the least they can do with on."""
    sizes = dict(FULL)
    for name, least in SHRINKS:
        missing = _height(sizes) - room
        if missing > 0:
            sizes[name] = max(least, sizes[name] - missing / _count(name))
    for name, useful, least in SNAPS:
        if sizes[name] < useful:
            sizes[name] = least
    for name, most in GROWS:
        spare = room - _height(sizes)
        if spare > 0:
            sizes[name] = max(sizes[name], min(most, sizes[name] + spare / _count(name)))
    return Rows(**sizes)


def least_height() -> float:
    """Return the least height of the lane, in design pixels."""
    return _height({**FULL, **dict(SHRINKS)})


def _height(sizes: dict[str, float]) -> float:
    return sum(sizes[name] * _count(name) for name in sizes)


def _count(name: str) -> int:
    return GAPS if name == "gap" else 1


class LaneLayout:
    """The places in a view of this size, with `stations` on the way and scrolled by `offset` pixels."""

    def __init__(self, theme: Theme, width: float, height: float, stations: int, offset: float) -> None:
        self._px = theme.pxf
        rows = rows_in(height / theme.k)
        self.labels = self._px(LABELS)
        self._box = self._px(BOX_WIDTH)
        self.between = max(stations - 1, 1)
        room = (width - self.labels - self._box - self._px(2)) / self.between
        self.pitch = min(max(room, self._px(LEAST_PITCH)), self._px(MOST_PITCH))
        self.content = self._box + self.pitch * self.between + self._px(2)
        self.room = width - self.labels
        self._left = self.labels + self._px(1) - offset
        self.rows = rows
        self.folds = rows.product < FOLDED
        self._place_rows()

    def _place_rows(self) -> None:
        rows, px = self.rows, self._px
        self.box_top = 0.0
        self.plot_top = px(rows.box + rows.gap)
        self.back_top = self.plot_top + px(rows.plot + rows.gap)
        self.product_top = self.back_top + px(rows.back + rows.gap)
        self.foot_top = self.product_top + px(rows.product)
        self.bottom = self.foot_top + px(rows.foot)

    def station(self, place: int) -> QRectF:
        """Return the box of a value."""
        return QRectF(self._left + place * self.pitch, self.box_top, self._box, self._px(self.rows.box))

    def middle(self, place: int) -> float:
        """Return where the column of a step is centred: between its two values."""
        return self._left + self._box / 2 + (place + 0.5) * self.pitch

    def arrow(self, place: int) -> QRectF:
        """Return the room between two boxes."""
        here, after = self.station(place), self.station(place + 1)
        return QRectF(here.right(), here.top(), after.left() - here.right(), here.height())

    def plot(self, place: int) -> QRectF:
        """Return the square of a local function."""
        side = min(self._px(self.rows.plot), self.pitch - self._px(PLOT_SIDE))
        top = self.plot_top + (self._px(self.rows.plot) - side) / 2
        return QRectF(self.middle(place) - side / 2, top, side, side)

    def back(self, place: int) -> QRectF:
        """Return the room of a derivative."""
        return self._column(place, self.back_top, self.rows.back)

    def product(self, place: int) -> QRectF:
        """Return the room of a product so far."""
        return self._column(place, self.product_top, self.rows.product)

    def _column(self, place: int, top: float, height: float) -> QRectF:
        return QRectF(self.middle(place) - self.pitch / 2, top, self.pitch, self._px(height))

    def key_at(self, at: QPointF) -> Key | None:
        """Return what is there."""
        if at.x() < self.labels:
            return None
        for place in range(self.between + 1):
            if self.station(place).contains(at):
                return ("value", place)
        for place in range(self.between):
            column = self._column(place, self.plot_top, 0)
            column.setBottom(self.foot_top)
            if column.contains(at) or self.arrow(place).contains(at):
                return ("link", place)
        return None

    def span(self, key: Key) -> tuple[float, float]:
        """Return from where to where a part reaches."""
        kind, place = key
        rect = self.station(place) if kind == "value" else self.back(place)
        return rect.left(), rect.right()
