"""The panel "By hand": a sheet of the network's numbers that a person finds, each checked as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.session.worksheet import Sheet
from playground.ui.panels.chain_rule.by_hand.hint_card import HintCard
from playground.ui.panels.chain_rule.by_hand.net_picture import NetPicture, unit_of
from playground.ui.panels.chain_rule.by_hand.sheet_view import SheetView
from playground.ui.panels.chain_rule.by_hand.words import MORE_ON_RULE, RULE, TRUE_NUMBERS, progress
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.chip import StateChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import BoxKind, WorksheetAnswer, WorksheetQuestion

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told
    from playground.worker.questions import ChainAnswer
    from playground.worker.snapshots import Parameter

SLOT = "worksheet"
_RIGHT_COLUMN = 330
_OF_PATH = "This network is large: the sheet follows one path, what all others add is given."
_MOVED = "The weights have moved on; this sheet keeps those it was begun with."
_BEGUN_ANEW = "Start again with the new weights"


class ByHandPanel(Panel):
    """Frozen at the weights it was begun with. `printing` carries the sheet that is to be put on paper.

    Hand it each answer of the page by `show_answer`; it asks for the sheet of the same parameter and sample.
    """

    printing = Signal(object)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "By hand", parent)
        self._session = session
        self.sheet: Sheet | None = None
        self.view: SheetView | None = None
        self._newer: WorksheetAnswer | None = None
        self._place: int | None = None
        self._progress = StateChip(theme, self)
        self._rule = Label(theme, RULE, self, role="caption", token="ink2", elide=True)
        self._remark = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.show_all = self._button("Show all", "Show every number that is not found yet", self._show_all)
        self.start_again = self._button("Start again", "Empty every box", self._start_again)
        self.print_button = self._button(
            "Print…", "A sheet to fill in and its answers, as PDF", self._print, icon="download"
        )
        self.renew = TextButton(theme, _BEGUN_ANEW, self, kind="primary")
        self.renew.clicked.connect(self._renew)
        self.card, self.net = HintCard(theme, self), NetPicture(theme, self)
        self.card.more.connect(self._tell_more_of_it)
        self._lay_out()
        session.studies.told.connect(self._take)
        theme.changed.connect(self._fit)
        self._fit()
        self._show_state()

    # What the page says

    def show_answer(self, answer: ChainAnswer, stage: Stage | None = None) -> None:
        """Ask for the sheet of what the page shows; one that is begun goes on while weights move."""
        parameter, path = answer.parameter, answer.chosen_path.neurons
        chosen = self._session.experiment.view.chain_rule.parameter
        if chosen is None and self.sheet is not None and self.sheet.touched:
            # Which derivative is largest changes as training goes on; a sheet that is begun stays.
            parameter, path = self._own_subject(parameter, path)
        elif self.sheet is not None and self.sheet.answer.parameter == parameter and self._moving(answer):
            parameter, path = self._own_subject(parameter, path)
        question = WorksheetQuestion(parameter, answer.extent, answer.sample, path)
        self._session.studies.ask(SLOT, question)

    def show_reason(self, text: str) -> None:
        """Say why there is no sheet."""
        self._drop_sheet()
        self._remark.setText(text)
        self._remark.setVisible(bool(text))

    def leave(self) -> None:
        """Ask nothing more, as the page goes out of sight; the sheet stays."""
        self._session.studies.stop(SLOT)

    def _own_subject(self, parameter: Parameter, path: tuple[int, ...]) -> tuple[Parameter, tuple[int, ...]]:
        """Return what the sheet is of, where the network still has it."""
        assert self.sheet is not None
        mine = self.sheet.answer
        shape = len(mine.activations) - mine.parameter.layer
        fits = shape == len(path) + parameter.layer - mine.parameter.layer
        return (mine.parameter, mine.path) if fits else (parameter, path)

    def _moving(self, answer: ChainAnswer) -> bool:
        """Whether the run has moved since the sheet was begun, so that another path may be the largest."""
        return self.sheet is not None and self.sheet.answer.step != answer.step

    # What the worker says

    def _take(self, told: Told) -> None:
        if told.slot != SLOT:
            return
        if isinstance(told.answer, WorksheetAnswer):
            self.show_sheet(told.answer)
        elif told.reason:
            self.show_reason(told.reason)

    def show_sheet(self, answer: WorksheetAnswer) -> None:
        """Show this sheet, unless one that is begun is of other weights: then offer it."""
        before = self.sheet
        if before is not None and before.touched and before.is_outdated_by(answer):
            self._newer = answer
        elif before is None or before.answer.boxes != answer.boxes or before.answer.path != answer.path:
            sheet = Sheet(answer)
            if before is not None:
                sheet.carry_over(before)
            self._begin(sheet)
        else:
            self._newer = None
        self._show_state()

    def _begin(self, sheet: Sheet) -> None:
        had_keyboard = self.view is not None and self.view.isAncestorOf(self.focusWidget() or self)
        self._drop_sheet()
        self.sheet = sheet
        view = SheetView(self._theme, sheet, self)
        view.reached.connect(self._reach)
        view.entered.connect(self._enter)
        view.hint_asked.connect(self._tell_more)
        self.view = view
        self._area.setWidget(view)
        view.setAutoFillBackground(False)
        self.net.show_sheet(sheet.answer, self._known)
        if had_keyboard:
            view.go_to(0)

    def _drop_sheet(self) -> None:
        if self.view is not None:
            self.view.blockSignals(True)
            self._area.takeWidget().deleteLater()
        self.sheet = self.view = self._newer = self._place = None
        self.card.clear()
        self._show_state()

    # What the person does

    def _reach(self, place: int) -> None:
        self._place = place
        if self.view is not None:
            self._area.ensureWidgetVisible(self.view.fields[place], 0, self._theme.px(40))
        self._show_place()

    def _enter(self, place: int, text: str) -> None:
        if self.sheet is not None:
            self.sheet.enter(place, text)
            self._show_entries()

    def _tell_more_of_it(self) -> None:
        if self._place is not None:
            self._tell_more(self._place)

    def _tell_more(self, place: int) -> None:
        if self.sheet is not None:
            self.sheet.tell_more(place)
            self._show_entries()

    def _show_all(self) -> None:
        if self.sheet is not None:
            self.sheet.show_all()
            self._show_entries()

    def _start_again(self) -> None:
        if self.sheet is not None:
            self._begin(Sheet(self._newer or self.sheet.answer))
            self._show_state()
            if self.view is not None:
                self.view.go_to(0)

    def _renew(self) -> None:
        self._start_again()

    def _print(self) -> None:
        if self.sheet is not None:
            self.printing.emit(self.sheet.answer)

    # What is shown

    def _known(self, unit: tuple[int, int]) -> float | None:
        """Return a unit's activation where it is given or was found."""
        sheet = self.sheet
        if sheet is None:
            return None
        layer, index = unit
        if layer < 0:
            return sheet.answer.inputs[index]
        plain = [BoxKind.ACTIVATION, BoxKind.SUM]
        places = {
            box.kind: at
            for at, box in enumerate(sheet.boxes)
            if box.kind in plain and (box.layer, box.index) == unit
        }
        at = next((places[kind] for kind in plain if kind in places), None)
        if at is None:
            return _given_below(sheet.answer, unit)
        return sheet.boxes[at].expected if sheet.knows(at) else None

    def _show_entries(self) -> None:
        if self.view is not None:
            self.view.show_entries()
        self._show_place()
        self._show_state()

    def _show_place(self) -> None:
        if self.sheet is not None and self._place is not None:
            self.card.show_box(self.sheet, self._place)
            self.net.light(unit_of(self.sheet.answer, self._place))

    def _show_state(self) -> None:
        sheet = self.sheet
        for widget in (
            self._progress,
            self.show_all,
            self.start_again,
            self.print_button,
            self.card,
            self.net,
        ):
            widget.setVisible(sheet is not None)
        self.renew.setVisible(self._newer is not None)
        if sheet is None:
            return
        done, all_right = sheet.first_open() is None, sheet.right == len(sheet.boxes)
        look = ("check", "ok") if all_right else ("eye" if done else "pencil", "neutral")
        self._progress.show_state(progress(sheet), *look)
        self.show_all.setEnabled(not done)
        self.start_again.setEnabled(sheet.touched)
        remark = _MOVED if self._newer is not None else "" if sheet.answer.whole else _OF_PATH
        self._remark.setText(remark)
        self._remark.set_token("warn" if self._newer is not None else "ink2")
        self._remark.setVisible(bool(remark))
        self.net.update()

    # Layout

    def _button(self, text: str, tip: str, does: object, icon: str = "") -> TextButton:
        button = TextButton(self._theme, text, self, kind="quiet", icon=icon)
        button.clicked.connect(does)
        set_tip(button, tip)
        return button

    def _lay_out(self) -> None:
        self.header.addWidget(self._progress)
        self.header.addWidget(self._rule, 1)
        for button in (self.show_all, self.start_again, self.print_button):
            self.header.addWidget(button)
        self._rule.setToolTip("")
        set_tip(self._rule, f"{RULE} {MORE_ON_RULE} {TRUE_NUMBERS}")
        note = QHBoxLayout()
        Spacing(self._theme, self, note, 10)
        note.addWidget(self._remark, 1)
        note.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(note)
        self._area = ScrollingColumn(QWidget(), self)
        right = QVBoxLayout()
        Spacing(self._theme, self, right, 10)
        right.addWidget(self.net, 1)
        right.addWidget(Label(self._theme, TRUE_NUMBERS, self, role="caption", token="ink3", wrap=True))
        right.addWidget(self.card)
        self._right = QWidget(self)
        self._right.setLayout(right)
        row = QHBoxLayout()
        Spacing(self._theme, self, row, 14)
        row.addWidget(self._area, 1)
        row.addWidget(self._right)
        self.body.addLayout(row, 1)

    def _fit(self) -> None:
        self._right.setFixedWidth(self._theme.px(_RIGHT_COLUMN))


def _given_below(answer: WorksheetAnswer, unit: tuple[int, int]) -> float | None:
    """Return the activation that the path of a large network begins from."""
    for box in answer.boxes:
        for each in box.products if box.kind is BoxKind.SUM else ():
            if (box.layer - 1, each.source) == unit:
                return each.value
    return None
