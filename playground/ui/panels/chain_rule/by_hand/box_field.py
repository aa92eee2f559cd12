"""One box of the sheet: its symbol, where the number is typed, and a mark that says whether it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from playground.session.worksheet import Entry, Verdict
from playground.ui.panels.chain_rule.by_hand.words import said_of
from playground.ui.widgets import painting
from playground.ui.widgets.maths.layout import lay_out
from playground.ui.widgets.maths.tree import Node, Prose, Row
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_SYMBOL = 17
_FIELD, _HEIGHT = 100, 32
_GAP, _MARK, _AFTER = 6, 16, 10
_ICONS = {
    Verdict.RIGHT: ("check", "ok"),
    Verdict.WRONG: ("x", "danger"),
    Verdict.UNREADABLE: ("triangle-alert", "danger"),
    Verdict.SHOWN: ("eye", "ink3"),
}
_TIP = "Enter checks it and goes on, ? gives a hint"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BoxField(QWidget):
    """`entered` carries what was typed, on Enter, Tab or leaving; `gone_to` that the box has the keyboard.

    `stepped` carries how many boxes to go on by, 0 for the next that is open; `hint_asked` asks for a hint.
    """

    entered = Signal(str)
    gone_to = Signal()
    stepped = Signal(int)
    hint_asked = Signal()

    def __init__(
        self, theme: Theme, symbol: Node, name: str, room: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._name, self._room = theme, name, room
        self._symbol = Row((symbol, Prose(" =")))
        self.line = _Line(self)
        self.line.setAccessibleName(name)
        self.line.setProperty("look", "box")
        self.entry = Entry()
        self.line.left.connect(self._leave)
        self.line.confirmed.connect(self._confirm)
        self.line.reached.connect(self.gone_to)
        self.line.stepped.connect(self.stepped)
        self.line.hint_asked.connect(self._ask_hint)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()
        set_tip(self.line, _TIP)

    def show_entry(self, entry: Entry, number: str) -> None:
        """Show what stands in the box; a number that is known is shown as the sheet prints it.

        What is being typed is left alone where there is nothing new to say of the box.
        """
        if entry == self.entry and self.line.hasFocus() and self.line.isModified():
            return
        self.entry = entry
        known = entry.verdict in (Verdict.RIGHT, Verdict.SHOWN)
        self.line.setReadOnly(known)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if known else Qt.FocusPolicy.StrongFocus)
        text = number if known else entry.text
        if self.line.text() != text:
            self.line.setText(text)
        self.line.setModified(False)
        wrong = entry.verdict in (Verdict.WRONG, Verdict.UNREADABLE)
        if bool(self.line.property("problem")) != wrong:
            self.line.setProperty("problem", wrong)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
        said = said_of(entry)
        set_tip(self.line, f"{said} You typed {entry.text}." if known and entry.text else said or _TIP)
        self.line.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size of symbol, field and mark."""
        width = self._room + _GAP + _FIELD + _GAP + _MARK + _AFTER
        return QSize(self._theme.px(width), self._theme.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the field behind the symbol."""
        left = self._theme.px(self._room + _GAP)
        self.line.setGeometry(left, 0, self._theme.px(_FIELD), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the symbol and the mark."""
        box = self._box
        with QPainter(self) as painter:
            painting.smooth(painter)
            x = max(0.0, self._theme.pxf(self._room) - box.width)
            box.paint(painter, x, self.height() / 2 + self._theme.pxf(_SYMBOL) * 0.28)
            if self.entry.verdict in _ICONS:
                icon, token = _ICONS[self.entry.verdict]
                left = self._theme.pxf(self._room + 2 * _GAP + _FIELD)
                area = QRectF(left, 0, self._theme.pxf(_MARK), self.height())
                painting.draw_icon(painter, self, self._theme, icon, _MARK, token, area)

    def _leave(self) -> None:
        if self.line.isModified():
            self.entered.emit(self.line.text())

    def _confirm(self) -> None:
        self._leave()
        if self.entry.verdict in (Verdict.RIGHT, Verdict.SHOWN):
            self.stepped.emit(0)
        else:
            self.line.selectAll()

    def _ask_hint(self) -> None:
        self._leave()
        self.hint_asked.emit()

    def _restyle(self) -> None:
        self._box = lay_out(self._theme, self._symbol, self._theme.pxf(_SYMBOL))
        self.line.setFont(self._theme.font("slider", QFont.Weight.DemiBold))
        self.updateGeometry()
        self.update()


class _Line(QLineEdit):
    """Says which of the keys that mean something to a box were pressed."""

    left = Signal()
    confirmed = Signal()
    reached = Signal()
    stepped = Signal(int)
    hint_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter checks, the arrows up and down walk, "?" asks for a hint."""
        if event.key() in _ENTER:
            self.confirmed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.text() == "?":
            self.hint_asked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep "?" from the window's own shortcut, in a box that is filled as well."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.text() == "?"
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that it is here."""
        super().focusInEvent(event)
        self.reached.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that it is left."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
        super().focusOutEvent(event)
