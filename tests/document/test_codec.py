from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document import codec, edits, limits
from playground.document.errors import FileError
from playground.document.experiment import Experiment

PLAIN = json.loads(codec.to_json(Experiment()))


def with_value(path: tuple[Any, ...], value: Any) -> str:
    changed = copy.deepcopy(PLAIN)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(changed)


def test_what_is_written_is_read_back() -> None:
    experiment = edits.remove_neuron(edits.add_layer(Experiment()), 0, 1)
    assert codec.from_json(codec.to_json(experiment)) == experiment


def test_the_same_experiment_gives_the_same_text() -> None:
    assert codec.to_json(Experiment()) == codec.to_json(codec.from_json(codec.to_json(Experiment())))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("training", "learning_rate"), "fast", "experiment, training, learning_rate"),
        (("training", "learning_rate"), True, "a number"),
        (("training", "learning_rate"), 99.0, "Learning rate"),
        (("training", "batch_size"), 1.5, "a whole number"),
        (("training", "optimizer"), "magic", "one of sgd"),
        (("network", "hidden"), 3, "a list"),
        (("network", "hidden", 0, "neurons"), 0, "from 1 to"),
        (("network", "hidden", 0, "neurons"), 10**9, "from 1 to"),
        (("data", "source", "kind"), "web", "generated or table"),
        (("data", "inputs"), ["x9"], "no input"),
        (("view", "slice_axes"), [1], "a list of 2"),
        (("data",), None, "an object"),
        (("extra",), 1, "unknown"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(path: tuple[Any, ...], value: Any, said: str) -> None:
    with pytest.raises(FileError, match=said):
        codec.from_json(with_value(path, value))


def test_a_missing_field_is_named() -> None:
    short = {name: value for name, value in PLAIN.items() if name != "view"}
    with pytest.raises(FileError, match="“view” is missing"):
        codec.from_json(json.dumps(short))


@pytest.mark.parametrize(
    "text", ["", "{", "[1", '{"a": 1, "a": 2}', '{"a": NaN}', '{"a": -Infinity}', "\ud800"]
)
def test_broken_json_is_a_file_error(text: str) -> None:
    with pytest.raises(FileError):
        codec.parse(text)


def test_depth_is_limited_but_brackets_in_text_do_not_count() -> None:
    most = limits.JSON_DEPTH
    assert codec.parse("[" * most + "]" * most) is not None
    assert codec.parse(json.dumps('"[' * 500))
    with pytest.raises(FileError, match="deeper"):
        codec.parse("[" * (most + 1) + "]" * (most + 1))


def test_size_is_limited() -> None:
    assert codec.parse('"' + "a" * (limits.JSON_BYTES - 2) + '"')
    with pytest.raises(FileError, match="larger"):
        codec.parse('"' + "a" * (limits.JSON_BYTES - 1) + '"')


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_any_json_is_read_or_refused_but_never_breaks(value: Any) -> None:
    with pytest.raises(FileError):
        codec.from_json(json.dumps(value))


def test_a_huge_whole_number_is_refused_by_its_field() -> None:
    with pytest.raises(FileError, match="Data seed"):
        codec.from_json(with_value(("data", "seed"), 10**400))


def test_text_that_no_file_can_hold_is_refused() -> None:
    with pytest.raises(FileError, match="experiment, name"):
        codec.from_json(with_value(("name",), "\ud800"))


def test_too_many_layers_are_counted_before_their_neurons_are_spread_out() -> None:
    layers = [{"key": key, "neurons": 4_096, "activation": "tanh"} for key in range(1, 9_000)]
    with pytest.raises(FileError, match="8999 layers"):
        codec.from_json(with_value(("network", "hidden"), layers))
