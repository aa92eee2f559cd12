"""The mistakes of a classification: which class is taken for which, and the samples themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.panels.errors.page import ErrorsPage
from playground.ui.panels.errors.sample_list import SampleRow
from playground.ui.panels.errors.words import accuracy_text
from playground.ui.plots.confusion_view import ConfusionView
from playground.ui.theme.numbers import format_integer, format_percent, format_significant
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.errors.sample_pictures import SamplePictures
    from playground.ui.plots.confusion_layout import Cell
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import ClassErrors

MOST_LISTED = 200
TIP = (
    "A row for each true class, a column for each that the network says. "
    "Click a cell to light up its samples on the map"
)
NONE = "none"


class ClassPage(ErrorsPage):
    """Shows one part, and the samples of a cell of it."""

    def __init__(self, theme: Theme, pictures: SamplePictures, parent: QWidget) -> None:
        super().__init__(theme, "Samples that the network gets wrong", parent)
        self._pictures = pictures
        self._part: ClassErrors | None = None
        self._of_test = False
        self._classes: tuple[str, ...] = ()
        self.matrix = ConfusionView(theme, self)
        set_tip(self.matrix, TIP)
        self.train = Metric(theme, "Train accuracy", self, widest="100.0 %")
        self.test = Metric(theme, "Test accuracy", self, widest="100.0 %")
        set_tip(self.train, "The share of training samples whose class the network says")
        set_tip(self.test, "The share of test samples whose class the network says")
        self.place(self.matrix, (self.train, self.test))

    def show_accuracies(self, train: ClassErrors | None, test: ClassErrors | None) -> None:
        """Show both accuracies, none before the first."""
        self.train.show_value("–" if train is None else accuracy_text(train))
        self.test.show_value("–" if train is None else NONE if test is None else accuracy_text(test))

    def show_part(self, part: ClassErrors | None, classes: Sequence[str], of_test: bool) -> None:
        """Show the mistakes of the training or the test samples."""
        self._part, self._classes, self._of_test = part, tuple(classes), of_test
        self.matrix.show_errors(part, classes)
        self.list.set_pictures(self._pictures.there_are)

    def samples_in(self, cell: Cell | None) -> NDArray[np.int64]:
        """Return all samples of a cell in their order, none for no cell."""
        if self._part is None or cell is None:
            return np.zeros(0, np.int64)
        true, said = cell
        return np.flatnonzero((self._part.true == true) & (self._part.said == said))

    def list_cell(self, cell: Cell | None, chosen: int | None) -> None:
        """List the samples of a cell, or all mistakes."""
        self.matrix.mark(cell)
        listed = self._listed(cell)
        self.heading.setText(self._heading(cell, len(listed)))
        self.list.show_samples(listed, self._describe, chosen)

    def _listed(self, cell: Cell | None) -> NDArray[np.int64]:
        """Return what is listed: the surest mistakes first, but of right answers the least sure."""
        if self._part is None or cell is None:
            return np.zeros(0, np.int64) if self._part is None else self._part.wrong
        samples = self.samples_in(cell)
        sureness = self._part.sureness[samples]
        order = np.argsort(sureness if cell[0] == cell[1] else -sureness, kind="stable")
        return samples[order][:MOST_LISTED]

    def _heading(self, cell: Cell | None, listed: int) -> str:
        if self._part is None:
            return ""
        counts = self._part.counts
        every = self._part.samples - int(counts.trace()) if cell is None else int(counts[cell])
        what = "mistake" if every == 1 else "mistakes"
        if cell is not None:
            what = f"true {self._classes[cell[0]]}, said {self._classes[cell[1]]}"
        order = "least sure" if cell is not None and cell[0] == cell[1] else "surest"
        if not every:
            return f"No {what}"
        if every > listed:
            return f"{format_integer(listed)} of {format_integer(every)} {what}, the {order}"
        if cell is None:
            return f"{format_integer(every)} {what}: true → said, how sure"
        return f"{format_integer(every)} {what}" + (f", the {order} first" if every > 1 else "")

    def _describe(self, sample: int) -> SampleRow:
        part = self._part
        assert part is not None
        true, said = int(part.true[sample]), int(part.said[sample])
        sure = self._sure(float(part.sureness[sample]))
        kind = "Test" if self._of_test else "Training"
        spoken = (
            f"{kind} sample {format_integer(sample + 1)}: true {self._classes[true]}, "
            f"said {self._classes[said]}, {'probability' if part.probabilities else 'output’s size'} {sure}"
        )
        picture = self._pictures.picture(sample, self._of_test)
        return SampleRow(sample, self._classes[true], self._classes[said], sure, spoken, true, said, picture)

    def _sure(self, sureness: float) -> str:
        """Return a probability that is never rounded to all of it, or an output as far from 0 as it is."""
        if self._part is not None and self._part.probabilities:
            return format_percent(min(sureness, 1.0 if sureness == 1.0 else 0.999), 1)
        return format_significant(sureness, 2)
