"""The map of the Hessian begins with what it can show."""

from __future__ import annotations

from playground.document import edits
from playground.document.experiment import Experiment
from playground.ui.panels.landscape.hessian_panel import ALL, smallest_fitting


def test_all_that_fits_is_shown_else_the_smallest_layer() -> None:
    experiment = Experiment()
    assert smallest_fitting(edits.set_hidden(experiment, (4, 3))) == ALL
    # 2·8+8 = 24, 8·64+64 = 576 and 64+1 = 65 weights and biases.
    assert edits.set_hidden(experiment, (8, 64)).parameter_counts == (24, 576, 65)
    assert smallest_fitting(edits.set_hidden(experiment, (8, 64))) == "0"
