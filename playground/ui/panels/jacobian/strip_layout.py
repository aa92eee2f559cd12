"""Where the squares of a strip stand: as large as they can be, in one row or several."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A square for the picture, and the lines of text above and below it."""

    square: QRectF
    above: QRectF
    below: QRectF


def cells(area: QRectF, count: int, line: float, gap: float, lines_below: int = 2) -> list[Cell]:
    """Return a cell for each of so many pictures, with a `line` of text above and some below."""
    rows = max(range(1, MOST_ROWS + 1), key=lambda rows: _side(area, count, rows, line, gap, lines_below))
    columns = -(-count // rows)
    side = max(_side(area, count, rows, line, gap, lines_below), 1.0)
    tall = side + line * (1 + lines_below)
    left = area.left() + (area.width() - columns * side - (columns - 1) * gap) / 2
    top = area.top() + (area.height() - rows * tall) / 2
    found = []
    for index in range(count):
        row, column = divmod(index, columns)
        x, y = left + column * (side + gap), top + row * tall
        found.append(
            Cell(
                QRectF(x, y + line, side, side),
                QRectF(x - gap / 2, y, side + gap, line),
                QRectF(x - gap / 2, y + line + side, side + gap, line * lines_below),
            )
        )
    return found


def _side(area: QRectF, count: int, rows: int, line: float, gap: float, lines_below: int) -> float:
    columns = -(-count // rows)
    across = (area.width() - (columns - 1) * gap) / columns
    return min(across, area.height() / rows - line * (1 + lines_below))
