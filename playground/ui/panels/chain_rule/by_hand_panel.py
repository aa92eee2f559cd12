"""The panel "By hand": a sheet of the network's numbers that a person finds, each checked as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.session.training import TrainingState
from playground.session.worksheet import Sheet
from playground.ui.panels.chain_rule.by_hand import words
from playground.ui.panels.chain_rule.by_hand.hint_card import HintCard
from playground.ui.panels.chain_rule.by_hand.net_picture import NetPicture, unit_of
from playground.ui.panels.chain_rule.by_hand.remark import Remark
from playground.ui.panels.chain_rule.by_hand.sheet_view import SheetView
from playground.ui.panels.chain_rule.by_hand.subject import known_activation, question_for
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.chip import StateChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import WorksheetAnswer, WorksheetQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from playground.session.session import Session
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told
    from playground.worker.questions import ChainAnswer

SLOT = "worksheet"
_RIGHT_COLUMN, _LEAST_BESIDE = 330, 890
_ANY_WIDTH = 2**24 - 1  # what Qt takes for no limit
_IN_SIGHT = 40


class ByHandPanel(Panel):
    """Frozen at the weights it was begun with. `printing` carries the sheet that is to be put on paper.

    `filled` says that the last number has become known, or that the sheet is open again: `is_filled`.

    Hand it each answer of the page by `show_answer`; it asks for the sheet of the same parameter and sample.
    """

    printing = Signal(object)
    filled = Signal()

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "By hand", parent)
        self._session = session
        self.sheet: Sheet | None = None
        self.view: SheetView | None = None
        self._question: WorksheetQuestion | None = None
        self._outdated = self._renewing = self.is_filled = False
        self._whose = self._reason = ""
        self._place: int | None = None
        self.progress = StateChip(theme, self)
        self._rule = Label(theme, words.RULES, self, role="caption", token="ink3", wrap=True)
        self._remark = Remark(theme, self)
        self.remark, self.renew = self._remark.label, self._remark.renew
        self.show_all = self._button("Show all", "Show every number that is not found yet", self._show_all)
        self.start_again = self._button("Start again", "Empty every box", self._start_again)
        tip = "A sheet to fill in on paper and its answers, as PDF"
        self.print_button = self._button("Print…", tip, self._print, icon="download")
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
        """Ask for the sheet of what the page shows; one that is begun goes on while the weights move."""
        chosen = self._session.experiment.view.chain_rule.parameter
        kept = self.sheet if self._is_kept() else None
        question = question_for(answer, kept, is_chosen=chosen is not None)
        if self._outdated and kept is not None and question == self._question:
            return  # the new weights are asked for when they are wanted
        self._question, self._whose = question, words.whose(answer)
        self._session.studies.ask(SLOT, question)

    def show_reason(self, text: str) -> None:
        """Say why there is no sheet; one that is begun stays to be finished."""
        self._reason = text
        if text and self.sheet is not None and not self.sheet.touched:
            self._drop_sheet()
        self._show_state()

    def leave(self) -> None:
        """Ask nothing more, as the page goes out of sight; the sheet stays."""
        self._session.studies.stop(SLOT)

    # What the worker says

    def _take(self, told: Told) -> None:
        if told.slot != SLOT:
            return
        if isinstance(told.answer, WorksheetAnswer):
            self._reason = ""
            self.show_sheet(told.answer)
        elif told.reason:
            self.show_reason(told.reason)

    def show_sheet(self, answer: WorksheetAnswer) -> None:
        """Show this sheet, unless one that is begun is of other weights: then offer it."""
        before = self.sheet
        if self._renewing or before is None:
            self._begin(Sheet(answer))
        elif self._is_kept() and before.is_outdated_by(answer):
            self._outdated = True
        elif before.answer != answer:
            sheet = Sheet(answer)
            sheet.carry_over(before)
            self._begin(sheet)
        self._show_state()

    def _is_kept(self) -> bool:
        """Whether the sheet stays as the weights move: it is begun, or they move too fast to be read."""
        playing = self._session.training.state is TrainingState.PLAYING
        return self.sheet is not None and (self.sheet.touched or playing)

    def _begin(self, sheet: Sheet) -> None:
        """Show a sheet, in the boxes that are there if it has the same; the keyboard stays where it was."""
        anew = self._renewing
        place = 0 if anew else self._place
        has_keyboard = self.view is not None and self.view.isAncestorOf(self.focusWidget() or self)
        if anew:
            self._forget_typed()
        if self.view is None or not self.view.adopt(sheet):
            self._drop_sheet()
            self._make_view(sheet)
        self.sheet = sheet
        self._outdated = self._renewing = False
        self.net.show_sheet(sheet.answer, lambda unit: known_activation(sheet, unit))
        self._show_entries()
        if self.view is not None and (anew or has_keyboard):
            self.view.go_to(min(place or 0, len(sheet.boxes) - 1))

    def _make_view(self, sheet: Sheet) -> None:
        view = SheetView(self._theme, sheet, self)
        view.reached.connect(self._reach)
        view.entered.connect(self._enter)
        view.hint_asked.connect(self._tell_more)
        self._area.setWidget(view)
        view.setAutoFillBackground(False)
        self.view = view

    def _drop_sheet(self) -> None:
        if self.view is not None:
            self.view.blockSignals(True)
            self._area.takeWidget().deleteLater()
        self.sheet = self.view = self._place = None
        self._outdated = self._renewing = False
        self.card.clear()
        self.net.light(None)

    # What the person does

    def _reach(self, place: int) -> None:
        self._place = place
        if self.view is not None:
            self._area.ensureWidgetVisible(self.view.fields[place], 0, self._theme.px(_IN_SIGHT))
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
            outdated = self._outdated
            self._forget_typed()
            self._begin(Sheet(self.sheet.answer))
            self._outdated = outdated
            self._show_state()
            if self.view is not None:
                self.view.go_to(0)

    def _forget_typed(self) -> None:
        if self.view is not None:
            self.view.forget_typed()

    def _renew(self) -> None:
        if self._question is not None:
            self._renewing = True
            self._session.studies.ask(SLOT, self._question)

    def _print(self) -> None:
        if self.sheet is not None:
            self.printing.emit(self.sheet.answer)

    # What is shown

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
        buttons = self.show_all, self.start_again, self.print_button
        for widget in (self.progress, *buttons, self._right, self._area):
            widget.setVisible(sheet is not None)
        about = words.MOVED if self._outdated else words.about(sheet, self._whose)
        self._remark.show_text(self._reason or about, renewable=self._outdated and not self._reason)
        self._show_filled()
        if sheet is None:
            return
        done, all_right = sheet.first_open() is None, sheet.right == len(sheet.boxes)
        look = ("check", "ok") if all_right else ("eye" if done else "pencil", "neutral")
        self.progress.show_state(words.progress(sheet), *look)
        self.show_all.setEnabled(not done)
        self.start_again.setEnabled(sheet.touched)
        self.net.update()

    def _show_filled(self) -> None:
        """Tell when there is nothing left to find, or something again; of weights that have moved on, not."""
        filled = self.sheet is not None and self.sheet.first_open() is None and not self._outdated
        if filled != self.is_filled:
            self.is_filled = filled
            self.filled.emit()

    # Layout

    def _button(self, text: str, tip: str, does: Callable[[], None], icon: str = "") -> TextButton:
        button = TextButton(self._theme, text, self, kind="quiet", icon=icon)
        button.clicked.connect(does)
        set_tip(button, tip)
        return button

    def _lay_out(self) -> None:
        self.header.addWidget(self.progress)
        self.header.addStretch(1)
        for button in (self.show_all, self.start_again, self.print_button):
            self.header.addWidget(button)
        set_tip(self._rule, words.MORE_ON_RULE)
        self._row = QHBoxLayout()
        self._area, self._right = ScrollingColumn(QWidget(), self), QWidget(self)
        self._fill_right()
        Spacing(self._theme, self, self._row, 14)
        self._row.addWidget(self._area, 1)
        self._row.addWidget(self._right)
        self.body.addWidget(self._remark)
        self.body.addLayout(self._row, 1)
        self._area.lower()  # F6 looks for the first child that takes the keyboard: a box, not a button
        self.body.addStretch(0)

    def _fill_right(self) -> None:
        column = QVBoxLayout(self._right)
        Spacing(self._theme, self, column, 10)
        for widget, stretch in ((self.net, 1), (self._rule, 0), (self.card, 0)):
            column.addWidget(widget, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is said of a box beside the sheet, or under it where it is too narrow for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < self._theme.px(_LEAST_BESIDE)
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.net.setVisible(not narrow)
        column = self._theme.px(_RIGHT_COLUMN)
        self._right.setMinimumWidth(0 if narrow else column)
        self._right.setMaximumWidth(_ANY_WIDTH if narrow else column)
