"""Lines of equal value on a decision map, at even steps, with their numbers where there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from playground.document.choices import Task
from playground.ui.plots.contour import Polyline, zero_contour
from playground.ui.plots.strokes import all_simplified, line_pen, polygon
from playground.ui.plots.ticks import Tick, linear_ticks
from playground.ui.theme.numbers import THIN_SPACE, format_compact
from playground.ui.widgets.painting import fill_round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

_MOST_LEVELS, _MOST_PERCENTS = 10, 5
_SAMPLES = 64  # along each side: finer lines look no different and take longer to find
_WIDTH, _STRENGTH = 1.0, 0.55
_ROOM, _LEAST_SIDE = 90, 200
_PADDING = 3
# Where along a line its number is tried first, second and so on, as shares of its length.
_PLACES = (0.5, 0.3, 0.7, 0.15, 0.85)


@dataclass(frozen=True, slots=True)
class Level:
    """The lines at one value: points as (column, row) in samples of the map."""

    value: float
    text: str
    lines: list[Polyline]


def levels_of(decision: DecisionMap, task: Task) -> list[Level]:
    """Return the lines of equal value between the ends of the scale; 0 is left out where it is a border."""
    ticks, factor = _ticks(decision)
    has_border = factor == 1.0 and (decision.focus is not None or task is not Task.REGRESSION)
    field, rows, columns = _coarser(decision.values)
    found = []
    for tick in ticks:
        if not decision.low * factor < tick.at < decision.high * factor or (has_border and tick.text == "0"):
            continue
        lines = [_placed(line, rows, columns) for line in zero_contour(field - tick.at / factor)]
        if lines:
            text = tick.text if factor == 1.0 else f"{tick.text}{THIN_SPACE}%"
            found.append(Level(tick.at / factor, text, lines))
    return found


def step_text(decision: DecisionMap) -> str:
    """Return how far apart the values of two neighbouring lines are."""
    ticks, factor = _ticks(decision)
    if len(ticks) < 2:
        return ""
    step = format_compact(ticks[1].at - ticks[0].at, 2)
    return step if factor == 1.0 else f"{step}{THIN_SPACE}%"


def _ticks(decision: DecisionMap) -> tuple[list[Tick], float]:
    """Return the values of the lines, and what they are to be divided by: 100 for percents."""
    percent = decision.winners is not None
    factor, most = (100.0, _MOST_PERCENTS) if percent else (1.0, _MOST_LEVELS)
    return linear_ticks(decision.low * factor, decision.high * factor, most), factor


def _coarser(values: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray, NDArray]:
    """Return a field of fewer samples, and which rows and columns of the map they are."""
    rows, columns = (
        np.unique(np.linspace(0, side - 1, min(side, _SAMPLES)).round().astype(int)) for side in values.shape
    )
    return values[np.ix_(rows, columns)].astype(np.float64), rows, columns


def _placed(line: Polyline, rows: NDArray, columns: NDArray) -> Polyline:
    across = np.interp(line[:, 0], np.arange(len(columns)), columns)
    down = np.interp(line[:, 1], np.arange(len(rows)), rows)
    return np.column_stack([across, down])


def draw_levels(
    painter: QPainter, theme: Theme, area: QRectF, shape: tuple[int, ...], levels: Sequence[Level]
) -> None:
    """Draw the lines and their numbers over a map of so many rows and columns that fills the area."""
    rows, columns = shape
    # A sample stands in the middle of its pixel.
    scale = np.array([area.width() / columns, area.height() / rows])
    painter.setPen(line_pen(theme.color("ink", _STRENGTH), theme.pxf(_WIDTH)))
    in_pixels = [[(line + 0.5) * scale for line in level.lines] for level in levels]
    for x, y in all_simplified([line for lines in in_pixels for line in lines]):
        painter.drawPolyline(polygon(x, y))
    taken: list[QRectF] = []
    if area.width() < theme.pxf(_LEAST_SIDE):
        return
    for level, lines in zip(levels, in_pixels, strict=True):
        box = _free_place(theme, area, level.text, max(lines, key=_length), taken)
        if box is not None:
            taken.append(box)
            _draw_number(painter, theme, box, level.text)


def _length(line: Polyline) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _free_place(theme: Theme, area: QRectF, text: str, line: Polyline, taken: list[QRectF]) -> QRectF | None:
    length = _length(line)
    if length < theme.pxf(_ROOM):
        return None
    metrics = QFontMetricsF(theme.font("tick"))
    width, height = metrics.horizontalAdvance(text) + 2 * theme.pxf(_PADDING), metrics.height()
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    apart = theme.pxf(2 * _PADDING)
    for share in _PLACES:
        at = QPointF(*(float(np.interp(share * length, along, line[:, axis])) for axis in (0, 1)))
        box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        wide = box.adjusted(-apart, -apart, apart, apart)
        if area.contains(wide) and not any(wide.intersects(other) for other in taken):
            return box
    return None


def _draw_number(painter: QPainter, theme: Theme, box: QRectF, text: str) -> None:
    fill_round(painter, box, box.height() / 3, theme.color("panel", 0.8))
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
