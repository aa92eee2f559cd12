"""How one line of a list of samples is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from playground.ui.plots.marks_painter import draw_legend_mark
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.errors.sample_list import SampleRow
    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

ROW, TALL_ROW = 26, 34
MOST_KEPT = 60  # lines, some more than are seen at once
_SIDE, _GAP = 4, 8
_PICTURE = 30
_MARK, _MARK_GAP = 4.0, 5
_LEAST_ANSWER = 104  # in less room, what is true and said goes before the number
_ARROW = "→"
_NUMBER, _SURE = "0 000", "−00.000"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SampleDelegate(QStyledItemDelegate):
    """Picture, number, what is true → what is said, and at the right how sure or how far off."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.with_pictures = False
        self._lines: dict[tuple[object, ...], QPixmap] = {}
        theme.changed.connect(self.forget)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line its height."""
        return QSize(self._theme.px(60), self._theme.px(TALL_ROW if self.with_pictures else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        sample: SampleRow = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painting.smooth(painter)
        self._draw_ground(painter, QRectF(area), state)
        painter.drawPixmap(
            area.topLeft(), self._line(sample, area.size(), painter.device().devicePixelRatio())
        )

    def _line(self, sample: SampleRow, size: QSize, ratio: float) -> QPixmap:
        """Return a line without its ground, drawn once for as long as it says the same."""
        key = (sample.spoken, size.width(), size.height(), ratio)
        if key not in self._lines:
            if len(self._lines) >= MOST_KEPT:
                self._lines.clear()
            line = QPixmap(size * ratio)
            line.setDevicePixelRatio(ratio)
            line.fill(Qt.GlobalColor.transparent)
            with QPainter(line) as painter:
                painting.smooth(painter)
                self._draw_line(painter, sample, QRectF(0, 0, size.width(), size.height()))
            self._lines[key] = line
        return self._lines[key]

    def forget(self) -> None:
        """Draw all lines anew: of other samples, or in another look."""
        self._lines.clear()

    def _draw_line(self, painter: QPainter, sample: SampleRow, rect: QRectF) -> None:
        theme = self._theme
        side = theme.pxf(_SIDE)
        rect = rect.adjusted(side, 0, -side, 0)
        if sample.picture is not None:
            self._draw_picture(painter, sample, rect)
            rect.setLeft(rect.left() + theme.pxf(_PICTURE + _GAP))
        painter.setFont(theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        number = metrics.horizontalAdvance(_NUMBER) + theme.pxf(_GAP)
        self._draw_sure(painter, sample.sure, rect)
        rect.setRight(rect.right() - metrics.horizontalAdvance(_SURE) - theme.pxf(_GAP))
        if rect.width() - number >= theme.pxf(_LEAST_ANSWER):
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("ink3"))
            painter.drawText(rect, _LEFT, sample.number)
            rect.setLeft(rect.left() + number)
        self._draw_answer(painter, sample, rect)

    def _draw_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        token = ""
        if state & QStyle.StateFlag.State_Selected:
            token = "ctlh"
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            token = "ctl"
        if token:
            painting.fill_round(painter, rect, self._theme.pxf(6), self._theme.color(token))

    def _draw_picture(self, painter: QPainter, sample: SampleRow, rect: QRectF) -> None:
        image = sample.picture
        assert image is not None
        side = self._theme.pxf(_PICTURE)
        place = QRectF(rect.left(), round(rect.center().y() - side / 2), side, side)
        # Few pixels are seen as such, many are made smooth.
        coarse = image.width() <= side
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not coarse)
        painter.drawImage(place, image)

    def _draw_sure(self, painter: QPainter, text: str, rect: QRectF) -> None:
        painter.setFont(self._theme.font("caption", QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(rect, _RIGHT, text)

    def _draw_answer(self, painter: QPainter, sample: SampleRow, rect: QRectF) -> None:
        """Write what is true, an arrow, and what is said, each in half of the room."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        arrow = QFontMetricsF(painter.font()).horizontalAdvance(_ARROW) + theme.pxf(2 * _GAP)
        half = (rect.width() - arrow) / 2
        first = QRectF(rect.left(), rect.top(), half, rect.height())
        used = self._draw_part(painter, sample.true, sample.true_class, first)
        middle = QRectF(rect.left() + used, rect.top(), arrow, rect.height())
        painter.setPen(theme.color("ink3"))
        painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, _ARROW)
        second = QRectF(middle.right(), rect.top(), rect.right() - middle.right(), rect.height())
        self._draw_part(painter, sample.said, sample.said_class, second)

    def _draw_part(self, painter: QPainter, text: str, index: int | None, rect: QRectF) -> float:
        """Write one side, behind its class's mark if it is a class, and return how much room it took."""
        theme, indent = self._theme, 0.0
        if index is not None:
            mark = theme.pxf(_MARK)
            draw_legend_mark(painter, theme, index, QPointF(rect.left() + mark, rect.center().y()), mark)
            indent = 2 * mark + theme.pxf(_MARK_GAP)
        painter.setPen(theme.color("ink"))
        metrics = QFontMetricsF(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width() - indent, 0.0))
        painter.drawText(rect.adjusted(indent, 0, 0, 0), _LEFT, shown)
        return indent + metrics.horizontalAdvance(shown)
