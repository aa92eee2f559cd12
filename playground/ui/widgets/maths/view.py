"""Shows one formula: it breaks into lines, its terms can be pointed at, and it can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.maths.latex import latex
from playground.ui.widgets.maths.lines import Lines
from playground.ui.widgets.maths.plain import plain
from playground.ui.widgets.maths.tree import Row, keys_of
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QResizeEvent

    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.maths.box import Box
    from playground.ui.widgets.maths.tree import Node

SIZE = 19
_LEADING = 0.42
_PAD, _SIDE = 3, 2
_RADIUS = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_TIP = "Copy as LaTeX: Ctrl+C"
_POINTABLE_TIP = "Left and right arrow walk its terms. Copy as LaTeX: Ctrl+C"


class FormulaView(QWidget):
    """`pointed` carries the key of the term under the mouse or reached by the arrows, None for none.

    `pressed` carries the key of a term that is clicked, or is lit when Enter is pressed.
    """

    pointed = Signal(object)
    pressed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        size: float = SIZE,
        token: str = "ink",
        tip: str = "",
    ) -> None:
        super().__init__(parent)
        self._tip = tip
        self._theme, self._size, self._token = theme, size, token
        self._node: Node = Row(())
        self._lit: Hashable = None
        self._pointed_at: Hashable = None
        self._laid_out: Lines | None = None
        self._fitted: dict[int, list[Box]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._lay_out_anew)

    def show_formula(self, node: Node) -> None:
        """Show this one."""
        if node == self._node:
            return
        self._node = node
        self.setAccessibleName(self.text())
        set_tip(self, f"{self._tip} {_POINTABLE_TIP if keys_of(node) else _TIP}".strip())
        self._lay_out_anew()

    def formula(self) -> Node:
        """Give what is shown."""
        return self._node

    def set_size(self, size: float) -> None:
        """Change the size of type, in design pixels."""
        if size != self._size:
            self._size = size
            self._lay_out_anew()

    def light(self, key: Hashable) -> None:
        """Put a tint behind the terms of this key, None for none."""
        if key != self._lit:
            self._lit = key
            self.update()

    def text(self) -> str:
        """Give the formula on one line of plain text."""
        return plain(self._node)

    def latex(self) -> str:
        """Give the formula as LaTeX."""
        return latex(self._node)

    def copy(self) -> None:
        """Put the LaTeX on the clipboard."""
        QGuiApplication.clipboard().setText(self.latex())

    def lines(self) -> list[Box]:
        """Give the lines as they are laid out for the width that is there."""
        return self._fit(self.width())

    def sizeHint(self) -> QSize:
        """Give the size of the formula on as many lines as it has now."""
        width = max((box.width for box in self.lines()), default=0.0) + 2 * self._side()
        return QSize(int(width + 1), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Give the width of its widest part, and the height at the width that is there."""
        width = self._whole().widest + 2 * self._side()
        return QSize(int(width + 1), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        """Give the height of the lines that fit the width."""
        lines = self._fit(width)
        between = max(0, len(lines) - 1) * _LEADING * self._px()
        return int(sum(box.height for box in lines) + between + 2 * self._pad() + 1)

    def hasHeightForWidth(self) -> bool:
        """Say that it breaks into lines."""
        return True

    def key_at(self, x: float, y: float) -> Hashable:
        """Give the key of the term at a place of this widget, None for none."""
        for box, baseline in self._placed():
            key = box.key_at(x - self._side(), y - baseline)
            if key is not None:
                return key
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            for box, baseline in self._placed():
                box.paint(painter, self._side(), baseline, self._lit)
            if self.hasFocus():
                radius = self._theme.pxf(_RADIUS)
                painting.focus_ring(painter, self._theme, QRectF(self.rect()), radius)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point at what is under the mouse."""
        self._point(self.key_at(event.position().x(), event.position().y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a term."""
        key = self.key_at(event.position().x(), event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and key is not None:
            self.pressed.emit(key)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing."""
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or walk the terms."""
        keys, step = keys_of(self._node), _STEPS.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif step is not None and keys:
            self._point(_neighbour(keys, self._pointed_at, step))
        elif event.key() in _ENTER and self._pointed_at is not None:
            self.pressed.emit(self._pointed_at)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep copying and walking from window-wide shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            walks = Qt.Key(event.key()) in _STEPS and keys_of(self._node)
            if event.matches(QKeySequence.StandardKey.Copy) or walks:
                event.accept()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point at nothing any more."""
        self._point(None)
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the formula as LaTeX and as text."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy as LaTeX", self.copy)
        menu.addAction("Copy as text", lambda: QGuiApplication.clipboard().setText(self.text()))
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break into lines anew."""
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _point(self, key: Hashable) -> None:
        if key != self._pointed_at:
            self._pointed_at = key
            self.light(key)
            self.pointed.emit(key)

    def _whole(self) -> Lines:
        if self._laid_out is None:
            self._laid_out = Lines(self._theme, self._node, self._px(), self._token)
        return self._laid_out

    def _fit(self, width: int) -> list[Box]:
        # A layout asks for the heights of several widths before it decides on one.
        if width not in self._fitted:
            self._fitted[width] = self._whole().fit(width - 2 * self._side())
        return self._fitted[width]

    def _placed(self) -> list[tuple[Box, float]]:
        """Give each line with its baseline."""
        placed, top = [], self._pad()
        for box in self.lines():
            placed.append((box, top + box.ascent))
            top += box.height + _LEADING * self._px()
        return placed

    def _lay_out_anew(self) -> None:
        self._laid_out = None
        self._fitted.clear()
        self.updateGeometry()
        self.update()

    def _px(self) -> float:
        return self._theme.pxf(self._size)

    def _pad(self) -> float:
        return self._theme.pxf(_PAD)

    def _side(self) -> float:
        return self._theme.pxf(_SIDE)


def _neighbour(keys: tuple[Hashable, ...], key: Hashable, step: int) -> Hashable:
    """Give the next key in reading order; the first or the last where none is lit."""
    if key not in keys:
        return keys[0 if step > 0 else -1]
    return keys[max(0, min(keys.index(key) + step, len(keys) - 1))]
