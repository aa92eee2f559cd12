"""The rows of the list of paths: a name, a signed bar, a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.ui.theme.numbers import format_signed
from playground.ui.widgets import painting
from playground.ui.widgets.painted import Painted
from playground.ui.widgets.tooltip import tip_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

DIGITS = 5
HEIGHT, LEAST_HEIGHT = 30.0, 20.0
PADDING, GAP = 8.0, 8.0
LINE_ROOM = 9.0
BAR, LEAST_BAR = 12.0, 36.0
RADIUS = 6.0
NAME_SHARE = 0.5

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PathRow:
    """A row; `neurons` are those of a path that can be chosen, `number` is None while it is not known.

    `tip` is told of it under the mouse.
    """

    name: str
    number: float | None
    tip: str = ""
    neurons: tuple[int, ...] | None = None
    chosen: bool = False
    quiet: bool = False
    total: bool = False

    @property
    def text(self) -> str:
        """The number as it is written."""
        return "" if self.number is None else format_signed(self.number, DIGITS)


class PathRows(Painted, QWidget):
    """A path is chosen by a click or the arrow keys; `chosen` carries its neurons."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.rows: tuple[PathRow, ...] = ()
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("Paths to the loss")

    def show_rows(self, rows: Sequence[PathRow]) -> None:
        """Show these rows instead of the former ones."""
        count, self.rows = len(self.rows), tuple(rows)
        if len(rows) != count:
            self.updateGeometry()
        self.setAccessibleDescription("; ".join(_said(row) for row in rows))
        self.update()

    def sizeHint(self) -> QSize:
        """Give room for all rows."""
        return QSize(self.theme.px(240), self._tall(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Let rows be lower where room is short."""
        return QSize(self.theme.px(180), self._tall(LEAST_HEIGHT))

    def _tall(self, row: float) -> int:
        line = LINE_ROOM if any(each.total for each in self.rows) else 0.0
        return self.theme.px(row * max(len(self.rows), 1) + line)

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the row under the mouse."""
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Lift none."""
        self._hover(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell more of the row under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if at is None else tip_text(self.rows[at].tip), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the path that was clicked."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the path above or below."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        free = [at for at, row in enumerate(self.rows) if row.neurons is not None]
        now = [place for place, at in enumerate(free) if self.rows[at].chosen]
        place = (now[0] if now else -by) + by
        if 0 <= place < len(free):
            self._choose(free[place])

    def _hover(self, at: int | None) -> None:
        if at != self._hovered:
            self._hovered = at
            can = at is not None and self.rows[at].neurons is not None
            self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)
            self.update()

    def _choose(self, at: int) -> None:
        row = self.rows[at]
        if row.neurons is not None and not row.chosen:
            self.chosen.emit(row.neurons)

    def _at(self, point: QPointF) -> int | None:
        return next((at for at in range(len(self.rows)) if self.row_rect(at).contains(point)), None)

    def row_rect(self, at: int) -> QRectF:
        """Return where a row is."""
        line = self.theme.pxf(LINE_ROOM) if any(each.total for each in self.rows) else 0.0
        tall = min((self.height() - line) / max(len(self.rows), 1), self.theme.pxf(HEIGHT))
        below = line if self.rows[at].total else 0.0
        return QRectF(0, at * tall + below, self.width(), tall)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all rows."""
        most = max((abs(row.number) for row in self.rows if row.number is not None), default=0.0)
        names, bars, numbers = self._columns()
        with QPainter(self) as painter:
            painting.smooth(painter)
            for at, row in enumerate(self.rows):
                rect = self.row_rect(at)
                self._paint_ground(painter, rect, row, at)
                self._paint_text(painter, rect, row, names, numbers)
                if row.number is not None:
                    self._paint_bar(painter, rect, row.number / most if most else 0.0, bars, row.quiet)
            self._paint_middle(painter, bars)

    def _columns(self) -> tuple[Span, Span, Span]:
        """Return where names, bars and numbers begin and end."""
        pad, gap = self.theme.pxf(PADDING), self.theme.pxf(GAP)
        metrics = QFontMetricsF(self._font(True))
        wide = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=0.0)
        right = self.width() - pad
        left = right - wide - gap
        named = max((metrics.horizontalAdvance(row.name) for row in self.rows), default=0.0) + 1
        name_end = pad + min(named, NAME_SHARE * self.width(), left - pad - gap - self.theme.pxf(LEAST_BAR))
        return (pad, name_end), (name_end + gap, left), (left, right)

    def _paint_ground(self, painter: QPainter, rect: QRectF, row: PathRow, at: int) -> None:
        radius, inner = self.theme.pxf(RADIUS), rect.adjusted(0, 1, 0, -1)
        if row.chosen:
            painting.fill_round(painter, inner, radius, self.theme.color("ctl"))
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, inner, radius)
        elif at == self._hovered and row.neurons is not None:
            painting.fill_round(painter, inner, radius, self.theme.color("ctl", 0.5))
        if row.total:
            painter.setPen(self.theme.color("line2"))
            y = round(rect.top() - self.theme.pxf(LINE_ROOM / 2)) + 0.5
            painter.drawLine(QLineF(rect.left(), y, rect.right(), y))

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRectF,
        row: PathRow,
        names: Span,
        numbers: Span,
    ) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._font(row.chosen or row.total))
        painter.setPen(
            self.theme.color("ink3" if row.quiet else "ink" if row.chosen or row.total else "ink2")
        )
        room = QRectF(names[0], rect.top(), names[1] - names[0] + 1, rect.height())
        shown = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, shown)
        painter.setFont(self._font(True))
        painter.setPen(self.theme.color("ink3" if row.quiet else _token(row.number)))
        room = QRectF(numbers[0], rect.top(), numbers[1] - numbers[0], rect.height())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, row.text)

    def _paint_bar(self, painter: QPainter, rect: QRectF, t: float, bars: Span, quiet: bool) -> None:
        middle, half = (bars[0] + bars[1]) / 2, (bars[1] - bars[0]) / 2
        if t == 0 or half <= 0:
            return
        long = max(abs(t) * half, self.theme.pxf(1.5))
        tall = min(self.theme.pxf(BAR), 0.55 * rect.height())
        bar = QRectF(middle if t > 0 else middle - long, rect.center().y() - tall / 2, long, tall)
        color = self.theme.color(_token(t), 0.45 if quiet else 1.0)
        painting.fill_round(painter, bar, min(self.theme.pxf(2.5), long / 2), color)

    def _paint_middle(self, painter: QPainter, bars: Span) -> None:
        known = [at for at, row in enumerate(self.rows) if row.number is not None]
        if not known:
            return
        x = round((bars[0] + bars[1]) / 2) + 0.5
        painter.setPen(self.theme.color("ink3", 0.7))
        for at in known:
            rect = self.row_rect(at)
            inset = 0.2 * rect.height()
            painter.drawLine(QLineF(x, rect.top() + inset, x, rect.bottom() - inset))

    def _font(self, strong: bool) -> QFont:
        return self.theme.font("slider", QFont.Weight.DemiBold if strong else QFont.Weight.Normal)


def _token(number: float | None) -> str:
    if not number:
        return "ink"
    return "dneg" if number < 0 else "dpos"


def _said(row: PathRow) -> str:
    number = row.text or "not known yet"
    return f"{row.name} {number}{', chosen' if row.chosen else ''}"
