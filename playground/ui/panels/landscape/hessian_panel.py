"""The panel “Hessian as a map”: how each weight bends the loss along with each other, and a check of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.session.blown_up import is_blown_up
from playground.session.unit_words import layer_words
from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.panels.landscape import hessian_words as words
from playground.ui.panels.landscape.hessian_inquiry import HessianInquiry
from playground.ui.plots.hessian_map import HessianMap
from playground.ui.plots.hessian_painter import HessianPicture
from playground.ui.theme.numbers import format_compact
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.maths.tree import Row
from playground.ui.widgets.maths.view import FormulaView
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.progress_line import ProgressLine
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import MOST_A_SIDE

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import HessianCheckAnswer, HessianMapAnswer

ALL = "all"
EVEN, LOG = "even", "log"
SCALES = (
    Choice(EVEN, "Even", tip="Colours in proportion to the entries"),
    Choice(LOG, "Log", tip="Colours by powers of ten, even below 1/1 000 of the end: small entries show"),
)
CHECK, CANCEL, AGAIN = "Check by differences", "Cancel", "Compute"
WAITING, GIVEN_UP = "Being computed", "Given up"
NONE_FITS = f"No layer fits: the map shows up to {MOST_A_SIDE} weights and biases along a side"
MAP_TIP = "How raising one weight changes the slope of another. Arrows walk, a click or Enter pins"
CHECK_TIP = "Compute every entry a second time, from two exact gradients a little apart"
FORMULA_SIZE, FORMULA_WIDTH, ENTRY_HEIGHT = 17, 170, 80


class HessianMapPanel(Panel):
    """Keeps a map of the Hessian in step with the run while it is in sight."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Hessian as a map", parent)
        self._session = session
        self._structure: object = None
        self._fits = True
        self._sides_row = QWidget(self)
        self._caption = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.rows = MenuChip(theme, "Rows", [(ALL, "All layers")], self)
        self.columns = MenuChip(theme, "Columns", [(ALL, "All layers")], self)
        self.scales = Segmented(theme, SCALES, self, name="Scale of colours")
        self.map = HessianMap(theme, self)
        self._written = QWidget(self)
        self.formula = FormulaView(theme, self._written, size=FORMULA_SIZE)
        self.sentence = Label(theme, "", self, role="caption", token="ink", wrap=True)
        self.summary = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.cost = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.check_button = TextButton(theme, CHECK, self)
        self.again_button = TextButton(theme, AGAIN, self)
        self.verdict = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self._line = ProgressLine(theme, "Share of the Hessian computed", self)
        self.inquiry = HessianInquiry(session, self)
        self._lay_out()
        self._connect()
        self.scales.show_choice(LOG)
        self.map.set_logarithmic(True)
        self.again_button.setVisible(False)
        self._show_nothing(WAITING)

    @property
    def answer(self) -> HessianMapAnswer | None:
        """What is shown."""
        return self.inquiry.answer

    # Coming and going

    def enter(self) -> None:
        """Come into sight."""
        self.show_experiment(self._session.experiment)
        if self._fits:
            self.inquiry.enter()

    def leave(self) -> None:
        """Ask nothing more."""
        self.inquiry.leave()

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the layers of this network, and forget the numbers of another."""
        structure = experiment.network, experiment.data
        if structure == self._structure:
            return
        self._structure = structure
        self._offer_layers(experiment)
        self._begin_anew()

    def _offer_layers(self, experiment: Experiment) -> None:
        names = [name.capitalize() for name in layer_words(experiment)]
        several = len(names) > 1
        layers = [(str(number), name) for number, name in enumerate(names)]
        start = smallest_fitting(experiment)
        self._fits = start is not None
        self._sides_row.setVisible(several and self._fits)
        for chip in (self.rows, self.columns):
            chip.set_choices([(ALL, "All layers"), *(layers if several else [])])
            chip.show_choice(start or ALL)
            chip.updateGeometry()

    def _begin_anew(self) -> None:
        self._show_nothing(WAITING if self._fits else NONE_FITS)
        self.verdict.setText("")
        if not self._fits:
            self.inquiry.leave()
            return
        self.inquiry.choose(*(None if key == ALL else int(key) for key in self._sides()))

    def _sides(self) -> tuple[str, str]:
        return self.rows.choice(), self.columns.choice()

    # Showing

    def _show_answer(self, answer: HessianMapAnswer) -> None:
        experiment = self._session.experiment
        picture = HessianPicture(
            answer.entries,
            row_layers=tuple(each.layer for each in answer.rows),
            column_layers=tuple(each.layer for each in answer.columns),
            layer_names=tuple(name.capitalize() for name in layer_words(experiment)),
            mirrored=answer.rows == answer.columns,
        )
        symbols = tuple(map(symbol_text, answer.rows)), tuple(map(symbol_text, answer.columns))
        self.map.show_picture(picture, symbols)
        self._caption.setText(f"at epoch {format_compact(answer.epoch)}")
        self.summary.setText(words.picture_words(answer, experiment))
        self.cost.setText(words.cost_words(answer))
        self.check_button.setVisible(True)
        self._show_entry()

    def _refuse(self, reason: str) -> None:
        """Say why there is no map; that the run has blown up is said beside."""
        self._show_nothing("" if is_blown_up(self._session) else reason)

    def _show_nothing(self, reason: str) -> None:
        self.map.show_nothing(reason)
        for label in (self._caption, self.summary, self.cost):
            label.setText("")
        self.check_button.setVisible(False)
        self._show_entry()

    def _show_entry(self) -> None:
        """Tell of the entry that is pointed at or pinned."""
        answer = self.answer
        if answer is None:
            self.formula.show_formula(Row(()))
            self.sentence.setText("")
            return
        cell = self.map.cell or answer.largest_at
        self.formula.show_formula(words.entry_formula(answer, cell))
        said = words.entry_words(answer, cell, self._session.experiment)
        self.sentence.setText(said if self.map.cell else f"The largest. {said}")
        self.map.setAccessibleDescription(f"{self.formula.text()}. {said}")

    def _show_check(self, found: HessianCheckAnswer) -> None:
        at = f"At epoch {format_compact(found.epoch)}: "
        self.verdict.setText(at + words.check_words(found))

    def _show_progress(self, share: float | None) -> None:
        self._line.show_share(share)
        self.check_button.set_text(CANCEL if self.inquiry.checking else CHECK)
        self.again_button.setVisible(self.inquiry.given_up)
        if self.inquiry.given_up and self.answer is None:
            self._show_nothing(GIVEN_UP)

    def _check_or_cancel(self) -> None:
        if self.inquiry.checking:
            self.inquiry.cancel()
        else:
            self.verdict.setText("")
            self.inquiry.check()

    def _pin(self, cell: object) -> None:
        self.map.mark(None if cell == self.map.pinned else cell)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up long work on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.inquiry.working:
            self.inquiry.cancel()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.rows.chosen.connect(self._begin_anew)
        self.columns.chosen.connect(self._begin_anew)
        self.scales.chosen.connect(lambda key: self.map.set_logarithmic(key == LOG))
        self.map.looked_at.connect(self._show_entry)
        self.map.chosen.connect(self._pin)
        self.map.cleared.connect(lambda: self.map.mark(None))
        self.check_button.clicked.connect(self._check_or_cancel)
        self.again_button.clicked.connect(self.inquiry.again)
        self.inquiry.answered.connect(self._show_answer)
        self.inquiry.checked.connect(self._show_check)
        self.inquiry.refused.connect(self._refuse)
        self.inquiry.progressed.connect(self._show_progress)

    def _lay_out(self) -> None:
        set_tip(self.rows, "Which layer's weights and biases are the rows")
        set_tip(self.columns, "Which layer's weights and biases are the columns")
        set_tip(self.map, MAP_TIP)
        set_tip(self.check_button, CHECK_TIP)
        set_tip(self.again_button, "Compute the map after all")
        self.header.addWidget(self._caption, 1)
        self.header.addWidget(self.scales)
        sides = QHBoxLayout(self._sides_row)
        sides.setContentsMargins(0, 0, 0, 0)
        for text, chip in (("Rows", self.rows), ("Columns", self.columns)):
            sides.addWidget(Label(self._theme, text, self, role="caption", token="ink3"))
            sides.addWidget(chip)
        sides.addStretch(1)
        entry = QHBoxLayout()
        written = QVBoxLayout(self._written)
        written.setContentsMargins(0, 0, 0, 0)
        written.addWidget(self.formula)
        written.addStretch(1)
        entry.addWidget(self._written)
        entry.addWidget(self.sentence, 1)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addWidget(self.check_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        self.body.addWidget(self._line)
        self.body.addWidget(self._sides_row)
        self.body.addWidget(self.map, 1)
        self.body.addLayout(entry)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.cost)
        self.body.addLayout(buttons)
        self.body.addWidget(self.verdict)
        self._theme.changed.connect(self._fix_sizes)
        self._fix_sizes()

    def _fix_sizes(self) -> None:
        """Keep room for every entry's words, so that nothing moves from one to the next."""
        self._written.setFixedSize(self._theme.px(FORMULA_WIDTH), self._theme.px(ENTRY_HEIGHT))
        self.sentence.setMinimumHeight(self._theme.px(ENTRY_HEIGHT))


def smallest_fitting(experiment: Experiment) -> str | None:
    """Return what to show at first: all that fits, else the smallest layer; None where none fits."""
    convolves = any(layer.convolves for layer in experiment.network.hidden)
    if convolves or experiment.parameter_count <= MOST_A_SIDE:
        return ALL
    counts = experiment.parameter_counts
    fitting = [layer for layer, count in enumerate(counts) if 0 < count <= MOST_A_SIDE]
    return str(min(fitting, key=counts.__getitem__)) if fitting else None
