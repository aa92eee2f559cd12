"""A field for one number, and the one place where a widget's signals are silenced."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from playground.ui.theme.numbers import PLAIN, Notation
from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT
from playground.ui.widgets.problem import ProblemNote

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_ROOM = 18


def silently(widget: QWidget) -> QSignalBlocker:
    """Silence a Qt widget while the program, not a person, sets its value: ``with silently(box): ...``."""
    return QSignalBlocker(widget)


class NumberField(QLineEdit):
    """Takes ``0,5``, ``3e-2`` and ``−1``; Enter or leaving accepts, Esc takes back.

    `accepted` carries a number that a person typed, once and only if it differs. A wrong text is told in a
    note under the field, and the old value stays. `look` is ``box``, or ``flat`` for a text that becomes a
    box under the mouse.
    """

    accepted = Signal(float)

    def __init__(
        self,
        theme: Theme,
        name: str,
        parent: QWidget | None = None,
        *,
        low: float = -math.inf,
        high: float = math.inf,
        whole: bool = False,
        notation: Notation = PLAIN,
        look: str = "box",
        widest: str = "0.0000",
    ) -> None:
        super().__init__(parent)
        self._theme, self._notation, self._widest, self._whole = theme, notation, widest, whole
        self._low, self._high = low, high
        self._value: float | None = None
        self._note: ProblemNote | None = None
        self.setProperty("look", look)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignRight if look == "flat" else Qt.AlignmentFlag.AlignCenter)
        if look == "flat":
            # Qt keeps two pixels free on each side; a flat value ends where the track below it ends.
            self.setTextMargins(0, 0, -2, 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.clear_problem)
        theme.changed.connect(self._restyle)
        self._restyle()

    def value(self) -> float | None:
        """Give the last value that was shown or accepted."""
        return self._value

    def show_value(self, value: float | None) -> None:
        """Show a value (None: nothing) without signalling; what a person is typing is left alone."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def set_range(self, low: float, high: float) -> None:
        """Change which numbers are allowed."""
        self._low, self._high = low, high

    def show_problem(self, problem: str) -> None:
        """Say what is wrong."""
        if self._note is None:
            self._note = ProblemNote(self._theme, self)
        self._note.tell(problem)
        self._mark(wrong=True)

    def clear_problem(self) -> None:
        """Take the note away."""
        if self._note is not None:
            self._note.hide()
        self._mark(wrong=False)

    def problem(self) -> str:
        """Give what is wrong, or nothing."""
        return "" if self._note is None or self._note.isHidden() else self._note.text()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        width = painting.text_width(self._font(), self._widest) + self._theme.pxf(_ROOM)
        return QSize(int(width + 1), self._theme.px(MIN_HIT))

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept on Enter, take back on Esc."""
        if event.key() == Qt.Key.Key_Escape and (self.isModified() or self.problem()):
            self._take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isModified():
            self._accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Accept what was typed, or bring back the value that holds."""
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isModified() and not self._accept():
            # The problem stays to be read, beside the value that holds.
            self._write()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the note away."""
        self.clear_problem()
        super().hideEvent(event)

    def _accept(self) -> bool:
        value = self._notation.read(self.text())
        problem = self._problem_with(value)
        if value is None or problem:
            self.show_problem(problem)
            return False
        changed, self._value = value != self._value, value
        self.clear_problem()
        self._write()
        if changed:
            self.accepted.emit(value)
        return True

    def _problem_with(self, value: float | None) -> str:
        if value is None:
            return "This is not a number. Write for example 0.03 or 3e-2."
        if self._whole and value != round(value):
            return "This must be a whole number."
        return "" if self._low <= value <= self._high else self._range_problem()

    def _range_problem(self) -> str:
        low, high = self._notation.write(self._low), self._notation.write(self._high)
        if math.isinf(self._high):
            return f"This must be {low} or more."
        return (
            f"This must be {high} or less."
            if math.isinf(self._low)
            else f"This must be from {low} to {high}."
        )

    def _take_back(self) -> None:
        self.clear_problem()
        self._write()
        self.selectAll()

    def _write(self) -> None:
        self.setText("" if self._value is None else self._notation.write(self._value))
        self.setModified(False)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("problem")) != wrong:
            self.setProperty("problem", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def _font(self) -> QFont:
        return self._theme.font("slider", QFont.Weight.DemiBold)

    def _restyle(self) -> None:
        self.setFont(self._font())
        self.updateGeometry()
