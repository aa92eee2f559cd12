"""Edits of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.choices import Dataset, Feature, Loss, Pooling, Task
from playground.document.edits.adopting import with_data, with_loss
from playground.document.edits.view import set_slice_axes
from playground.document.errors import ExperimentError
from playground.document.formulas import fitting_formulas
from playground.document.parameters import keep_frozen
from playground.document.rules import check
from playground.document.sources import GeneratedSource, Source, TableSource

if TYPE_CHECKING:
    from playground.document.experiment import Experiment, Layer


def set_dataset(experiment: Experiment, dataset: Dataset) -> Experiment:
    """Train on a generated set; its settings and the features stay where they can."""
    old = experiment.data.source
    source = GeneratedSource(dataset)
    if isinstance(old, GeneratedSource):
        source = old.turned_to(dataset)
    if isinstance(old, TableSource):
        return with_source(experiment, source, _plain_inputs(source))
    return with_source(experiment, source, _kept_inputs(experiment, source))


def _plain_inputs(source: GeneratedSource) -> tuple[str, ...]:
    return (Feature.X1.value, Feature.X2.value)[: source.coordinates]


def _kept_inputs(experiment: Experiment, source: GeneratedSource) -> tuple[str, ...]:
    """Return the inputs that are on and still there; if none is, or x2 is new, the plain ones as well."""
    before = experiment.data.source.available_inputs
    after = (*source.available_inputs, *fitting_formulas(experiment.data.formulas, source))
    kept = tuple(name for name in experiment.data.inputs if name in after)
    if kept and not (Feature.X2.value in after and Feature.X2.value not in before):
        return kept
    return tuple(name for name in after if name in {*kept, *_plain_inputs(source)})


def set_table(experiment: Experiment, source: TableSource, axes: tuple[int, int] | None = None) -> Experiment:
    """Train on a table, all its columns as inputs; the map runs over two of them, the first by default."""
    after = with_source(experiment, source, source.columns)
    return after if axes is None else set_slice_axes(after, *axes)


def with_source(experiment: Experiment, source: Source, inputs: tuple[str, ...]) -> Experiment:
    """Exchange the source; loss, layers, map and formulas follow it."""
    formulas = fitting_formulas(experiment.data.formulas, source)
    available = (*source.available_inputs, *formulas)
    inputs = tuple(name for name in inputs if name in available) or available[:2]
    data = replace(experiment.data, source=source, inputs=inputs, formulas=formulas)
    fitting = with_loss(experiment, fitting_loss(source, experiment.network.loss))
    network = replace(fitting.network, hidden=_readable(experiment, source))
    axes = (0, min(1, len(source.available_inputs) - 1))
    view = replace(experiment.view, slice_axes=axes)
    after = replace(fitting, name=source.title, data=data, network=network, view=view)
    return check(keep_frozen(experiment, after))


def _readable(experiment: Experiment, source: Source) -> tuple[Layer, ...]:
    """Return the hidden layers; convolutions become plain layers where the new data has no such image."""
    before, hidden = experiment.data.source, experiment.network.hidden
    images = [each.image if isinstance(each, TableSource) else () for each in (before, source)]
    if images[0] == images[1]:
        return hidden
    return tuple(
        replace(each, kernel=0, stride=1, padding=0, pooling=Pooling.NONE, pool=2) for each in hidden
    )


def fitting_loss(source: Source, wanted: Loss) -> Loss:
    """Return the wanted loss where the target allows it, else the one that suits the target."""
    fitting = fitting_losses(source)
    return wanted if wanted in fitting else fitting[0]


def fitting_losses(source: Source) -> tuple[Loss, ...]:
    """Return the losses that the target allows, the usual one first."""
    if source.task is Task.REGRESSION:
        return tuple(loss for loss in Loss if loss.of_numbers)
    return (Loss.SOFTMAX_CROSS_ENTROPY,) if source.class_count > 2 else tuple(Loss)


def why_unfit(loss: Loss, source: Source) -> str:
    """Return why the target does not allow a loss, "" where it does; the sentence begins with the loss."""
    if loss in fitting_losses(source):
        return ""
    if source.task is Task.REGRESSION:
        return "needs classes; this target is a number."
    return f"has one output; {source.class_count} classes need one each."


def set_noise(experiment: Experiment, noise: float) -> Experiment:
    """Set the share of noise of a generated set, 0 to 0.5."""
    return _drawn(experiment, replace(_generated(experiment, "Noise"), noise=noise))


def set_samples(experiment: Experiment, samples: int) -> Experiment:
    """Set how many samples a generated set has, 10 to 10,000; 0 for its usual number."""
    return _drawn(experiment, replace(_generated(experiment, "Samples"), samples=samples))


def set_balance(experiment: Experiment, balance: float) -> Experiment:
    """Set the weight of a generated set's first class, 0.1 to 0.9; of two classes it is the share of +1."""
    return _drawn(experiment, replace(_generated(experiment, "Balance"), balance=balance))


def set_class_count(experiment: Experiment, classes: int) -> Experiment:
    """Set how many classes a generated set has, 2 to 6; the loss follows."""
    source = replace(_generated(experiment, "Classes"), classes=classes)
    return _drawn(with_loss(experiment, fitting_loss(source, experiment.network.loss)), source)


def _generated(experiment: Experiment, field: str) -> GeneratedSource:
    source = experiment.data.source
    if not isinstance(source, GeneratedSource):
        raise ExperimentError(field, "these points are as they are.", "Choose a generated set.")
    return source


def _drawn(experiment: Experiment, source: GeneratedSource) -> Experiment:
    return with_data(experiment, replace(experiment.data, source=source))


def set_standardize(experiment: Experiment, on: bool) -> Experiment:
    """Give each column of a table the mean 0 and the deviation 1, or leave it in its own unit."""
    source = experiment.data.source
    if not isinstance(source, TableSource):
        raise ExperimentError("Standardise", "generated points are as they are.", "Choose a table.")
    return with_data(experiment, replace(experiment.data, source=replace(source, standardize=on)))


def set_train_share(experiment: Experiment, share: float) -> Experiment:
    """Set the share of samples that is trained on, 0.1 to 1; with 1 nothing is left to test on."""
    return with_data(experiment, replace(experiment.data, train_share=share))


def set_data_seed(experiment: Experiment, seed: int) -> Experiment:
    """Draw the points and the split from another seed."""
    return with_data(experiment, replace(experiment.data, seed=seed))


def set_input_on(experiment: Experiment, name: str, on: bool) -> Experiment:
    """Switch one input on or off; the inputs keep the source's order."""
    return set_inputs_on(experiment, (name,), on)


def set_inputs_on(experiment: Experiment, names: tuple[str, ...], on: bool) -> Experiment:
    """Switch some inputs on or off at once; the inputs keep the source's order."""
    data, changed = experiment.data, set(names)
    chosen = {*data.inputs} | changed if on else {*data.inputs} - changed
    ordered = tuple(each for each in data.available_inputs if each in chosen)
    unknown = tuple(changed.difference(data.available_inputs))
    return with_data(experiment, replace(data, inputs=(*ordered, *unknown)))
