"""What an experiment may be; each broken rule names the field, the problem and the remedy."""

from __future__ import annotations

from playground.document import limits
from playground.document.choices import Loss, Task
from playground.document.errors import ExperimentError
from playground.document.experiment import (
    Data,
    Experiment,
    GeneratedSource,
    NetworkDesign,
    TableSource,
    Training,
)
from playground.document.images import features

LONGEST_SHOWN = 40


def check(experiment: Experiment) -> Experiment:
    """Return the experiment unchanged, or raise `ExperimentError` for the first rule it breaks."""
    if not 0 < len(experiment.name) <= limits.MAX_NAME:
        raise ExperimentError(
            "Name", f"it has {len(experiment.name)} characters.", f"Use 1 to {limits.MAX_NAME}."
        )
    _check_data(experiment.data)
    _check_network(experiment.network)
    _check_loss(experiment)
    _check_training(experiment.training)
    _check_images(experiment)
    _check_size(experiment)
    _check_slice(experiment)
    return experiment


def in_range(field: str, value: float, bounds: tuple[float, float]) -> None:
    """Raise `ExperimentError` unless the value is a finite number within the bounds."""
    low, high = bounds
    if not low <= value <= high:
        text = f"{value:g}" if isinstance(value, float) else f"{value}"[:LONGEST_SHOWN]
        raise ExperimentError(field, f"{text} is not allowed.", f"Use a number from {low:g} to {high:g}.")


def _check_data(data: Data) -> None:
    in_range("Training share", data.train_share, limits.TRAIN_SHARE)
    in_range("Data seed", data.seed, limits.SEED)
    if isinstance(data.source, GeneratedSource):
        in_range("Noise", data.source.noise, limits.NOISE)
    else:
        _check_table(data.source)
    available = data.source.available_inputs
    if len(set(data.inputs)) != len(data.inputs):
        raise ExperimentError("Inputs", "one of them stands twice.", "Name each input once.")
    for name in data.inputs:
        if name not in available:
            raise ExperimentError(
                "Inputs", f"there is no input “{name}”.", f"Choose from {', '.join(available)}."
            )
    if not data.inputs:
        raise ExperimentError("Inputs", "all are off.", "Leave at least one on.")


def _check_table(source: TableSource) -> None:
    if not 1 <= len(source.columns) <= limits.MAX_COLUMNS:
        raise ExperimentError(
            "Table", f"it has {len(source.columns)} columns.", f"Use 1 to {limits.MAX_COLUMNS:,}."
        )
    if len(set(source.columns)) != len(source.columns):
        raise ExperimentError("Table", "two columns have one name.", "Give each column its own name.")
    if source.target in source.columns:
        raise ExperimentError(
            "Target", f"“{source.target}” is an input as well.", "Choose it as one of the two."
        )
    _check_image(source)
    _check_recipe(source)
    if source.classes and not 2 <= len(source.classes) <= limits.MAX_CLASSES:
        raise ExperimentError(
            "Target", f"it has {len(source.classes)} classes.", f"Use 2 to {limits.MAX_CLASSES}."
        )


def _check_recipe(source: TableSource) -> None:
    if source.recipe is None:
        return
    if len(source.recipe.inputs) > limits.MAX_COLUMNS:
        count = len(source.recipe.inputs)
        raise ExperimentError("Table", f"it is made of {count} columns.", f"Use {limits.MAX_COLUMNS:,}.")
    in_range("Every k-th row", source.recipe.every, limits.EVERY)
    in_range("Sample of rows", source.recipe.sample, limits.SAMPLE)
    in_range("Seed of the sample", source.recipe.seed, limits.SEED)


def _check_image(source: TableSource) -> None:
    if not source.image:
        return
    sides = (limits.IMAGE_CHANNELS, limits.IMAGE_SIDE, limits.IMAGE_SIDE)
    if len(source.image) != len(sides) or features(source.image) != len(source.columns):
        raise ExperimentError(
            "Image", "its pixels are not the table's columns.", "Give channels, height and width."
        )
    for length, bounds in zip(source.image, sides, strict=True):
        in_range("Image", length, bounds)


