"""Valid experiments and projects for property tests, made the way a person makes them: by edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from playground.document import edits, limits
from playground.document.choices import (
    Activation,
    CanvasMode,
    Dataset,
    Feature,
    Initializer,
    Loss,
    LossScale,
    Optimizer,
    Precision,
    Regularization,
)
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.recipe import ColumnRecipe, Missing, TableRecipe, Words
from playground.document.sources import TableSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
seeds = st.integers(*limits.SEED)


def within(bounds: tuple[float, float]) -> st.SearchStrategy[float]:
    """Numbers between two bounds, with both."""
    return st.floats(*bounds) | st.sampled_from(bounds)


column_recipes = st.builds(ColumnRecipe, names, st.sampled_from(Missing), st.sampled_from(Words))
recipes = st.builds(
    TableRecipe,
    encoding=st.sampled_from(["utf-8", "cp1252"]),
    delimiter=st.sampled_from(",;"),
    decimal=st.just("."),
    quote=st.sampled_from(["", '"', "'"]),
    has_header=st.booleans(),
    inputs=st.lists(column_recipes, max_size=3).map(tuple),
    every=st.integers(*limits.EVERY),
    sample=st.integers(*limits.SAMPLE),
    seed=seeds,
)


@st.composite
def table_sources(draw: st.DrawFn) -> TableSource:
    """Tables as an experiment names them, of classes or of numbers."""
    columns = draw(st.lists(names, min_size=2, max_size=6, unique=True))
    classes = draw(st.lists(names, min_size=2, max_size=4, unique=True) | st.just([]))
    return TableSource(
        name=draw(names),
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        columns=tuple(columns[1:]),
        target=columns[0],
        classes=tuple(classes),
        path=draw(st.just("") | names),
        recipe=draw(st.none() | recipes),
        standardize=draw(st.booleans()),
    )


def _edit(function: Callable[..., Experiment], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(*arguments).map(lambda values: lambda experiment: function(experiment, *values))


_layers = st.integers(0, 3)
_formulas = st.sampled_from(["sin(x1*x2)", "2*x1", "x1 + x2", "abs(x1)", "exp(-x2^2)", "x1*x2"])
_edits = st.one_of(
    _edit(edits.set_dataset, st.sampled_from(Dataset)),
    _edit(edits.set_table, table_sources()),
    _edit(edits.set_noise, within(limits.NOISE)),
    _edit(edits.set_samples, st.just(0) | st.integers(*limits.SAMPLES)),
    _edit(edits.set_balance, within(limits.BALANCE)),
    _edit(edits.set_class_count, st.integers(*limits.GENERATED_CLASSES)),
    _edit(edits.set_train_share, within(limits.TRAIN_SHARE)),
    _edit(edits.set_data_seed, seeds),
    _edit(edits.set_input_on, st.sampled_from(Feature).map(str), st.booleans()),
    _edit(edits.set_inputs_on, st.lists(st.sampled_from(Feature).map(str)).map(tuple), st.booleans()),
    _edit(edits.add_formula, _formulas),
    _edit(edits.remove_formula, _formulas),
    _edit(edits.replace_formula, _formulas, _formulas),
    _edit(edits.add_layer, _layers, st.integers(1, 5)),
    _edit(edits.remove_layer, st.none() | _layers),
    _edit(edits.add_neuron, _layers),
    _edit(edits.remove_neuron, _layers, st.none() | st.integers(0, 3)),
    _edit(edits.set_hidden, st.lists(st.integers(1, 6), max_size=4).map(tuple)),
    _edit(edits.set_activation, st.sampled_from(Activation), st.none() | _layers),
    _edit(edits.set_loss, st.sampled_from(Loss)),
    _edit(edits.set_initializer, st.sampled_from(Initializer)),
    _edit(edits.set_precision, st.sampled_from(Precision)),
    _edit(edits.set_network_seed, seeds),
    _edit(edits.set_learning_rate, within(limits.LEARNING_RATE)),
    _edit(edits.set_batch_size, st.integers(*limits.BATCH_SIZE)),
    _edit(edits.set_optimizer, st.sampled_from(Optimizer)),
    _edit(edits.set_momentum, within(limits.MOMENTUM)),
    _edit(edits.set_regularization, st.sampled_from(Regularization)),
    _edit(edits.set_regularization_rate, within(limits.REGULARIZATION_RATE)),
    _edit(edits.set_mode, st.sampled_from(CanvasMode)),
    _edit(edits.set_show_test, st.booleans()),
    _edit(edits.set_discretize, st.booleans()),
    _edit(edits.set_loss_scale, st.sampled_from(LossScale)),
    _edit(edits.set_slice_axes, st.integers(0, 5), st.integers(0, 5)),
)


@st.composite
def experiments(draw: st.DrawFn, most_edits: int = 12) -> Experiment:
    """Experiments that some edits lead to; a refused edit leaves the experiment as it was."""
    experiment = Experiment()
    for edit in draw(st.lists(_edits, max_size=most_edits)):
        try:
            experiment = edit(experiment)
        except (ExperimentError, IndexError):
            continue
    return experiment


@st.composite
def trained(draw: st.DrawFn, experiment: Experiment) -> dict[str, NDArray[Any]]:
    """The flat arrays of a checkpoint of an experiment, as the engine names them."""
    generator = np.random.default_rng(draw(seeds))
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    size = experiment.parameter_count
    slots = draw(st.sampled_from([(), ("velocity",), ("mean", "square")]))
    vectors = {"parameters": generator.normal(size=size).astype(dtype)}
    vectors |= {f"slot.{name}": generator.normal(size=size).astype(dtype) for name in slots}
    counters = {name: draw(st.integers(0, 2**62)) for name in ("updates", "step", "epoch", "position")}
    return vectors | {name: np.array([value], np.int64) for name, value in counters.items()}
