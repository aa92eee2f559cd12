"""Where a person writes a formula: checked at every key, with a mark under what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from playground.formula.errors import FormulaError
from playground.formula.reading import read
from playground.formula.writing import pretty
from playground.ui.panels.formula_remark import FormulaRemark
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.painting import text_width
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from playground.ui.theme.theme import Theme

EXAMPLE = "sin(x1*x2)"
HELP = (
    "Your own input: x1, x2, numbers, pi and e; + − * / ^ and brackets; sin cos tan exp log sqrt abs tanh "
    "sigmoid relu sign floor, min(x1, x2) and max(x1, x2)"
)
_HEIGHT = 30
# The words at the head of a problem that are no names of the grammar.
_ORDINARY = ("a", "it", "something", "there", "these", "this", "too", "two")


class FormulaField(QWidget):
    """`given` carries a formula that reads well; who takes it calls `clear`, or `refuse` with the reason.

    `judge` is asked at every key what there is to say of a formula that reads well, and whether it is wrong;
    `read` raises a `FormulaError` for one that does not.
    """

    given = Signal(str)

    def __init__(
        self,
        theme: Theme,
        judge: Callable[[str], tuple[str, bool]],
        parent: QWidget | None = None,
        *,
        read: Callable[[str], object] = read,
    ) -> None:
        super().__init__(parent)
        self._theme, self._judge, self._read = theme, judge, read
        self.replaced = ""
        self._error: FormulaError | None = None
        self._area: QScrollArea | None = None
        self.line = _Line(self)
        self.line.setAccessibleName("Your own formula")
        self.line.setPlaceholderText(EXAMPLE)
        set_tip(self.line, HELP)
        self.button = IconButton(theme, "plus", "Add this formula", self, size=28, icon_size=16, quiet=True)
        self.remark = FormulaRemark(theme, self)
        self._lay_out()
        self.line.textEdited.connect(self._check)
        self.line.returnPressed.connect(self._give)
        self.line.taken_back.connect(self.clear)
        self.line.cursorPositionChanged.connect(lambda *_: self._mark())
        self.button.clicked.connect(self._give)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.clear()

    def change(self, formula: str) -> None:
        """Let the person change a formula that is there."""
        self.replaced = formula
        self._show_button("check", f"Put it in the place of {pretty(formula)}", "Enter")
        self.line.setText(formula)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()
        self._say(f"Enter keeps the change, Esc leaves {pretty(formula)} as it is.")

    def clear(self) -> None:
        """Wait for a new formula."""
        self.replaced = ""
        self._show_button("plus", "Add this formula", "Enter")
        self.line.clear()
        self._say("")

    def refuse(self, problem: str) -> None:
        """Say why the formula was not taken; the text stays."""
        self._say(problem, wrong=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Find what it scrolls with."""
        super().showEvent(event)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and above is not self._area:
            self._area = above
            above.verticalScrollBar().rangeChanged.connect(self._stay_in_sight)

    def _stay_in_sight(self) -> None:
        """Scroll to what is said of the text where that has just taken room."""
        if self._area is not None and self.line.hasFocus():
            self._area.ensureWidgetVisible(self, 0, self._theme.px(4))

    def _check(self) -> None:
        """Say at every key how it stands with what is written."""
        text = self.line.text()
        if not text.strip():
            self._say("")
            return
        try:
            self._read(text)
        except FormulaError as error:
            self._show_error(error, strict=False)
        else:
            said, wrong = self._judge(text)
            self._say(said, wrong=wrong)

    def _give(self) -> None:
        text = self.line.text()
        try:
            self._read(text)
        except FormulaError as error:
            self._show_error(error, strict=True)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.setCursorPosition(error.position)
        else:
            self.given.emit(text)

    def _show_error(self, error: FormulaError, *, strict: bool) -> None:
        # What may still become right is no mistake before Enter.
        wrong = strict or not error.unfinished
        self._say(f"{sentence(error.problem)} {error.remedy}", wrong=wrong, framed=strict)
        self._error = error
        self._mark()

    def _say(self, text: str, *, wrong: bool = False, framed: bool = False) -> None:
        self._error = None
        self.remark.say(text, wrong=wrong)
        if bool(self.line.property("problem")) != framed:
            self.line.setProperty("problem", framed)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)

    def _mark(self) -> None:
        """Put the mark under the characters that are meant, wherever the text is scrolled to."""
        if self._error is None:
            return
        text, font, cursor = self.line.text(), self.line.font(), self.line.cursorPosition()
        begin = self.line.cursorRect().center().x() - text_width(font, text[:cursor])
        first, last = self._error.position, self._error.position + self._error.length
        ends = (begin + text_width(font, text[:first]), begin + text_width(font, text[:last]))
        low, high = self.line.rect().left() + 4, self.line.rect().right() - 4
        self.remark.mark(min(max(ends[0], low), high), min(max(ends[1], low), high))

    def _show_button(self, icon: str, name: str, keys: str) -> None:
        self.button.set_icon(icon)
        self.button.setAccessibleName(name)
        set_tip(self.button, name, keys)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self._theme, self, row, 2)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        Spacing(self._theme, self, column, 0)
        column.addLayout(row)
        column.addWidget(self.remark)

    def _restyle(self) -> None:
        self.line.setFont(self._theme.font("slider"))
        self.line.setFixedHeight(self._theme.px(_HEIGHT))


class _Line(QLineEdit):
    """A line whose text Esc takes back."""

    taken_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


def sentence(problem: str) -> str:
    """Return a problem as the beginning of a line; names of the grammar stay as they are written."""
    first = problem.split(" ", 1)[0]
    return problem[:1].upper() + problem[1:] if first in _ORDINARY else problem
