"""What is said of an earlier run must leave nothing out that could have made its curve another."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from playground.document.choices import (
    Activation,
    Dataset,
    Initializer,
    Loss,
    Normalization,
    Optimizer,
    Pooling,
    Precision,
    Regularization,
)
from playground.document.experiment import Data, Experiment, Layer, NetworkDesign, Training
from playground.document.freezing import FrozenParameter
from playground.document.painted import PaintedSource
from playground.document.sources import GeneratedSource, TableSource
from playground.document.stopping import StopRules
from playground.document.training_choices import Clipping, Schedule
from playground.session.comparing import difference_in_words, notes_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    Place = Callable[[Experiment], Any]

NOW = Experiment(training=Training(schedule=Schedule.STEP, clipping=Clipping.NORM))
LAYER = NOW.network.hidden[0]
TABLE = TableSource("iris", "00", ("a", "b"), "c")

OTHER: dict[type, dict[str, object]] = {
    Training: {
        "optimizer": Optimizer.ADAM,
        "learning_rate": 0.3,
        "momentum": 0.5,
        "batch_size": 30,
        "regularization": Regularization.L2,
        "regularization_rate": 0.1,
        "frozen": (FrozenParameter(1, None, 0),),
        "frozen_layers": (1,),
        "rho": 0.5,
        "beta1": 0.5,
        "beta2": 0.5,
        "epsilon": 0.1,
        "weight_decay": 0.5,
        "schedule": Schedule.COSINE,
        "schedule_epochs": 7.0,
        "schedule_factor": 0.7,
        "clipping": Clipping.VALUE,
        "clip_limit": 7.0,
        "label_smoothing": 0.2,
        "stop": StopRules(epochs=7),
        "initial_damping": 0.5,
        "lbfgs_memory": 7,
    },
    NetworkDesign: {
        "hidden": (LAYER,),
        "loss": Loss.HINGE,
        "initializer": Initializer.ZEROS,
        "seed": 7,
        "precision": Precision.SINGLE,
        "output_bias": False,
    },
    Data: {
        "source": PaintedSource(((0.0, 0.0, 1.0),)),
        "inputs": ("x1",),
        "train_share": 0.7,
        "seed": 7,
    },
    GeneratedSource: {
        "dataset": Dataset.XOR,
        "noise": 0.1,
        "samples": 77,
        "balance": 0.7,
        "classes": 4,
    },
    Layer: {
        "neurons": (0, 1, 2),
        "activation": Activation.RELU,
        "normalization": Normalization.BATCH,
        "dropout": 0.5,
        "kernel": 3,
        "stride": 2,
        "padding": 1,
        "pooling": Pooling.MAX,
        "pool": 3,
        "bias": False,
        "initializer": Initializer.ZEROS,
    },
}
HARMLESS = {"formulas", "key"}  # formulas count once they are inputs; another key is another layer
CASES = [(kind, name) for kind, values in OTHER.items() for name in values]


def changed(kind: type, name: str) -> Experiment:
    change: dict[str, Any] = {name: OTHER[kind][name]}
    match kind.__name__:
        case "Training":
            return replace(NOW, training=replace(NOW.training, **change))
        case "NetworkDesign":
            return replace(NOW, network=replace(NOW.network, **change))
        case "Data":
            return replace(NOW, data=replace(NOW.data, **change))
        case "GeneratedSource":
            return replace(NOW, data=replace(NOW.data, source=replace(NOW.data.source, **change)))
    hidden = (replace(LAYER, **change), *NOW.network.hidden[1:])
    return replace(NOW, network=replace(NOW.network, hidden=hidden))


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_every_setting_is_told(kind: type, name: str) -> None:
    words = difference_in_words(changed(kind, name), NOW)
    if name == "seed":
        which = "the weights" if kind is NetworkDesign else "the data"
        assert words == f"The same settings, other seed of {which}"
    else:
        assert "The same settings" not in words
        assert words.endswith("same seeds")


@pytest.mark.parametrize("kind", list(OTHER))
def test_no_setting_is_forgotten(kind: Any) -> None:
    assert {each.name for each in fields(kind)} - HARMLESS == set(OTHER[kind])


def test_what_is_alike_is_said_to_be() -> None:
    assert difference_in_words(NOW, NOW) == "The same settings, same seeds"
    renamed = replace(NOW, name="another", view=replace(NOW.view, show_test=True))
    assert difference_in_words(renamed, NOW) == "The same settings, same seeds"
    seeds = replace(NOW, network=replace(NOW.network, seed=3), data=replace(NOW.data, seed=3))
    assert difference_in_words(seeds, NOW) == "The same settings, other seeds"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (GeneratedSource(Dataset.XOR), "data XOR → Circle; same seeds"),
        (GeneratedSource(noise=0.25), "noise 25\u2009% → 0\u2009%; same seeds"),
        (GeneratedSource(samples=80), "samples 80 → as usual; same seeds"),
    ],
)
def test_other_data_are_named(source: GeneratedSource, words: str) -> None:
    assert (
        difference_in_words(replace(NOW, data=replace(NOW.data, source=source)), NOW)
        == f"Since then: {words}"
    )


def test_points_and_rows_that_are_others_are_told_once() -> None:
    def on(source: PaintedSource | TableSource) -> Experiment:
        return replace(NOW, data=replace(NOW.data, source=source, inputs=("x1",)))

    first, moved = PaintedSource(((0.0, 0.0, 1.0),)), PaintedSource(((1.0, 0.0, 1.0),))
    assert difference_in_words(on(first), on(moved)) == "Since then: other points; same seeds"
    two = PaintedSource((*first.points, *moved.points))
    assert difference_in_words(on(first), on(two)) == "Since then: points 1 → 2; same seeds"
    assert (
        difference_in_words(on(TABLE), on(replace(TABLE, sha256="11")))
        == "Since then: other rows; same seeds"
    )


def test_neurons_and_layers_in_another_order_are_another_network() -> None:
    hidden = (replace(LAYER, neurons=LAYER.neurons[::-1]), *NOW.network.hidden[1:])
    for order in (hidden, NOW.network.hidden[::-1]):
        words = difference_in_words(replace(NOW, network=replace(NOW.network, hidden=order)), NOW)
        assert words == "Since then: another order; same seeds"


def test_only_the_first_of_many_notes_are_told() -> None:
    assert notes_in_words(()) == ""
    assert notes_in_words(("a", "b")) == "a, b"
    assert notes_in_words(tuple("abcde")) == "a, b, c, and 2 more"
