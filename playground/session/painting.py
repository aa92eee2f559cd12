"""Painting points by hand: what each stroke does to the open experiment, and what it can be done to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document import edits
from playground.document.errors import ExperimentError
from playground.document.painted import PaintedSource
from playground.document.sources import TableSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from playground.data.prepare import Prepared
    from playground.document.experiment import Experiment
    from playground.document.painted import Point
    from playground.session.session import Session

NOT_A_TABLE = ("a table's rows are as they are.", "Choose a set of points to paint on.")


class Painting:
    """The open experiment's points as something to paint on; a generated set is painted over."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._source: tuple[object, object] = (None, None)
        self._points = np.zeros((0, 3))

    @property
    def refusal(self) -> str:
        """Why it cannot be painted on, "" if it can."""
        return NOT_A_TABLE[0] if isinstance(self._session.experiment.data.source, TableSource) else ""

    def refuse(self) -> None:
        """Say why it cannot be painted on."""
        self._session.edit_refused.emit(ExperimentError("Points", *NOT_A_TABLE))

    @property
    def source(self) -> PaintedSource:
        """The points as they would be painted on."""
        return painted_over(self._session.experiment, self._session.samples)

    @property
    def points(self) -> NDArray[np.float64]:
        """Places and labels, (n, 3), in the order that strokes count them."""
        key = (self._session.experiment.data.source, self._session.samples)
        if key[0] is not self._source[0] or key[1] is not self._source[1]:
            self._source = key
            points = () if self.refusal else self.source.points
            self._points = np.array(points, dtype=np.float64).reshape(-1, 3)
        return self._points

    @property
    def classes(self) -> int:
        """How many classes there are, 0 for numbers."""
        return self._session.experiment.data.source.class_count

    def stroke(self, label: str, gesture: int) -> Stroke:
        """Begin a stroke, which is one step of undo."""
        return Stroke(self._session, label, gesture)

    def clear(self) -> None:
        """Remove all points."""
        self._edit("Clear points", edits.clear_points)

    def set_classes(self, classes: int) -> None:
        """Paint so many classes, or with 0 numbers."""
        self._edit("Painted classes", edits.set_painted_classes, classes)

    def begin_own(self) -> None:
        """Begin an empty set."""
        self._session.edit("Paint your own", edits.set_painted, PaintedSource())

    def _edit(self, label: str, edit: Callable[..., Experiment], *arguments: object) -> None:
        self._session.edit(label, _on_painted, self._session.samples, edit, *arguments)


class Stroke:
    """What the mouse does between press and release; all of it is undone together."""

    def __init__(self, session: Session, label: str, gesture: int) -> None:
        self._session, self._label, self._gesture = session, label, gesture
        self._before = session.experiment

    def add(self, points: tuple[Point, ...]) -> bool:
        """Add points; return whether that was possible."""
        return self._edit(edits.add_points, points)

    def remove(self, indices: Iterable[int]) -> bool:
        """Remove points."""
        return self._edit(edits.remove_points, tuple(indices))

    def move(self, index: int, point: Point) -> bool:
        """Put a point in another place."""
        return self._edit(edits.move_point, index, point)

    def cancel(self) -> None:
        """Take back all that the stroke has done."""
        self._session.edit(self._label, lambda _: self._before, gesture=self._gesture)

    def _edit(self, edit: Callable[..., Experiment], *arguments: object) -> bool:
        session = self._session
        return session.edit(
            self._label, _on_painted, session.samples, edit, *arguments, gesture=self._gesture
        )


def _on_painted(
    experiment: Experiment, samples: Prepared, edit: Callable[..., Experiment], *arguments: object
) -> Experiment:
    """Apply an edit of painted points, to those of a generated set if it is one."""
    if not isinstance(experiment.data.source, PaintedSource):
        experiment = edits.set_painted(experiment, painted_over(experiment, samples))
    return edit(experiment, *arguments)


def painted_over(experiment: Experiment, samples: Prepared) -> PaintedSource:
    """Return the painted points, or those of a generated set: first all that train, then all that test."""
    source = experiment.data.source
    if isinstance(source, PaintedSource):
        return source
    if samples.train_points is None or samples.test_points is None:
        return PaintedSource()
    places = np.concatenate([samples.train_points, samples.test_points])
    labels = np.concatenate([samples.train_labels, samples.test_labels])
    if source.coordinates == 1:
        places = np.column_stack([places[:, 0], np.zeros(len(places))])
    points = np.column_stack([places, labels]).tolist()
    return PaintedSource(
        tuple((x1, x2, label) for x1, x2, label in points), source.class_count, source.coordinates
    )
