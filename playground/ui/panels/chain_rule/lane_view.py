"""Shows the lane of stations, scrolled sideways where it is wide; its parts can be pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QSizePolicy, QToolTip

from playground.ui.panels.chain_rule.lane_layout import FULL, GAPS, LaneLayout, least_height
from playground.ui.panels.chain_rule.lane_painter import STRONG, LanePainter
from playground.ui.plots.kept_picture import KeptPicture
from playground.ui.plots.keyboard_focus import KeyboardFocus
from playground.ui.widgets import painting
from playground.ui.widgets.tooltip import tip_text

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.chain_rule.lane import Key, Lane
    from playground.ui.theme.theme import Theme

NAME = "Path to the loss"
LEAST_WIDTH = 320.0
NOTCH = 120.0  # units of a wheel's turn
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LaneView(QAbstractScrollArea):
    """`pointed` carries the key that is pointed at, by mouse or keys, None for none.

    The arrow keys select a part; with `arrows_step` they are left to whoever holds the view.
    """

    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lane: Lane | None = None
        self._said = ""
        self._lit: Key | None = None
        self.selected: Key | None = None
        self.arrows_step = False
        self._painter = LanePainter(theme)
        self._still, self._live = KeptPicture(self.viewport()), KeptPicture(self.viewport())
        self._focus = KeyboardFocus(self, self.viewport())
        self._set_up()
        theme.changed.connect(self._restyle)

    @property
    def lane(self) -> Lane | None:
        """What is shown, None for nothing."""
        return self._lane

    def show_lane(self, lane: Lane | None, said: str = "") -> None:
        """Show this, and bring what has just been found into sight; without a lane only what is `said`."""
        moved = lane is not None and (self._lane is None or lane.active != self._lane.active)
        if lane is None or self._lane is None or lane.names != self._lane.names:
            self._still.forget()
        self._lane = lane
        if lane is None or self.selected not in lane.keys:
            self.selected = None
        self._said = said
        self.setAccessibleDescription(f"{said} {lane.text()}".strip() if lane else said)
        self._measure()
        if lane is not None and moved and lane.active is not None:
            self.reveal(lane.active)
        self._live.forget()
        self.viewport().update()

    def light(self, key: Key | None) -> None:
        """Light a part, whoever points at it."""
        known = key if self._lane is not None and key in self._lane.keys else None
        if known != self._lit:
            self._lit = known
            self.viewport().update()

    def places(self) -> LaneLayout:
        """Return where everything lies."""
        size, count = self.viewport().size(), len(self._lane.stations) if self._lane else 2
        offset = self.horizontalScrollBar().value()
        return LaneLayout(self._theme, size.width(), size.height(), count, offset)

    def reveal(self, key: Key) -> None:
        """Scroll as little as brings a part, and what is beside it, into sight."""
        layout, bar = self.places(), self.horizontalScrollBar()
        left, right = layout.span(key)
        room = layout.pitch / 2
        missing = max(0.0, right + room - (layout.labels + layout.room)) - max(
            0.0, layout.labels - left + room
        )
        bar.setValue(round(bar.value() + missing))

    def copy(self) -> None:
        """Put what is known of the path on the clipboard, as a table."""
        if self._lane is not None:
            QGuiApplication.clipboard().setText(self._lane.table())

    def sizeHint(self) -> QSize:
        """Return the size in which everything has its room."""
        height = sum(FULL.values()) + (GAPS - 1) * FULL["gap"]
        return QSize(self._theme.px(760), self._theme.px(height))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(self._theme.px(LEAST_WIDTH), self._theme.px(least_height() + 1) + bar)

    def event(self, event: QEvent) -> bool:
        """Keep the key that copies from the window's own shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride:
            pressed = cast("QKeyEvent", event)
            if pressed.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the path as text."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy path as text", self.copy)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the mouse, and forget it when the mouse goes."""
        if event.type() == QEvent.Type.ToolTip:
            self._tell(cast("QHelpEvent", event))
            return True
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light what is under the mouse."""
        self._point(self._key_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is clicked."""
        if event.button() == Qt.MouseButton.LeftButton and not self.arrows_step:
            self._select(self._key_at(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways, whichever way the wheel turns; at the end leave it to what scrolls the page."""
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        by = turned.x() if abs(turned.x()) > abs(turned.y()) else turned.y()
        before = bar.value()
        bar.setValue(round(before - by / NOTCH * bar.singleStep()))
        event.setAccepted(bar.value() != before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or select the part beside, or none."""
        step = ARROWS.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self._lane is None or self.arrows_step:
            event.ignore()
        elif step is not None:
            self._walk(step)
        elif event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self._select(None)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._measure()
        self._repaint()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint what has come into sight."""
        self._repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lane, and borders around what is pointed at and selected."""
        with QPainter(self.viewport()) as painter:
            painting.smooth(painter)
            if self._lane is None:
                self._draw_said(painter)
                return
            lane, layout = self._lane, self.places()
            still, live = self._painter.draw_still, self._painter.draw_live
            painter.drawPixmap(0, 0, self._still.get(lambda on: still(on, lane, layout)))
            painter.drawPixmap(0, 0, self._live.get(lambda on: live(on, lane, layout)))
            painter.setClipRect(self.viewport().rect().adjusted(int(layout.labels), 0, 0, 0))
            if self._lit is not None:
                self._painter.outline(painter, layout, self._lit, "ink2", STRONG)
            if self.selected is not None:
                self._painter.outline(painter, layout, self.selected, "ink", STRONG)
            if self._focus.shown:
                painter.setClipping(False)
                rect = self.viewport().rect().toRectF()
                painting.focus_ring(painter, self._theme, rect, self._theme.pxf(6))

    def _draw_said(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("ink2"))
        middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect(), middle, self._said)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(NAME)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)

    def _restyle(self) -> None:
        self.updateGeometry()
        self._measure()
        self._repaint()

    def _repaint(self) -> None:
        self._still.forget()
        self._live.forget()
        self.viewport().update()

    def _measure(self) -> None:
        layout, bar = self.places(), self.horizontalScrollBar()
        room = layout.room
        bar.setRange(0, max(0, round(layout.content - room)) if self._lane else 0)
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(max(1, round(layout.pitch / 2)))

    def _key_at(self, at: QPointF) -> Key | None:
        return self.places().key_at(at) if self._lane else None

    def _point(self, key: Key | None) -> None:
        if key != self._lit:
            self.light(key)
            self.pointed.emit(key)

    def _select(self, key: Key | None) -> None:
        self.selected = key
        if key is not None:
            self.reveal(key)
        self._point(key)
        self.viewport().update()

    def _walk(self, step: int) -> None:
        keys = self._lane.keys if self._lane else ()
        if self.selected in keys:
            at = min(max(keys.index(self.selected) + step, 0), len(keys) - 1)
        else:
            at = 0 if step > 0 else len(keys) - 1
        self._select(keys[at])

    def _tell(self, event: QHelpEvent) -> None:
        key = self._key_at(event.pos().toPointF())
        words = self._lane.words(key) if self._lane and key is not None else ""
        QToolTip.showText(event.globalPos(), tip_text(words) if words else "", self.viewport())