def _check_network(network: NetworkDesign) -> None:
    in_range("Network seed", network.seed, limits.SEED)
    if len(network.hidden) > limits.MAX_LAYERS:
        raise ExperimentError(
            "Hidden layers", f"{len(network.hidden)} are too many.", f"Use at most {limits.MAX_LAYERS}."
        )
    keys = [layer.key for layer in network.hidden]
    if len(set(keys)) != len(keys) or any(key < 1 for key in keys):
        raise ExperimentError("Hidden layers", "two have one key.", "Give each layer its own key from 1.")
    for number, layer in enumerate(network.hidden, start=1):
        if not 1 <= layer.units <= limits.MAX_UNITS:
            raise ExperimentError(
                f"Hidden layer {number}", f"it has {layer.units} neurons.", f"Use 1 to {limits.MAX_UNITS:,}."
            )
        if len(set(layer.neurons)) != layer.units or min(layer.neurons) < 0:
            raise ExperimentError(f"Hidden layer {number}", "two neurons have one key.", "Give each its own.")
        in_range(f"Hidden layer {number}, dropout", layer.dropout, limits.DROPOUT)
        if layer.convolves:
            in_range(f"Hidden layer {number}, kernel", layer.kernel, limits.KERNEL)
            in_range(f"Hidden layer {number}, stride", layer.stride, limits.STRIDE)
            in_range(f"Hidden layer {number}, padding", layer.padding, (0, layer.kernel - 1))
            in_range(f"Hidden layer {number}, pool", layer.pool, limits.POOL)


def _check_images(experiment: Experiment) -> None:
    """Refuse convolutions without an image, with a part of it, or with patches that do not fit."""
    shapes, data = experiment.shapes, experiment.data
    for number, layer in enumerate(experiment.network.hidden, start=1):
        field = f"Hidden layer {number}"
        if layer.kernel < 0:
            raise ExperimentError(field, "its kernel has no such side.", "Use 0 or more.")
        if not layer.convolves:
            continue
        if len(shapes[number - 1]) != 3:
            raise ExperimentError(field, "a convolution reads an image, and there is none.", "Use neurons.")
        if len(data.inputs) != len(data.source.available_inputs):
            raise ExperimentError(field, "a convolution reads the whole image.", "Switch all inputs on.")
        if features(shapes[number]) == 0:
            raise ExperimentError(field, "a patch is larger than the image it reads.", "Use a smaller one.")


def _check_loss(experiment: Experiment) -> None:
    loss, task = experiment.network.loss, experiment.task
    classes = experiment.data.source.class_count
    if task is Task.REGRESSION and not loss.of_numbers:
        raise ExperimentError(
            "Loss", "it needs classes, and the target is a number.", "Use half squared, absolute or Huber."
        )
    if classes > 2 and loss is not Loss.SOFTMAX_CROSS_ENTROPY:
        raise ExperimentError("Loss", f"{classes} classes need an output each.", "Use softmax cross-entropy.")


def _check_training(training: Training) -> None:
    in_range("Learning rate", training.learning_rate, limits.LEARNING_RATE)
    in_range("Momentum", training.momentum, limits.MOMENTUM)
    in_range("Batch size", training.batch_size, limits.BATCH_SIZE)
    in_range("Regularisation rate", training.regularization_rate, limits.REGULARIZATION_RATE)


def _check_size(experiment: Experiment) -> None:
    count = experiment.parameter_count
    if count > limits.MAX_PARAMETERS:
        raise ExperimentError(
            "Network", f"it would have {count:,} parameters.", f"Use at most {limits.MAX_PARAMETERS:,}."
        )


def _check_slice(experiment: Experiment) -> None:
    first, second = experiment.view.slice_axes
    columns = len(experiment.data.source.available_inputs)
    if not (0 <= first < columns and 0 <= second < columns) or (first == second and columns > 1):
        raise ExperimentError(
            "Decision map", "its two axes are not two columns.", "Choose two different columns."
        )
