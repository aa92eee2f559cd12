"""What a stroke on a map does from press to release: place, move, spray or erase points."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF

from playground.ui.plots.ticks import nice_step
from playground.ui.widgets.gesture import next_gesture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.document.painted import Point
    from playground.session.painting import Painting, Stroke
    from playground.ui.plots.frame import Frame

SPRAYED_AT_ONCE = 3
_REACH = 9.0


class Tool(StrEnum):
    """What the left button does."""

    POINT = "point"
    BRUSH = "brush"
    ERASE = "erase"


@dataclass
class Paint:
    """What is painted with: the tool, the label that points get, and the brush's radius in units across.

    On a curve, `by_height`, the number of a point is how high it lies.
    """

    tool: Tool = Tool.POINT
    label: float = 1.0
    radius: float = 0.8
    by_height: bool = False


@dataclass
class Ground:
    """Where points lie on a widget: `frame` is what of the plane is seen, `scale` how large a pixel is."""

    painting: Painting
    paint: Paint
    frame: Frame
    scale: float = 1.0
    random: random.Random = field(default_factory=random.Random)

    def holds(self, at: QPointF) -> bool:
        """Return whether a place in pixels is on the map."""
        return self.frame.rect.contains(at)

    def within(self, at: QPointF) -> QPointF:
        """Return the nearest place on the map."""
        rect = self.frame.rect
        return QPointF(
            min(max(at.x(), rect.left()), rect.right()), min(max(at.y(), rect.top()), rect.bottom())
        )

    def point(self, at: QPointF, label: float | None = None, *, exact: bool = False) -> Point:
        """Return the point at a place in pixels, with this label or the one that is painted.

        Unless it is to be exact, its numbers are round ones, not further away than a pixel or two.
        """
        at = self.within(at)
        x, y = self.frame.x_at(at.x()), self.frame.y_at(at.y())
        if not exact:
            x, y = (round(each / step) * step for each, step in zip((x, y), self._steps(), strict=True))
        if self.paint.by_height:
            return (x, 0.0, min(max(y, -1.0), 1.0))
        return (x, y, self.paint.label if label is None else label)

    def _steps(self) -> tuple[float, float]:
        rect, (left, right), (low, high) = self.frame.rect, self.frame.x_range, self.frame.y_range
        pixels = (right - left) / rect.width(), (high - low) / rect.height()
        return nice_step(pixels[0]), nice_step(pixels[1])

    @property
    def radius(self) -> float:
        """The brush's radius in pixels."""
        low, high = self.frame.x_range
        return self.paint.radius / (high - low) * self.frame.rect.width()

    def places(self) -> NDArray[np.float64]:
        """Return where the points are, (n, 2) in pixels."""
        points = self.painting.points
        up = points[:, 2] if self.paint.by_height else points[:, 1]
        left, right = self.frame.x_range
        low, high = self.frame.y_range
        rect = self.frame.rect
        across = rect.left() + (points[:, 0] - left) / (right - left) * rect.width()
        return np.column_stack([across, rect.bottom() - (up - low) / (high - low) * rect.height()])

    def nearest(self, at: QPointF, reach: float | None = None) -> int | None:
        """Return which point is nearest, None if none is within reach (in pixels; a hit's if not given)."""
        places = self.places()
        if not len(places):
            return None
        away = np.hypot(places[:, 0] - at.x(), places[:, 1] - at.y())
        index = int(away.argmin())
        return index if away[index] <= (_REACH * self.scale if reach is None else reach) else None

    def under_brush(self, at: QPointF) -> list[int]:
        """Return which points lie under the brush."""
        places = self.places()
        away = np.hypot(places[:, 0] - at.x(), places[:, 1] - at.y())
        return np.flatnonzero(away <= self.radius).tolist()

    def sprayed(self, at: QPointF) -> tuple[Point, ...]:
        """Return some points spread evenly under the brush, but none beside the map."""
        places = (self._spray(at) for _ in range(SPRAYED_AT_ONCE))
        return tuple(self.point(place, exact=True) for place in places if self.holds(place))

    def _spray(self, at: QPointF) -> QPointF:
        angle = self.random.uniform(0.0, math.tau)
        away = self.radius * math.sqrt(self.random.random())
        return QPointF(at.x() + away * math.cos(angle), at.y() + away * math.sin(angle))


class Gesture(Protocol):
    """A stroke under way; `go_on` is called at a steady pace between `start` and `end`."""

    def start(self, ground: Ground, at: QPointF) -> None:
        """Begin at a place in pixels."""

    def move(self, ground: Ground, at: QPointF) -> None:
        """Follow the pointer."""

    def go_on(self, ground: Ground) -> None:
        """Do what is due."""

    def end(self, ground: Ground) -> None:
        """Do what is left to do."""

    def cancel(self) -> None:
        """Take back all of it."""


