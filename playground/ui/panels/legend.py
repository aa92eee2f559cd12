"""What the marks on the decision map mean, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.theme.marks import class_mark, mark_path
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from playground.data.prepare import Prepared
    from playground.ui.theme.theme import Theme

ROW = 22
MARK = 5.0
# Up to here classes stand one below the other, beside the counts; more stand in columns above them.
LISTED = 4
MOST_ROWS = 4


class PointLegend(QWidget):
    """A mark and a name per class, then train and test with their counts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._classes: tuple[str, ...] = ()
        self._counts = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure)

    def show_samples(self, samples: Prepared) -> None:
        """Show the classes and counts of these samples."""
        self._classes = samples.classes
        self._counts = (len(samples.train_labels), len(samples.test_labels))
        train, test = (format_integer(count) for count in self._counts)
        self.setAccessibleName(f"{', '.join(self._classes)}: {train} to train on, {test} to test")
        self._measure()

    def sizeHint(self) -> QSize:
        """Return room for all rows."""
        rows = self._rows() + 1 if self._in_columns else max(2, len(self._names()))
        return QSize(self._theme.px(120), self._theme.px(ROW) * rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many rows as the width asks for."""
        super().resizeEvent(event)
        if self._in_columns:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint classes at the left, counts at the right."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._theme.font("slider"))
            for place, name in enumerate(self._names()):
                self._paint_class(painter, place, name)
            for place, (word, count) in enumerate(zip(("train", "test"), self._counts, strict=True)):
                self._paint_part(painter, place, f"{word} {format_integer(count)}")

    def _names(self) -> list[str]:
        if not self._classes:
            return ["value"]
        if self._classes[0] in ("−1", "-1", "A"):
            return [f"Class {name}" for name in self._classes]
        most = MOST_ROWS * self._columns()
        if len(self._classes) <= most:
            return list(self._classes)
        return [*self._classes[: most - 1], f"{len(self._classes) - most + 1} more"]

    @property
    def _in_columns(self) -> bool:
        return len(self._classes) > LISTED

    def _columns(self) -> int:
        """Return how many classes stand side by side: as many as their names have room."""
        if not self._in_columns:
            return 1
        metrics = QFontMetricsF(self._theme.font("slider"))
        widest = max(metrics.horizontalAdvance(name) for name in self._classes)
        return max(1, min(5, int(self.width() / (widest + self._theme.pxf(2 * MARK + 16)))))

    def _rows(self) -> int:
        return -(-len(self._names()) // self._columns())

    def _paint_class(self, painter: QPainter, place: int, name: str) -> None:
        columns = self._columns()
        wide = self.width() / columns if self._in_columns else self.width() * 0.54
        row, column = divmod(place, columns)
        at = self._centre(row, column * wide)
        if not self._classes:
            self._paint_ramp(painter, at)
        elif not name.endswith(" more") or name in self._classes:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.class_color(place))
            path = mark_path(class_mark(place), self._theme.pxf(MARK))
            painter.drawPath(path.translated(at))
        self._paint_text(painter, at, (column + 1) * wide, name)

    def _paint_ramp(self, painter: QPainter, at: QPointF) -> None:
        """Paint low to high in the colours that the points have."""
        side = self._theme.pxf(MARK)
        ramp = QLinearGradient(at.x() - side, 0, at.x() + side, 0)
        for place, color in enumerate(self._theme.lut("value")[::51]):
            ramp.setColorAt(place / 5, QColor(*(int(part) for part in color)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ramp)
        painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))

    def _paint_part(self, painter: QPainter, place: int, text: str) -> None:
        outline = "ink" if place else "win"
        needed = painter.fontMetrics().horizontalAdvance(text) + self._theme.pxf(2 * MARK + 12)
        if self._in_columns:
            at = self._centre(self._rows(), place * self.width() / 2)
        else:
            at = self._centre(place, min(self.width() * 0.56, max(self.width() * 0.4, self.width() - needed)))
        painter.setBrush(self._theme.color("pos"))
        painter.setPen(QPen(self._theme.color(outline), self._theme.pxf(1.4)))
        painter.drawEllipse(at, self._theme.pxf(MARK - 0.5), self._theme.pxf(MARK - 0.5))
        self._paint_text(painter, at, float(self.width()), text)

    def _paint_text(self, painter: QPainter, mark: QPointF, right: float, text: str) -> None:
        left = mark.x() + self._theme.pxf(MARK + 8)
        box = QRectF(left, mark.y() - self._theme.pxf(ROW) / 2, right - left, self._theme.pxf(ROW))
        painter.setPen(self._theme.color("ink2"))
        shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _centre(self, row: int, left: float) -> QPointF:
        return QPointF(left + self._theme.pxf(MARK + 3), (row + 0.5) * self._theme.pxf(ROW))

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()
