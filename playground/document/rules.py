"""What an experiment may be; each broken rule names the field, the problem and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.choices import Loss, Optimizer, Task
from playground.document.errors import ExperimentError
from playground.document.formulas import check_formulas
from playground.document.images import features
from playground.document.painted import PaintedSource
from playground.document.second_order import check_second_order
from playground.document.sources import GeneratedSource, TableSource

if TYPE_CHECKING:
    from playground.document.experiment import Data, Experiment, NetworkDesign, Training
    from playground.document.view import View

LONGEST_SHOWN = 40
NAMES = {"rho": "Kept share ρ", "beta1": "Kept share β₁", "beta2": "Kept share β₂"}


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
    _check_smoothing(experiment)
    _check_images(experiment)
    _check_size(experiment)
    check_second_order(experiment)
    _check_view(experiment)
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
        _check_generated(data.source)
    elif isinstance(data.source, PaintedSource):
        _check_painted(data.source)
    else:
        _check_table(data.source)
    check_formulas(data)
    available = data.available_inputs
    if len(set(data.inputs)) != len(data.inputs):
        raise ExperimentError("Inputs", "one of them stands twice.", "Name each input once.")
    for name in data.inputs:
        if name not in available:
            raise ExperimentError(
                "Inputs", f"there is no input “{name}”.", f"Choose from {', '.join(available)}."
            )
    if not data.inputs:
        raise ExperimentError("Inputs", "all are off.", "Leave at least one on.")


def _check_generated(source: GeneratedSource) -> None:
    in_range("Noise", source.noise, limits.NOISE)
    if source.samples:
        in_range("Samples", source.samples, limits.SAMPLES)
    in_range("Balance", source.balance, limits.BALANCE)
    in_range("Classes", source.classes, limits.GENERATED_CLASSES)
    usual = GeneratedSource(source.dataset)
    if source.balance != usual.balance and source.task is Task.REGRESSION:
        raise ExperimentError("Balance", "this set has numbers, not classes.", "Choose a set of classes.")
    if source.classes != usual.classes and not source.dataset.many_classes:
        raise ExperimentError("Classes", "this set has its own.", "Choose rings, arms or blobs.")


def _check_painted(source: PaintedSource) -> None:
    if source.coordinates not in (1, 2) or (source.coordinates == 1 and source.classes):
        raise ExperimentError("Points", "one coordinate has a number each.", "Paint numbers.")
    if source.classes:
        in_range("Classes", source.classes, limits.PAINTED_CLASSES)
    if len(source.points) > limits.MAX_POINTS:
        problem = f"{len(source.points):,} are too many."
        raise ExperimentError("Points", problem, f"Paint at most {limits.MAX_POINTS:,}.")
    for x1, x2, label in source.points:
        in_range("Points", x1, limits.PAINTED_PLACE)
        in_range("Points", x2, limits.PAINTED_PLACE if source.coordinates > 1 else (0.0, 0.0))
        if not source.classes:
            in_range("Points", label, limits.PAINTED_NUMBER)
        elif label not in range(source.classes):
            raise ExperimentError("Points", f"there is no class {label:g}.", "Paint one that is there.")


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
        partly = len(data.inputs) != len(data.available_inputs)
        if number == 1 and partly and isinstance(data.source, TableSource) and data.source.image:
            raise ExperimentError(field, "a convolution reads the whole image.", "Switch all inputs on.")
        if len(shapes[number - 1]) != 3:
            raise ExperimentError(field, "a convolution reads an image, and there is none.", "Use neurons.")
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
    for name in ("rho", "beta1", "beta2"):
        in_range(NAMES[name], getattr(training, name), limits.KEPT_SHARE)
    in_range("Epsilon", training.epsilon, limits.EPSILON)
    in_range("Weight decay", training.weight_decay, limits.WEIGHT_DECAY)
    in_range("Initial damping", training.initial_damping, limits.INITIAL_DAMPING)
    in_range("Steps kept", training.lbfgs_memory, limits.LBFGS_MEMORY)
    _check_decay(training)
    in_range("Length of the schedule", training.schedule_epochs, limits.SCHEDULE_EPOCHS)
    in_range("Factor of the schedule", training.schedule_factor, limits.SCHEDULE_FACTOR)
    in_range("Limit of gradients", training.clip_limit, limits.CLIP_LIMIT)
    in_range("Label smoothing", training.label_smoothing, limits.LABEL_SMOOTHING)
    _check_stop(training)
    _check_frozen(training)


def _check_frozen(training: Training) -> None:
    if len(training.frozen) > limits.MOST_FROZEN:
        raise ExperimentError(
            "Freeze",
            f"{len(training.frozen):,} single parameters are too many.",
            f"Freeze at most {limits.MOST_FROZEN:,}, or whole layers.",
        )
    for names in (training.frozen, training.frozen_layers):
        if len(set(names)) != len(names):
            raise ExperimentError("Freeze", "something frozen stands twice.", "Name it once.")


def _check_decay(training: Training) -> None:
    """Refuse a step that would shrink a weight by more than all of it."""
    shrinks = training.optimizer is Optimizer.ADAMW
    if shrinks and training.learning_rate * training.weight_decay > 1.0:
        raise ExperimentError(
            "Weight decay",
            f"with a learning rate of {training.learning_rate:g} each step would shrink weights past 0.",
            f"Use at most {1.0 / training.learning_rate:.3g}, or a smaller learning rate.",
        )


def _check_stop(training: Training) -> None:
    stop = training.stop
    in_range("Stop at epochs", stop.epochs, limits.STOP_EPOCHS)
    in_range("Stop at a training loss", stop.train_loss, limits.STOP_LOSS)
    in_range("Stop at an accuracy", stop.accuracy, limits.STOP_ACCURACY)
    in_range("Stop without progress", stop.patience, limits.PATIENCE)


def _check_smoothing(experiment: Experiment) -> None:
    if experiment.training.label_smoothing > 0 and not experiment.smooths_labels:
        raise ExperimentError(
            "Label smoothing", "this loss compares no probabilities.", "Use a cross-entropy, or no smoothing."
        )


def _check_size(experiment: Experiment) -> None:
    count = experiment.parameter_count
    if count > limits.MAX_PARAMETERS:
        raise ExperimentError(
            "Network", f"it would have {count:,} parameters.", f"Use at most {limits.MAX_PARAMETERS:,}."
        )


def _check_view(experiment: Experiment) -> None:
    in_range("Strongest edges", experiment.view.edge_share, limits.EDGE_SHARE)
    in_range("Sample", experiment.view.sample, limits.SAMPLE)
    in_range("Speed", experiment.view.speed, limits.SPEED)
    in_range("Fineness of the map", experiment.view.map_size, limits.MAP_SIZE)
    first, second = experiment.view.slice_axes
    columns = len(experiment.data.source.available_inputs)
    if not (0 <= first < columns and 0 <= second < columns) or (first == second and columns > 1):
        raise ExperimentError(
            "Decision map", "its two axes are not two columns.", "Choose two different columns."
        )
    _check_space(experiment.view)
    _check_descent(experiment.view)
    in_range("Zoom of the landscape", experiment.view.landscape.zoom, limits.LANDSCAPE_ZOOM)


def _check_space(view: View) -> None:
    """Check what any network could have; a layer or neuron that this one has not is shown as the nearest."""
    if view.space_layer is not None:
        in_range("Hidden space", view.space_layer, limits.SPACE_LAYER)
    axes = view.space_axes
    if axes is not None and (min(axes) < 0 or max(axes) >= limits.MAX_UNITS or axes[0] == axes[1]):
        raise ExperimentError("Hidden space", "its axes are not two neurons.", "Choose two others.")


def _check_descent(view: View) -> None:
    descent = view.functions.descent
    in_range("η of the path downhill", descent.rate, limits.LEARNING_RATE)
    in_range("Momentum of the path downhill", descent.momentum, limits.MOMENTUM)
    if descent.start is not None:
        in_range("Start of the path downhill", descent.start, limits.PLACE)