class MovePoint:
    """Drags a point along; the map follows at the pace of `go_on`."""

    def __init__(self, painting: Painting, index: int, label: str = "Move point") -> None:
        self._stroke: Stroke = painting.stroke(label, next_gesture())
        self._index = index
        self._label = float(painting.points[index, 2])
        self._wanted: QPointF | None = None
        self._from: QPointF | None = None

    def start(self, ground: Ground, at: QPointF) -> None:
        """Take hold of it where it is."""
        x, y = ground.places()[self._index].tolist()
        self._from = QPointF(x, y) - at

    def move(self, ground: Ground, at: QPointF) -> None:
        """Note where it is wanted."""
        self._wanted = at + (self._from or QPointF())

    def go_on(self, ground: Ground) -> None:
        """Bring it there."""
        if self._wanted is not None:
            self._stroke.move(self._index, ground.point(self._wanted, self._label))
            self._wanted = None

    def end(self, ground: Ground) -> None:
        """Bring it to its last place."""
        self.go_on(ground)

    def cancel(self) -> None:
        """Put it back."""
        self._stroke.cancel()


class PlacePoint:
    """Adds a point; as long as the button is held it can still be moved."""

    def __init__(self, painting: Painting) -> None:
        self._stroke = painting.stroke("Add point", next_gesture())
        self._index: int | None = None
        self._wanted: QPointF | None = None

    def start(self, ground: Ground, at: QPointF) -> None:
        """Add it."""
        if self._stroke.add((ground.point(at),)):
            self._index = len(ground.painting.points) - 1

    def move(self, ground: Ground, at: QPointF) -> None:
        """Note where it is wanted."""
        self._wanted = at

    def go_on(self, ground: Ground) -> None:
        """Bring it there."""
        if self._wanted is not None and self._index is not None:
            self._stroke.move(self._index, ground.point(self._wanted))
            self._wanted = None

    def end(self, ground: Ground) -> None:
        """Bring it to its last place."""
        self.go_on(ground)

    def cancel(self) -> None:
        """Remove it."""
        self._stroke.cancel()


class Spray:
    """Adds points around the pointer at a steady pace, however fast it moves."""

    def __init__(self, painting: Painting) -> None:
        self._stroke = painting.stroke("Brush", next_gesture())
        self._at = QPointF()

    def start(self, ground: Ground, at: QPointF) -> None:
        """Spray once at least."""
        self._at = at
        self.go_on(ground)

    def move(self, ground: Ground, at: QPointF) -> None:
        """Go on around another place."""
        self._at = at

    def go_on(self, ground: Ground) -> None:
        """Spray some points."""
        points = ground.sprayed(self._at)
        if points:
            self._stroke.add(points)

    def end(self, ground: Ground) -> None:
        """Leave what was sprayed."""

    def cancel(self) -> None:
        """Remove what was sprayed."""
        self._stroke.cancel()


class Erase:
    """Removes the points along the pointer's way."""

    def __init__(self, painting: Painting) -> None:
        self._stroke = painting.stroke("Erase", next_gesture())
        self._way: list[QPointF] = []

    def start(self, ground: Ground, at: QPointF) -> None:
        """Remove what is here."""
        self._way = [at]
        self.go_on(ground)

    def move(self, ground: Ground, at: QPointF) -> None:
        """Note the way, without gaps however fast the pointer is."""
        last = self._way[-1]
        steps = max(1, math.ceil(math.hypot(at.x() - last.x(), at.y() - last.y()) / max(ground.radius, 1.0)))
        self._way += [last + (at - last) * (step / steps) for step in range(1, steps + 1)]

    def go_on(self, ground: Ground) -> None:
        """Remove what lies on the way."""
        gone = {index for at in self._way for index in ground.under_brush(at)}
        self._way = self._way[-1:]
        if gone:
            self._stroke.remove(gone)

    def end(self, ground: Ground) -> None:
        """Remove what is left."""
        self.go_on(ground)

    def cancel(self) -> None:
        """Bring back what was removed."""
        self._stroke.cancel()


def gesture_at(ground: Ground, at: QPointF) -> Gesture:
    """Return what the left button begins at a place: a point under the pointer is moved, not doubled."""
    painting, tool = ground.painting, ground.paint.tool
    if tool is Tool.BRUSH:
        return Spray(painting)
    if tool is Tool.ERASE:
        return Erase(painting)
    index = ground.nearest(at)
    return PlacePoint(painting) if index is None else MovePoint(painting, index)
