"""Edits of the data."""

from __future__ import annotations

from dataclasses import replace

from playground.document.choices import Dataset, Feature, Loss, Task
from playground.document.edits.adopting import with_data
from playground.document.edits.view import set_slice_axes
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment, GeneratedSource, Layer, TableSource
from playground.document.rules import check


def set_dataset(experiment: Experiment, dataset: Dataset) -> Experiment:
    """Train on a generated set; the noise and the features stay where they can."""
    old = experiment.data.source
    noise = old.noise if isinstance(old, GeneratedSource) else 0.0
    inputs = experiment.data.inputs
    if not isinstance(old, GeneratedSource):
        inputs = (Feature.X1.value, Feature.X2.value)
    return _with_source(experiment, GeneratedSource(dataset, noise), inputs)


def set_table(experiment: Experiment, source: TableSource, axes: tuple[int, int] | None = None) -> Experiment:
    """Train on a table, all its columns as inputs; the map runs over two of them, the first by default."""
    after = _with_source(experiment, source, source.columns)
    return after if axes is None else set_slice_axes(after, *axes)


def _with_source(
    experiment: Experiment, source: GeneratedSource | TableSource, inputs: tuple[str, ...]
) -> Experiment:
    data = replace(experiment.data, source=source, inputs=inputs)
    loss = fitting_loss(source, experiment.network.loss)
    network = replace(experiment.network, hidden=_readable(experiment, source), loss=loss)
    axes = (0, min(1, len(source.available_inputs) - 1))
    view = replace(experiment.view, slice_axes=axes)
    return check(replace(experiment, name=source.title, data=data, network=network, view=view))


def _readable(experiment: Experiment, source: GeneratedSource | TableSource) -> tuple[Layer, ...]:
    """Return the hidden layers; convolutions become plain layers where the new data has no such image."""
    before, hidden = experiment.data.source, experiment.network.hidden
    images = [each.image if isinstance(each, TableSource) else () for each in (before, source)]
    if images[0] == images[1]:
        return hidden
    return tuple(
        Layer(each.key, each.neurons, each.activation, each.normalization, each.dropout) for each in hidden
    )


def fitting_loss(source: GeneratedSource | TableSource, wanted: Loss) -> Loss:
    """Return the wanted loss where the target allows it, else the one that suits the target."""
    fitting = fitting_losses(source)
    return wanted if wanted in fitting else fitting[0]


def fitting_losses(source: GeneratedSource | TableSource) -> tuple[Loss, ...]:
    """Return the losses that the target allows, the usual one first."""
    if source.task is Task.REGRESSION:
        return tuple(loss for loss in Loss if loss.of_numbers)
    return (Loss.SOFTMAX_CROSS_ENTROPY,) if source.class_count > 2 else tuple(Loss)


def set_noise(experiment: Experiment, noise: float) -> Experiment:
    """Set the share of noise of a generated set, 0 to 0.5."""
    source = experiment.data.source
    if not isinstance(source, GeneratedSource):
        raise ExperimentError("Noise", "a table's rows are as they are.", "Choose a generated set.")
    return with_data(experiment, replace(experiment.data, source=replace(source, noise=noise)))


def set_standardize(experiment: Experiment, on: bool) -> Experiment:
    """Give each column of a table the mean 0 and the deviation 1, or leave it in its own unit."""
    source = experiment.data.source
    if not isinstance(source, TableSource):
        raise ExperimentError("Standardise", "generated points are as they are.", "Choose a table.")
    return with_data(experiment, replace(experiment.data, source=replace(source, standardize=on)))


def set_train_share(experiment: Experiment, share: float) -> Experiment:
    """Set the share of samples that is trained on, 0.1 to 0.9."""
    return with_data(experiment, replace(experiment.data, train_share=share))


def set_data_seed(experiment: Experiment, seed: int) -> Experiment:
    """Draw the points and the split from another seed."""
    return with_data(experiment, replace(experiment.data, seed=seed))


def set_input_on(experiment: Experiment, name: str, on: bool) -> Experiment:
    """Switch one input on or off; the inputs keep the source's order."""
    chosen = {*experiment.data.inputs, name} if on else {*experiment.data.inputs} - {name}
    ordered = tuple(each for each in experiment.data.source.available_inputs if each in chosen)
    if name not in experiment.data.source.available_inputs:
        ordered = (*ordered, name)
    return with_data(experiment, replace(experiment.data, inputs=ordered))
