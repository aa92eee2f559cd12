"""What is under way with the mouse, as values that can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QLineF, QPointF, QRectF

    from playground.worker.snapshots import Neuron


@dataclass(frozen=True, slots=True)
class Band:
    """A rubber band over the canvas."""

    rect: QRectF


@dataclass(frozen=True, slots=True)
class Lifted:
    """Neurons that hang on the pointer, `offset` from where they stood, and where they would be let in.

    Without a `mark` they would be removed; `words` say what letting go does.
    """

    neurons: frozenset[Neuron]
    offset: QPointF
    mark: QLineF | None
    words: str


@dataclass(frozen=True, slots=True)
class LiftedLayer:
    """A layer's head that hangs on the pointer, and where the layer would be let in, if anywhere."""

    column: int
    at: QPointF
    mark: QLineF | None
    words: str


Drag = Band | Lifted | LiftedLayer
