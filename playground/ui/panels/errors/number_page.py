"""The residuals of a regression: predicted against true, and the samples that are furthest off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.panels.errors.page import ErrorsPage
from playground.ui.panels.errors.sample_list import SampleRow
from playground.ui.panels.errors.words import r_squared_text
from playground.ui.plots.fit_plot import MOST_DOTS, FitPlot
from playground.ui.theme.numbers import format_integer, format_signed, format_significant
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import NumberErrors

AXES = "Predicted, upwards, against true"
TITLE = f"{AXES}; dashed: no error"
TIP = "Click a dot to ring its sample on the map; its residual is how far it is from the dashed line"
R_SQUARED = "1 minus the squared residuals by the squared distances of the {} targets from their mean"
NONE = "none"


class NumberPage(ErrorsPage):
    """Shows one part, and of it the largest residuals."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "Samples that the network is furthest off", parent)
        self._part: NumberErrors | None = None
        self._of_test = False
        self.plot = FitPlot(theme, self)
        set_tip(self.plot, TIP)
        self.train = Metric(theme, "R² train", self, widest="−0.0000")
        self.test = Metric(theme, "R² test", self, widest="−0.0000")
        self.absolute = Metric(theme, "MAE", self)
        self.square = Metric(theme, "RMSE", self)
        set_tip(self.train, R_SQUARED.format("training"))
        set_tip(self.test, R_SQUARED.format("test"))
        self.place(self.plot, (self.train, self.test, self.absolute, self.square))
        self.title.show()

    def show_scores(self, train: NumberErrors | None, test: NumberErrors | None) -> None:
        """Show R² of both parts, none before the first."""
        self.train.show_value("–" if train is None else r_squared_text(train))
        self.test.show_value("–" if train is None else NONE if test is None else r_squared_text(test))

    def show_part(self, part: NumberErrors | None, target: str, of_test: bool) -> None:
        """Show the residuals of the training or the test samples; `target` is the name of the numbers."""
        self._part, self._of_test = part, of_test
        kind = "test" if of_test else "training"
        self.absolute.show_value("–" if part is None else format_significant(part.mean_absolute))
        self.square.show_value("–" if part is None else format_significant(part.root_mean_square))
        unit = f", in the unit of “{target}”" if target else ""
        set_tip(self.absolute, f"Mean absolute error: the mean size of a {kind} residual{unit}")
        set_tip(self.square, f"Root mean square error: the root of the mean squared {kind} residual{unit}")
        self.title.setText(_title(part))
        self.plot.show_errors(part, f"true “{target}”" if target else "true value")

    def list_largest(self, chosen: int | None) -> None:
        """List the samples that the network is furthest off."""
        part = self._part
        listed = np.zeros(0, np.int64) if part is None else part.largest
        few = part is not None and part.samples > len(listed)
        count = f"{format_integer(len(listed))} largest" if few else "Largest"
        self.heading.setText("" if part is None else f"{count} residuals (true − predicted)")
        self.plot.mark(chosen)
        self.list.show_samples(listed, self._describe, chosen)

    def _describe(self, sample: int) -> SampleRow:
        part = self._part
        assert part is not None
        target, said = (format_significant(float(each[sample])) for each in (part.targets, part.predictions))
        residual = format_signed(float(part.residuals[sample]))
        kind = "Test" if self._of_test else "Training"
        number = format_integer(sample + 1)
        spoken = f"{kind} sample {number}: true {target}, predicted {said}, residual {residual}"
        return SampleRow(sample, target, said, residual, spoken)


def _title(part: NumberErrors | None) -> str:
    """Say what is drawn, and of how many samples where not of all."""
    if part is None or part.samples <= MOST_DOTS:
        return TITLE
    return f"{AXES}; {format_integer(MOST_DOTS)} of {format_integer(part.samples)} drawn"
