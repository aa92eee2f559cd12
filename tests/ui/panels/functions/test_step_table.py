"""The steps of a path as a table and as a curve: readable, and true of the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground.document.choices import FunctionKind
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.descent_steps import StepsPlot
from playground.ui.panels.functions.step_table import StepTable
from playground.ui.theme.theme import Theme
from playground.ui.widgets.learning_rate import LearningRateSlider
from playground.ui.widgets.painting import text_width
from playground.worker.questions import DescentAnswer, DescentMethod, DescentQuestion
from playground.worker.run import Run
from playground.worker.studies.desk import study

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(Experiment())


def told(run: Run, name: str, start: float, rate: float) -> DescentAnswer:
    choice = FunctionChoice(FunctionKind.CLASSIC, name)
    answer = list(study(run, DescentQuestion(choice, start, rate, 0.8, tuple(DescentMethod))))[-1][1]
    assert isinstance(answer, DescentAnswer)
    return answer


def test_columns_do_not_run_into_each_other(run: Run, qtbot: QtBot) -> None:
    theme = Theme()
    table = StepTable(theme)
    qtbot.addWidget(table)
    table.resize(theme.px(304), theme.px(300))
    path = told(run, "double_well", 1.999, 0.0123).paths[0]
    tiny = told(run, "parabola", -1.99e-4, 1.23e-4).paths[0]
    for each in (path, tiny):
        table.show_path(each)
        assert sum(table.widths(table.digits())) < table.width()
    assert table.digits() == 2
    assert table.cells(0, 2)[1:4] == ("−0.0002", "4·10⁻⁸", "−0.0004")


def test_right_beside_a_kink_a_place_is_not_called_0(run: Run, qtbot: QtBot) -> None:
    table, plot = StepTable(Theme()), StepsPlot(Theme())
    qtbot.addWidget(table)
    qtbot.addWidget(plot)
    answer = told(run, "absolute", 1.0, 0.1)
    table.show_path(answer.paths[0])
    x = 1.0
    for _ in range(10):
        x -= 0.1
    assert 0.0 < x < 1e-15 and table.cells(10)[1].endswith("·10⁻¹⁶") and table.cells(10)[3] == "+1.00"
    plot.show_paths(answer)
    ends = {series.name: series.x[-1] for series in plot.series}
    assert ends["Newton"] == 40.0  # it stays where it is stuck
    titles: list[str] = []
    plot.titled.connect(titles.append)
    plot.show_paths(told(run, "parabola", 1.5, 0.1))
    assert "the 0 of Newton has no place there" in titles[0]
    assert "Newton" not in {series.name for series in plot.series}


def test_a_long_name_of_the_bound_hides_the_decade_under_it(qtbot: QtBot) -> None:
    theme = Theme()
    slider = LearningRateSlider(theme)
    qtbot.addWidget(slider)
    slider.resize(theme.px(304), slider.sizeHint().height())
    slider.set_bound(0.45, "2(1+β)/f″")
    track = slider.track
    half = text_width(theme.font("tick"), "2(1+β)/f″") / 2
    left = track.bound_x() - half
    assert all(
        x + text_width(theme.font("tick"), text) / 2 < left for x, text in track.labels() if x < left + half
    )
