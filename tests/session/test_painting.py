from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Dataset
from playground.document.experiment import Experiment
from playground.document.painted import PaintedSource
from playground.session.painting import Painting
from playground.session.training import TrainingState
from playground.storage.trained import load_trained
from tests.session.edits import parameters
from tests.worker.tables import source_of, table_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.session.conftest import Desk, MakeDesk

XOR = ((0.0, 0.0, 0.0), (0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, 0.0))
GESTURES = count(1_000_000)


def xor() -> Experiment:
    return edits.set_train_share(edits.set_painted(Experiment(), PaintedSource(XOR)), 1.0)


def points_of(desk: Desk) -> tuple[tuple[float, float, float], ...]:
    source = desk.session.experiment.data.source
    assert isinstance(source, PaintedSource)
    return source.points


def test_a_stroke_is_one_step_of_undo(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    stroke = Painting(desk.session).stroke("Brush", next(GESTURES))
    for x in (2.0, 3.0, 4.0):
        assert stroke.add(((x, x, 1.0),))
    assert len(points_of(desk)) == 7
    assert desk.session.undo_stack.count() == 1
    desk.session.undo_stack.undo()
    assert points_of(desk) == XOR
    desk.session.undo_stack.redo()
    assert len(points_of(desk)) == 7


def test_a_stroke_that_is_taken_back_leaves_nothing_to_undo(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    stroke = Painting(desk.session).stroke("Brush", next(GESTURES))
    stroke.add(((2.0, 2.0, 1.0),))
    stroke.move(0, (5.0, 5.0, 0.0))
    stroke.cancel()
    assert points_of(desk) == XOR
    assert desk.session.undo_stack.count() == 0


def test_painting_while_it_trains_keeps_weights_and_steps(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    desk.train(200)
    before = parameters(desk)
    desk.session.edit("Paint", edits.add_points, ((3.0, 3.0, 1.0),))
    assert np.array_equal(parameters(desk), before)
    assert desk.session.step == 200
    assert desk.session.history.steps[0] == 0
    assert any("points 4 → 5" in text for _, text in desk.session.history.markers)


def test_painting_goes_on_playing(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    desk.training.play()
    desk.go(4)
    step = desk.session.step
    assert step > 0
    for x in (2.0, 3.0):
        desk.session.edit("Paint", edits.add_points, ((x, x, 1.0),))
        desk.go(4)
        assert desk.training.state is TrainingState.PLAYING
    assert desk.session.step > step


@pytest.mark.parametrize("dataset", [Dataset.CIRCLE, Dataset.SPIRAL, Dataset.PLANE])
def test_a_generated_set_is_painted_over_with_all_its_points(make_desk: MakeDesk, dataset: Dataset) -> None:
    desk = make_desk(edits.set_dataset(Experiment(), dataset))
    desk.train(30)
    before, samples = parameters(desk), desk.session.samples
    assert samples.train_points is not None
    assert samples.test_points is not None
    Painting(desk.session).stroke("Add", next(GESTURES)).add(((0.5, 0.5, 1.0),))
    places = np.concatenate([samples.train_points, samples.test_points])
    labels = np.concatenate([samples.train_labels, samples.test_labels])
    mine = np.array(points_of(desk))
    np.testing.assert_allclose(mine[:-1], np.column_stack([places, labels]), atol=5.1e-5)
    assert points_of(desk)[-1] == (0.5, 0.5, 1.0)
    if desk.session.experiment.data.source.class_count:
        assert np.array_equal(mine[:-1, 2], labels)
    assert np.array_equal(parameters(desk), before)
    desk.session.undo_stack.undo()
    assert desk.session.experiment.data.source.title == dataset.value


def test_what_is_counted_is_what_a_stroke_changes(desk: Desk) -> None:
    painting = Painting(desk.session)
    there = painting.points.copy()
    painting.stroke("Remove", next(GESTURES)).remove((3,))
    assert len(painting.points) == len(there) - 1
    assert there[3].round(4).tolist() not in painting.points.tolist()


def test_too_few_points_wait_and_say_so(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    desk.train(20)
    Painting(desk.session).clear()
    desk.go()
    assert desk.session.can_train == "Paint at least two points."
    said: list[str] = []
    desk.training.refused.connect(said.append)
    desk.training.play()
    desk.training.advance(5)
    assert said == ["Paint at least two points."] * 2
    assert desk.training.state is TrainingState.PAUSED
    desk.go()
    assert desk.training.state is TrainingState.PAUSED
    assert desk.session.step == 20
    desk.session.edit("Paint", edits.add_points, XOR)
    assert desk.session.can_train == ""
    desk.train(5)
    assert desk.session.step == 25


def test_erasing_the_last_points_while_it_trains_stops_it(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    desk.training.play()
    desk.go(4)
    Painting(desk.session).clear()
    desk.go(4)
    assert desk.training.state is TrainingState.PAUSED
    step = desk.session.step
    desk.go(4)
    assert desk.session.step == step


def test_an_empty_set_begins_anew_and_is_saved_and_opened(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk()
    desk.train(10)
    Painting(desk.session).begin_own()
    desk.go(4)
    assert desk.session.step == 0
    assert desk.session.measured is None
    desk.session.training._timer.stop()
    desk.session.files.save(tmp_path / "empty.playground")
    assert load_trained(tmp_path / "empty.playground").experiment == desk.session.experiment


def test_all_trained_has_no_test_loss_in_the_history_and_in_files(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    desk = make_desk(xor())
    desk.train(20)
    assert desk.session.measured is not None
    assert desk.session.measured.test_loss is None
    assert np.isnan(desk.session.history.test_losses).all()
    desk.session.files.save(tmp_path / "xor.playground")
    history = load_trained(tmp_path / "xor.playground").history
    assert history is not None
    assert np.isnan(history[:, 3]).all()
    assert np.isfinite(history[:, 2]).all()


def test_a_table_is_not_painted_on(make_desk: MakeDesk) -> None:
    table = table_with()
    desk = make_desk()
    desk.session.use_table(table, source_of(table))
    painting = Painting(desk.session)
    said: list[object] = []
    desk.session.edit_refused.connect(said.append)
    assert painting.refusal
    painting.refuse()
    assert "as they are" in str(said[0])
    assert not len(painting.points)


def test_another_train_share_begins_anew(make_desk: MakeDesk) -> None:
    desk = make_desk(xor())
    desk.train(20)
    desk.session.edit("Share", edits.set_train_share, 0.5)
    desk.go()
    assert desk.session.step == 0
