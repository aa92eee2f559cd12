"""All boxes of a sheet, section by section, with the numbers they begin from beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.chain_rule.by_hand.box_field import BoxField
from playground.ui.panels.chain_rule.by_hand.formulas import answer_text
from playground.ui.panels.chain_rule.by_hand.given import Given
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.panels.chain_rule.by_hand.sections import Section, sections_of
from playground.ui.widgets.label import Label
from playground.ui.widgets.maths.tree import Row
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.spacing import Spacing
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.session.worksheet import Sheet
    from playground.ui.theme.theme import Theme

_NARROW, _WIDE = 62, 78
_GIVEN = 15
_LABEL = 78
_ROW_GAP, _SECTION_GAP = 4, 14
_ROOM_BESIDE = 780


@dataclass(frozen=True, slots=True)
class _Note:
    """What is given for a row of boxes, and where it stands in the row's grid."""

    view: FormulaView
    places: tuple[int, ...]
    grid: QGridLayout
    row: int
    column: int


class SheetView(QWidget):
    """`reached` carries the place of the box that has the keyboard, `entered` what was typed and where.

    `hint_asked` carries the place of the box that a hint is wanted for.
    """

    reached = Signal(int)
    entered = Signal(int, str)
    hint_asked = Signal(int)

    def __init__(self, theme: Theme, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sheet = theme, sheet
        self._names, self._shape = Names(sheet.answer), _shape_of(sheet)
        self.fields: list[BoxField] = []
        self._notes: list[_Note] = []
        self._under: bool | None = None
        column = QVBoxLayout(self)
        Spacing(theme, self, column, _SECTION_GAP, (0, 0, 8, 8))
        self._of_sample = self._formula()
        column.addWidget(self._of_sample)
        for section in sections_of(sheet.answer):
            column.addLayout(self._section(section))
        column.addStretch(1)
        self._place_notes(under=False)
        self._show_numbers()

    def adopt(self, sheet: Sheet) -> bool:
        """Show another sheet if it has the same boxes, and say whether it has."""
        if _shape_of(sheet) != self._shape:
            return False
        self._sheet = sheet
        self._show_numbers()
        return True

    def _show_numbers(self) -> None:
        given = Given(self._sheet.answer)
        self._of_sample.show_formula(given.sample())
        for note in self._notes:
            node = given.of_row(tuple(self._sheet.boxes[place] for place in note.places))
            note.view.show_formula(node or Row(()))
        self.show_entries()

    def show_entries(self) -> None:
        """Show what stands in every box."""
        rate = self._sheet.answer.learning_rate
        for place, field in enumerate(self.fields):
            field.show_entry(self._sheet.entry(place), answer_text(self._sheet.boxes[place], rate))

    def forget_typed(self) -> None:
        """Let go of what was typed and not judged yet."""
        for field in self.fields:
            field.line.setModified(False)

    def go_to(self, place: int) -> None:
        """Give a box the keyboard."""
        line = self.fields[place].line
        line.setFocus(Qt.FocusReason.TabFocusReason)

    def _section(self, section: Section) -> QVBoxLayout:
        column, head, grid = QVBoxLayout(), QHBoxLayout(), QGridLayout()
        Spacing(self._theme, self, column, 4)
        Spacing(self._theme, self, head, 8)
        Spacing(self._theme, self, grid, _ROW_GAP)
        head.addWidget(Label(self._theme, section.title, self, role="panel_title"))
        head.addWidget(Label(self._theme, section.remark, self, role="caption", token="ink3", elide=True), 1)
        column.addLayout(head)
        column.addLayout(grid)
        given = Given(self._sheet.answer)
        most = max(len(row.places) for row in section.rows)
        for number, row in enumerate(section.rows):
            grid.addWidget(_RowLabel(self._theme, row.label, self), 2 * number, 0)
            for at, place in enumerate(row.places):
                grid.addWidget(self._field(place), 2 * number, 1 + at)
            if given.of_row(tuple(self._sheet.boxes[place] for place in row.places)) is not None:
                self._notes.append(_Note(self._formula(), row.places, grid, 2 * number, 1 + most))
        grid.setColumnStretch(1 + most, 1)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is given beside the boxes where there is room, else under them."""
        super().resizeEvent(event)
        self._place_notes(under=self.width() < self._theme.px(_ROOM_BESIDE))

    def _place_notes(self, *, under: bool) -> None:
        if under == self._under:
            return
        self._under = under
        for note in self._notes:
            note.grid.removeWidget(note.view)
            if under:
                note.grid.addWidget(note.view, note.row + 1, 1, 1, note.column)
            else:
                note.grid.addWidget(note.view, note.row, note.column)

    def _field(self, place: int) -> BoxField:
        box = self._sheet.boxes[place]
        room = _WIDE if box.kind in (BoxKind.GRADIENT, BoxKind.UPDATE) else _NARROW
        field = BoxField(self._theme, self._names.box(box), self._names.in_words(box), room, self)
        field.entered.connect(partial(self.entered.emit, place))
        field.gone_to.connect(partial(self.reached.emit, place))
        field.hint_asked.connect(partial(self.hint_asked.emit, place))
        field.stepped.connect(partial(self._step, place))
        self.fields.append(field)
        return field

    def _step(self, place: int, by: int) -> None:
        if by:
            self.go_to(max(0, min(place + by, len(self.fields) - 1)))
            return
        following = self._sheet.first_open(place)
        following = self._sheet.first_open() if following is None else following
        if following is not None:
            self.go_to(following)

    def _formula(self) -> FormulaView:
        view = FormulaView(self._theme, self, size=_GIVEN, token="ink2")
        # Tab goes from box to box; what is given can still be pointed at and copied.
        view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return view


def _shape_of(sheet: Sheet) -> tuple[object, ...]:
    """Return what the boxes and their names follow from: all but the numbers."""
    answer = sheet.answer
    boxes = tuple((box.kind, box.layer, box.index, box.source, box.others > 0) for box in answer.boxes)
    network = answer.widths, answer.activations, answer.loss_name, answer.input_names
    return boxes, network, () if answer.whole else answer.path


class _RowLabel(Label):
    """What the boxes of a row are of, in a column of even width."""

    def __init__(self, theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(theme, text, parent, role="caption", token="ink2")
        self.setFixedWidth(theme.px(_LABEL))

    def restyle(self) -> None:
        """Keep the width in step with the text size."""
        super().restyle()
        self.setFixedWidth(self._theme.px(_LABEL))
