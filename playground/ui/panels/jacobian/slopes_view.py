"""∂output/∂input as numbers in cells, or of images as a picture for each output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from playground.ui.panels.jacobian.sample_panel import side_by_side
from playground.ui.panels.jacobian.strip_layout import cells
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.map_image import color_levels, packed_colors, to_image
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.theme.numbers import format_signed
from playground.ui.widgets.painting import focus_ring

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer

_LINE, _GAP = 15, 6
_LEAST_NUMBER, _TALLEST, _LEFT = 42, 56, 64
CENTRE = Qt.AlignmentFlag.AlignCenter


class SlopesView(PaintedPlot):
    """All on one scale, from −reach to reach; `reach` is the largest number there is."""

    SIZE, LEAST = (260, 70), (120, 60)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Slopes of the outputs by the inputs", parent)
        self._answer: JacobianAnswer | None = None
        self._picture = KeptPicture(self)
        theme.changed.connect(self._forget)

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Show the slopes at one sample."""
        self._answer = answer
        if answer.slopes.size <= 40:
            self.setAccessibleDescription(_in_words(answer))
        self._forget()

    @property
    def reach(self) -> float:
        """The number that the strongest colour stands for."""
        return 0.0 if self._answer is None else float(np.abs(self._answer.slopes).max())

    def _forget(self) -> None:
        self._picture.forget()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what was painted before, or anew."""
        if self._answer is None:
            return
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture.get(self._paint))
            if self._focus.shown and not self._plain:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))

    def _paint(self, painter: QPainter) -> None:
        assert self._answer is not None
        if self._answer.image:
            self._paint_tiles(painter)
        else:
            self._paint_cells(painter)

    def _colors(self, values: np.ndarray) -> np.ndarray:
        reach = self.reach or 1.0
        return packed_colors(self._theme.lut("deriv"))[color_levels(values, -reach, reach)]

    def _paint_tiles(self, painter: QPainter) -> None:
        answer, theme = self._answer, self._theme
        assert answer is not None
        area = QRectF(self.rect())
        places = cells(area, len(answer.outputs), theme.pxf(_LINE), theme.pxf(_GAP), lines_below=0)
        painter.setFont(theme.font("tick"))
        for name, row, place in zip(answer.outputs, answer.slopes, places, strict=True):
            pixels = side_by_side(row, answer.image)
            painter.drawImage(place.square, to_image(self._colors(pixels), np.isfinite(pixels)))
            own = name == answer.label
            painter.setPen(theme.color("ink" if own else "ink3"))
            painter.drawText(place.above, CENTRE, f"{name} ✓" if own else name)

    def _paint_cells(self, painter: QPainter) -> None:
        answer, theme = self._answer, self._theme
        assert answer is not None
        rows, columns = answer.slopes.shape
        line = theme.pxf(_LINE)
        area = QRectF(self.rect()).adjusted(theme.pxf(_LEFT), line, 0, 0)
        wide, tall = area.width() / columns, min(area.height() / rows, theme.pxf(_TALLEST))
        colors = to_image(self._colors(answer.slopes), np.isfinite(answer.slopes))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(QRectF(area.left(), area.top(), area.width(), tall * rows), colors)
        painter.setFont(theme.font("tick"))
        painter.setPen(theme.color("ink3"))
        named = wide >= theme.pxf(_LEAST_NUMBER) * 0.6
        for column, name in enumerate(answer.names if named else ()):
            box = QRectF(area.left() + column * wide, 0, wide, line)
            shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(wide - 2))
            painter.drawText(box, CENTRE, shown)
        if not named:
            painter.drawText(QRectF(area.left(), 0, area.width(), line), CENTRE, f"{columns} inputs")
        self._paint_rows(painter, area, wide, tall)

    def _paint_rows(self, painter: QPainter, area: QRectF, wide: float, tall: float) -> None:
        answer, theme = self._answer, self._theme
        assert answer is not None
        for row, (name, values) in enumerate(zip(answer.outputs, answer.slopes, strict=True)):
            top = area.top() + row * tall
            painter.setPen(theme.color("ink2"))
            left = QRectF(0, top, area.left() - theme.pxf(6), tall)
            output = name if len(answer.outputs) > 1 else ("z" if answer.scores else "ŷ")
            shown = painter.fontMetrics().elidedText(output, Qt.TextElideMode.ElideRight, int(left.width()))
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
            if wide < theme.pxf(_LEAST_NUMBER) or tall < theme.pxf(12):
                continue
            for column, value in enumerate(values.tolist()):
                strong = abs(value) > 0.6 * self.reach
                painter.setPen(theme.color("win" if strong and theme.name == "dark" else "ink"))
                if strong and theme.name == "light":
                    painter.setPen(theme.color("inv"))
                box = QRectF(area.left() + column * wide, top, wide, tall)
                painter.drawText(box, CENTRE, format_signed(value, 2))


def _in_words(answer: JacobianAnswer) -> str:
    rows = (
        ", ".join(f"{name} {format_signed(value, 3)}" for name, value in zip(answer.names, row, strict=True))
        for row in answer.slopes.tolist()
    )
    return "; ".join(f"{output}: {row}" for output, row in zip(answer.outputs, rows, strict=True))
