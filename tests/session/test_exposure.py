from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.session.exposure import Exposure
from playground.session.training import TrainingState
from playground.worker.messages import Frame, Watch
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from tests.session.conftest import Desk, MakeDesk

VISIBLE = Watch(frozenset({Probe.PARAMETERS, Probe.NEURON_MAPS, Probe.DECISION_MAP}), map_size=8)


def expose(desk: Desk, epochs: int) -> Exposure:
    """Expose with the timer running, as in the program."""
    exposure = Exposure(desk.session)
    desk.training._timer.start(1)
    try:
        exposure.expose(epochs)
    finally:
        desk.training._timer.stop()
    return exposure


def seen(desk: Desk) -> list[Frame]:
    frames: list[Frame] = []
    desk.training.frame_arrived.connect(frames.append)
    return frames


def test_each_epochs_end_is_measured_and_nothing_else(desk: Desk) -> None:
    exposure = expose(desk, 70)
    assert desk.session.history.rows[:, 1].tolist() == list(range(71))
    assert exposure.note == ""


def test_of_very_many_epochs_every_so_manieth_is_measured(make_desk: MakeDesk) -> None:
    desk = make_desk(edits.set_batch_size(Experiment(), 500))
    expose(desk, 450)
    epochs = desk.session.history.rows[:, 1]
    assert epochs[-1] == 450
    assert set(np.diff(epochs)) == {2.0}


def test_what_became_visible_after_the_first_frame_is_waited_for(desk: Desk) -> None:
    frames = seen(desk)
    desk.training.watch(VISIBLE)
    expose(desk, 0)
    assert frames[-1].probes.keys() == VISIBLE.probes
    assert frames[-1].input_maps is not None or any(frame.input_maps for frame in frames)


def test_a_trained_network_is_shown_where_it_stands(desk: Desk, make_desk: MakeDesk) -> None:
    desk.train(120)
    again = make_desk(desk.session.experiment, checkpoint=desk.checkpoint)
    frames = seen(again)
    again.training.watch(VISIBLE)
    expose(again, 0)
    assert (frames[-1].step, frames[-1].probes.keys()) == (120, VISIBLE.probes)


def test_all_that_is_told_last_belongs_to_the_last_step(desk: Desk) -> None:
    frames = seen(desk)
    desk.training.watch(VISIBLE)
    expose(desk, 2)
    assert (frames[-1].epoch, frames[-1].playing) == (2.0, False)
    assert frames[-1].probes.keys() == VISIBLE.probes


def test_a_lost_training_process_is_an_error_and_no_picture(desk: Desk) -> None:
    desk.worker.dies()
    with pytest.raises(ExperimentError, match="training process"):
        expose(desk, 5)


def test_a_training_that_could_not_start_is_an_error(desk: Desk) -> None:
    desk.training.state = TrainingState.STOPPED
    with pytest.raises(ExperimentError, match="could not be started"):
        expose(desk, 0)


def test_a_run_that_blows_up_is_said(make_desk: MakeDesk) -> None:
    linear = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())
    exposure = expose(make_desk(edits.set_learning_rate(linear, 0.2)), 50)
    assert "blew up" in exposure.note
