"""Where the network is wrong: on which samples, how sure it is of its mistakes, and how far off it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Task
from playground.document.sources import TableSource
from playground.ui.panels.errors.class_page import ClassPage
from playground.ui.panels.errors.number_page import NumberPage
from playground.ui.panels.errors.sample_pictures import SamplePictures
from playground.ui.panels.errors.words import NOTHING, class_sentence, number_sentence
from playground.ui.panels.tab import Tab
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.worker.snapshots import ClassErrors, NumberErrors, Probe

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QHideEvent

    from playground.data.prepare import Prepared
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.plots.confusion_layout import Cell
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Errors, PartErrors

TRAIN, TEST = "train", "test"
CHOICES = (
    Choice(TRAIN, "Train", tip="Show the errors on the samples that it is trained on"),
    Choice(TEST, "Test", tip="Show the errors on the samples that are kept for testing"),
)


class ErrorsView(Tab):
    """`marks_wanted` carries the numbers of the samples to light up, and whether they are test samples."""

    KEY, TITLE = "errors", "Errors"
    TIP = "Which samples the network gets wrong, and by how much"
    CAPTION = "where the network is wrong"

    marks_wanted = Signal(object, bool)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._samples: Prepared | None = None
        self._errors: Errors | None = None
        self._cell: Cell | None = None
        self._picked: int | None = None
        self._pictures = SamplePictures(theme)
        self.parts = Segmented(theme, CHOICES, self, name="Which samples")
        self.parts.show_choice(TEST)
        self.sentence = Label(theme, NOTHING, self, role="slider", token="ink", elide=True)
        self.classes = ClassPage(theme, self._pictures, self)
        self.numbers = NumberPage(theme, self)
        self._pages = QStackedWidget(self)
        self._lay_out(theme)
        self._connect()

    @property
    def probes(self) -> frozenset[Probe]:
        """The errors."""
        return frozenset({Probe.ERRORS})

    def show_experiment(self, experiment: Experiment) -> None:
        """Turn to the page of the task; of other samples nothing is known yet."""
        samples = self._session.samples
        if samples is self._samples:
            return
        self._samples, self._errors = samples, None
        self._pictures.show_samples(samples, experiment.data)
        of_classes = experiment.task is Task.CLASSIFICATION
        self._pages.setCurrentWidget(self.classes if of_classes else self.numbers)
        for page in (self.classes, self.numbers):
            page.list.forget()
        self.parts.setVisible(len(samples.test_labels) > 0)
        self.clear()

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Show the newest errors."""
        self._errors = value
        self._refresh()

    def clear(self) -> None:
        """Let go of the sample and the cell that are lit up."""
        self._cell = self._picked = None
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave nothing lit up by what is not seen."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.clear()

    # What is shown

    @property
    def of_test(self) -> bool:
        """Whether the test samples are shown."""
        return self.parts.choice() == TEST and len(self._session.samples.test_labels) > 0

    def _part(self) -> PartErrors | None:
        if self._errors is None:
            return None
        return self._errors.test if self.of_test else self._errors.train

    def _refresh(self) -> None:
        part = self._part()
        if self._pages.currentWidget() is self.classes:
            self._show_classes(part if isinstance(part, ClassErrors) else None)
        else:
            self._show_numbers(part if isinstance(part, NumberErrors) else None)
        self._mark()

    def _show_classes(self, part: ClassErrors | None) -> None:
        names, page = self._session.samples.classes, self.classes
        train, test = (None, None) if self._errors is None else (self._errors.train, self._errors.test)
        page.show_accuracies(*(each if isinstance(each, ClassErrors) else None for each in (train, test)))
        page.show_part(part, names, self.of_test)
        page.list_cell(self._cell, self._picked)
        self.sentence.setText(NOTHING if part is None else class_sentence(part, names, self._kind))

    def _show_numbers(self, part: NumberErrors | None) -> None:
        page = self.numbers
        train, test = (None, None) if self._errors is None else (self._errors.train, self._errors.test)
        page.show_scores(*(each if isinstance(each, NumberErrors) else None for each in (train, test)))
        page.show_part(part, self._target, self.of_test)
        page.list_largest(self._picked)
        self.sentence.setText(NOTHING if part is None else number_sentence(part, self._kind))

    @property
    def _kind(self) -> str:
        return "test" if self.of_test else "training"

    @property
    def _target(self) -> str:
        """The name of what is predicted, which only a table has."""
        source = self._session.experiment.data.source
        return source.target if isinstance(source, TableSource) else ""

    # What is lit up

    def _mark(self) -> None:
        self.marks_wanted.emit(self._lit(), self.of_test)

    def _lit(self) -> NDArray[np.int64]:
        if self._picked is not None:
            return np.array([self._picked])
        return self.classes.samples_in(self._cell)

    def _press_cell(self, cell: Cell) -> None:
        self._cell, self._picked = None if cell == self._cell else cell, None
        self._refresh()

    def _press_sample(self, sample: int) -> None:
        if sample == self._picked:
            self._let_go()
        else:
            self._pick(sample)

    def _pick(self, sample: int) -> None:
        self._picked = sample
        if not self.of_test:
            self._session.edit("Sample", edits.set_sample, sample)
        self._refresh()

    def _let_go(self) -> None:
        self._picked = None
        self._refresh()

    def _connect(self) -> None:
        self.parts.chosen.connect(lambda _key: self.clear())
        self.classes.matrix.chosen.connect(self._press_cell)
        self.classes.matrix.cleared.connect(self.clear)
        self.numbers.plot.chosen.connect(self._press_sample)
        self.numbers.plot.cleared.connect(self.clear)
        for page in (self.classes, self.numbers):
            page.list.walked.connect(self._pick)
            page.list.pressed_on.connect(self._press_sample)
            page.list.cleared.connect(self._let_go)

    def _lay_out(self, theme: Theme) -> None:
        column, top = QVBoxLayout(self), QHBoxLayout()
        Spacing(theme, self, column, 6)
        Spacing(theme, self, top, 10)
        top.addWidget(self.parts)
        top.addWidget(self.sentence, 1)
        column.addLayout(top)
        for page in (self.classes, self.numbers):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
