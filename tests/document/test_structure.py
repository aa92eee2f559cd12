"""Moving, removing and copying layers and neurons: keys go with what they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document import edits, limits
from playground.document.choices import Activation
from playground.document.copied import Copied, copied_from_text, copied_to_text
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment, Layer

THREE = edits.set_activation(edits.set_hidden(Experiment(), (2, 3, 4)), Activation.RELU, 1)


def keys(experiment: Experiment) -> list[int]:
    return [layer.key for layer in experiment.network.hidden]


@given(at=st.integers(0, 2), to=st.integers(0, 2))
def test_a_moved_layer_stands_where_it_was_put_and_goes_back(at: int, to: int) -> None:
    moved = edits.move_layer(THREE, at, to)
    assert moved.network.hidden[to] == THREE.network.hidden[at]
    assert sorted(keys(moved)) == [1, 2, 3]
    assert edits.move_layer(moved, to, at) == THREE


@given(chosen=st.sets(st.integers(0, 4), min_size=1, max_size=5), data=st.data())
def test_moved_neurons_stand_together_behind_so_many_others(chosen: set[int], data: st.DataObject) -> None:
    start = edits.set_hidden(Experiment(), (5,))
    to = data.draw(st.integers(0, 5 - len(chosen)))
    after = edits.move_neurons(start, 0, chosen, to).network.hidden[0].neurons
    assert after[to : to + len(chosen)] == tuple(sorted(chosen))
    assert [key for key in after if key not in chosen] == [key for key in range(5) if key not in chosen]


def test_neurons_of_several_layers_go_at_once_and_an_empty_layer_with_them() -> None:
    after = edits.remove_neurons(THREE, ((0, 0), (0, 1), (2, 1), (2, 3)))
    assert [layer.neurons for layer in after.network.hidden] == [(0, 1, 2), (0, 2)]
    assert keys(after) == [2, 3]


def test_copies_stand_behind_their_originals_under_new_keys() -> None:
    after = edits.duplicate_neurons(THREE, 2, (0, 2)).network.hidden[2]
    assert after.neurons == (0, 1, 2, 4, 5, 3)


def test_inserted_layers_keep_their_settings_under_new_keys() -> None:
    after = edits.insert_layers(THREE, THREE.network.hidden[1:], 1)
    assert [layer.units for layer in after.network.hidden] == [2, 3, 4, 3, 4]
    assert keys(after) == [1, 4, 5, 2, 3]
    assert after.network.hidden[1].activation is Activation.RELU


def test_too_many_neurons_are_refused_with_the_number() -> None:
    with pytest.raises(ExperimentError, match="4099 neurons"):
        edits.insert_neurons(THREE, 1, limits.MAX_UNITS)


def test_what_was_copied_can_be_read_from_text() -> None:
    copied = Copied((Layer(7, (2, 5), Activation.SINE, dropout=0.25),), whole=False)
    assert copied_from_text(copied_to_text(copied)) == copied


@pytest.mark.parametrize(
    "text",
    ["", "0.5\t0.25", "{}", '{"format": "playground network part"}', "[1, 2]", "{", '{"a": NaN}'],
)
def test_any_other_text_is_nothing_to_paste(text: str) -> None:
    assert copied_from_text(text) is None


def test_a_damaged_copy_is_nothing_to_paste() -> None:
    text = copied_to_text(Copied((Layer(1, (0,)),), whole=True))
    assert copied_from_text(text.replace("tanh", "tan")) is None
    assert copied_from_text(text.replace('"neurons": 1', '"neurons": []')) is None


def test_the_share_of_edges_goes_by_usual_steps_and_stops_at_its_ends() -> None:
    fewer = edits.step_edge_share(THREE, -2)
    assert fewer.view.edge_share == 0.6
    assert edits.step_edge_share(edits.set_edge_share(THREE, 0.07), 1).view.edge_share == 0.1
    assert edits.step_edge_share(THREE, 1) == THREE
    assert edits.step_edge_share(edits.set_edge_share(THREE, 0.01), -1).view.edge_share == 0.01
    with pytest.raises(ExperimentError, match="Strongest edges"):
        edits.set_edge_share(THREE, 0.0)
