"""How a network comes into a viewport that is small for it: closer, shorter, and at last smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.ui.canvas.layout import Frame, Layout, Ranking, lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSizeF

    from playground.ui.canvas.design import Design
    from playground.ui.canvas.look import Look

LONGEST_LABEL, LONGEST_LABEL_COMPACT = 104.0, 64.0
# In a wide viewport labels may take this share of it.
LABEL_SHARE, LABEL_SHARE_COMPACT = 0.18, 0.13
SHORTEST_LABEL = 28.0
CLASS_MARK = 16.0
# Above this zoom the buttons over the columns stay; below the smallest, one scrolls.
SMALLEST_WITH_BUTTONS = 0.85
SMALLEST = 0.6
# Text is never drawn smaller than this share of its size in the normal text size.
SMALLEST_TEXT = 0.78


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout, how large it is drawn, and the widths of the labels at both sides."""

    layout: Layout
    zoom: float
    input_room: float
    class_room: float


def fit_scene(design: Design, look: Look, viewport: QSizeF, ranking: Ranking) -> Fitted:
    """Return the layout that shows the most at the largest size."""
    usual = _fitted(design, look, viewport, ranking, compact=False)
    # Without a hidden layer the buttons are all there is to begin with.
    if usual.zoom >= SMALLEST_WITH_BUTTONS or not design.hidden:
        return usual
    return _fitted(design, look, viewport, ranking, compact=True)


def _fitted(design: Design, look: Look, viewport: QSizeF, ranking: Ranking, compact: bool) -> Fitted:
    least = (LONGEST_LABEL_COMPACT if compact else LONGEST_LABEL) * look.k
    longest = max(least, (LABEL_SHARE_COMPACT if compact else LABEL_SHARE) * viewport.width())
    inputs = _label_room([each.label for each in design.inputs], look, longest)
    classes = _label_room(design.classes, look, longest)
    if design.classes:
        classes += CLASS_MARK * look.k

    def at(zoom: float) -> Layout:
        frame = Frame(viewport.width() / zoom, viewport.height() / zoom, look.k, inputs, classes, compact)
        return lay_out(design, frame, ranking)

    layout = at(1.0)
    zoom = min(1.0, viewport.width() / layout.size.width(), viewport.height() / layout.size.height())
    zoom = max(zoom, SMALLEST, min(SMALLEST_TEXT / look.k, 1.0))
    return Fitted(layout if zoom == 1.0 else at(zoom), zoom, inputs, classes)


def _label_room(labels: Sequence[str], look: Look, longest: float) -> float:
    if not labels:
        return 0.0
    widest = max(look.metrics("body").horizontalAdvance(label) for label in labels)
    return min(max(widest + 1.0, SHORTEST_LABEL * look.k), longest)
