"""A path downhill step by step, as many rows as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.numbers import format_compact, format_rate
from playground.ui.widgets.painting import text_width
from playground.worker.questions import DescentMethod

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentPath

COLUMNS = 5
USUAL_DIGITS, FEW_DIGITS = 3, 2
_GAP = 5.0
_LINE, _LEAST_LINES = 21.0, 3
_TINY = 1e-12


class StepTable(QWidget):
    """The first places and the last one; what has no room between them is left out, and said to be."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path: DescentPath | None = None
        self._shown, self._columns = USUAL_DIGITS, [0.0] * COLUMNS
        self.heads: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("The path step by step")
        theme.changed.connect(self.updateGeometry)

    def show_path(self, path: DescentPath | None, variable: str = "x", function: str = "f") -> None:
        """Show this path, under these letters; None shows nothing."""
        self._path = path
        at = f"({variable})"
        bend = f"{function}″{at}" if self._jumps else f"η·{function}″{at}"
        self.heads = ("step", variable, f"{function}{at}", f"{function}′{at}", bend)
        self.setAccessibleDescription(
            "; ".join(", ".join(self.cells(step)) for step in self.steps() if step >= 0)
        )
        self.update()

    def steps(self) -> list[int]:
        """Return which steps are shown; −1 stands where some are left out."""
        count = 0 if self._path is None else len(self._path.places)
        room = max(int(self.height() / self._theme.pxf(_LINE)) - 1, 1)
        if count <= room:
            return list(range(count))
        return [*range(room - 2), -1, count - 1] if room > 2 else list(range(room))

    def cells(self, step: int, digits: int = USUAL_DIGITS) -> tuple[str, ...]:
        """Return what stands in the row of a step, with so many digits."""
        path = self._path
        if path is None:
            return ()
        x, value = float(path.places[step]), float(path.values[step])
        slope, last = float(path.slopes[step]), path.curvatures if self._jumps else path.products
        plus = "+" if slope > _TINY else ""
        return (
            f"{step}",
            _number(x, digits, slope),
            _number(value, digits, slope),
            plus + _number(slope, digits),
            _number(float(last[step]), digits),
        )

    @property
    def _jumps(self) -> bool:
        """Whether η plays no part."""
        return self._path is not None and self._path.method is DescentMethod.NEWTON

    def sizeHint(self) -> QSize:
        """Ask for no height: it takes what is left."""
        return QSize(self._theme.px(240), 0)

    def minimumSizeHint(self) -> QSize:
        """Return the least size it can do with."""
        return QSize(self._theme.px(160), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint heads and rows."""
        line = self._theme.pxf(_LINE)
        if self._path is None or self.height() < _LEAST_LINES * line:
            return
        self._shown = self.digits()
        self._columns = self.widths(self._shown)
        with QPainter(self) as painter:
            self._paint_heads(painter, line)
            for number, step in enumerate(self.steps(), 1):
                self._paint_row(painter, number * line, line, step)

    def _paint_heads(self, painter: QPainter, line: float) -> None:
        painter.setFont(self._theme.font("tick"))
        painter.setPen(self._theme.color("ink3"))
        for box, head in zip(self._boxes(0.0, line), self.heads, strict=True):
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, head)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(0, int(line) - 1, self.width(), int(line) - 1)

    def _paint_row(self, painter: QPainter, top: float, line: float, step: int) -> None:
        theme = self._theme
        painter.setFont(theme.font("slider"))
        cells = self.cells(step, self._shown) if step >= 0 else ("⋮",) * COLUMNS
        slope = 0.0 if self._path is None else float(self._path.slopes[step])
        tokens = ("ink3", "ink", "ink", _token(slope), "ink")
        metrics = QFontMetricsF(painter.font())
        for box, cell, token in zip(self._boxes(top, line), cells, tokens, strict=True):
            painter.setPen(theme.color("ink3" if step < 0 else token))
            text = metrics.elidedText(cell, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def digits(self) -> int:
        """Return with how many digits the columns do not run into each other."""
        room = self.width() - COLUMNS * self._theme.pxf(_GAP)
        return USUAL_DIGITS if sum(self.widths(USUAL_DIGITS)) <= room else FEW_DIGITS

    def widths(self, digits: int) -> list[float]:
        """Return how wide each column has to be for what it shows."""
        rows = [self.cells(step, digits) for step in self.steps() if step >= 0]
        head, body = self._theme.font("tick"), self._theme.font("slider")
        return [
            max([text_width(head, name), *(text_width(body, cells[index]) for cells in rows)])
            for index, name in enumerate(self.heads)
        ]

    def _boxes(self, top: float, line: float) -> list[QRectF]:
        """Return the cells of a row: each column as wide as it has to be, and what is left between them."""
        widths = self._columns
        gap = max((self.width() - sum(widths)) / COLUMNS, 0.0)
        boxes, left = [], 0.0
        for wide in widths:
            boxes.append(QRectF(left, top, wide + gap, line))
            left += wide + gap
        return boxes


def _number(value: float, digits: int, slope: float = 0.0) -> str:
    """Return so many digits; what is nothing but rounding as 0, unless the slope there is none of a 0."""
    if not value or (abs(value) <= _TINY and abs(slope) <= _TINY):
        return "0"
    return format_rate(value) if digits == USUAL_DIGITS else format_compact(value, digits)


def _token(slope: float) -> str:
    if abs(slope) <= _TINY:
        return "ink"
    return "dneg" if slope < 0.0 else "dpos"
