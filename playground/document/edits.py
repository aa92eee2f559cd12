"""Every edit of an experiment: a pure function from one valid experiment to the next."""

from __future__ import annotations

from dataclasses import replace

from playground.document import limits
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
    Task,
)
from playground.document.errors import ExperimentError
from playground.document.experiment import (
    Data,
    Experiment,
    GeneratedSource,
    Layer,
    NetworkDesign,
    TableSource,
    Training,
    View,
)
from playground.document.rules import check


def _with_data(experiment: Experiment, data: Data) -> Experiment:
    return check(replace(experiment, data=data))


def _with_network(experiment: Experiment, network: NetworkDesign) -> Experiment:
    return check(replace(experiment, network=network))


def _with_training(experiment: Experiment, training: Training) -> Experiment:
    return check(replace(experiment, training=training))


def _with_view(experiment: Experiment, view: View) -> Experiment:
    return check(replace(experiment, view=view))


def _with_hidden(experiment: Experiment, hidden: tuple[Layer, ...]) -> Experiment:
    return _with_network(experiment, replace(experiment.network, hidden=hidden))


# Data


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
    return _with_data(experiment, replace(experiment.data, source=replace(source, noise=noise)))


def set_train_share(experiment: Experiment, share: float) -> Experiment:
    """Set the share of samples that is trained on, 0.1 to 0.9."""
    return _with_data(experiment, replace(experiment.data, train_share=share))


def set_data_seed(experiment: Experiment, seed: int) -> Experiment:
    """Draw the points and the split from another seed."""
    return _with_data(experiment, replace(experiment.data, seed=seed))


def set_input_on(experiment: Experiment, name: str, on: bool) -> Experiment:
    """Switch one input on or off; the inputs keep the source's order."""
    chosen = {*experiment.data.inputs, name} if on else {*experiment.data.inputs} - {name}
    ordered = tuple(each for each in experiment.data.source.available_inputs if each in chosen)
    if name not in experiment.data.source.available_inputs:
        ordered = (*ordered, name)
    return _with_data(experiment, replace(experiment.data, inputs=ordered))


# Network


def add_layer(experiment: Experiment, at: int | None = None, units: int = 2) -> Experiment:
    """Insert a hidden layer at a place, the last by default, with its neighbour's activation."""
    hidden = experiment.network.hidden
    place = len(hidden) if at is None else at
    activation = hidden[max(place - 1, 0)].activation if hidden else Activation.TANH
    key = 1 + max((layer.key for layer in hidden), default=0)
    layer = Layer(key, tuple(range(units)), activation)
    return _with_hidden(experiment, (*hidden[:place], layer, *hidden[place:]))


def remove_layer(experiment: Experiment, at: int | None = None) -> Experiment:
    """Remove a hidden layer, the last by default."""
    hidden = experiment.network.hidden
    if not hidden:
        raise ExperimentError("Hidden layers", "there is none left to remove.", "Add one first.")
    place = len(hidden) - 1 if at is None else at
    return _with_hidden(experiment, (*hidden[:place], *hidden[place + 1 :]))


def add_neuron(experiment: Experiment, layer: int) -> Experiment:
    """Add a neuron at the end of a hidden layer (counted from 0)."""
    old = experiment.network.hidden[layer]
    return _with_layer(experiment, layer, replace(old, neurons=(*old.neurons, 1 + max(old.neurons))))


def remove_neuron(experiment: Experiment, layer: int, neuron: int | None = None) -> Experiment:
    """Remove a neuron of a hidden layer (both counted from 0), the last by default."""
    old = experiment.network.hidden[layer]
    place = old.units - 1 if neuron is None else neuron
    return _with_layer(
        experiment, layer, replace(old, neurons=(*old.neurons[:place], *old.neurons[place + 1 :]))
    )


def set_hidden(experiment: Experiment, sizes: tuple[int, ...]) -> Experiment:
    """Replace the hidden layers by new ones of these sizes, with the first layer's activation."""
    activation = experiment.network.hidden[0].activation if experiment.network.hidden else Activation.TANH
    for number, units in enumerate(sizes, start=1):
        if not 1 <= units <= limits.MAX_UNITS:
            raise ExperimentError(
                f"Hidden layer {number}",
                f"{units} neurons are not allowed.",
                f"Use 1 to {limits.MAX_UNITS:,}.",
            )
    layers = tuple(Layer(key, tuple(range(units)), activation) for key, units in enumerate(sizes, start=1))
    return _with_hidden(experiment, layers)


def set_activation(experiment: Experiment, activation: Activation, layer: int | None = None) -> Experiment:
    """Set the activation of one hidden layer (counted from 0), or of all."""
    hidden = tuple(
        replace(each, activation=activation) if layer in (None, index) else each
        for index, each in enumerate(experiment.network.hidden)
    )
    return _with_hidden(experiment, hidden)


def _with_layer(experiment: Experiment, at: int, layer: Layer) -> Experiment:
    hidden = experiment.network.hidden
    return _with_hidden(experiment, (*hidden[:at], layer, *hidden[at + 1 :]))


def set_loss(experiment: Experiment, loss: Loss) -> Experiment:
    """Set what training makes small; the output layer follows."""
    return _with_network(experiment, replace(experiment.network, loss=loss))


def set_initializer(experiment: Experiment, initializer: Initializer) -> Experiment:
    """Set how the first weights are drawn."""
    return _with_network(experiment, replace(experiment.network, initializer=initializer))


def set_precision(experiment: Experiment, precision: Precision) -> Experiment:
    """Set how many digits the numbers of training have."""
    return _with_network(experiment, replace(experiment.network, precision=precision))


def set_network_seed(experiment: Experiment, seed: int) -> Experiment:
    """Draw the first weights from another seed."""
    return _with_network(experiment, replace(experiment.network, seed=seed))


# Training


def set_learning_rate(experiment: Experiment, rate: float) -> Experiment:
    """Set the learning rate η, 1e-5 to 10."""
    return _with_training(experiment, replace(experiment.training, learning_rate=rate))


def set_batch_size(experiment: Experiment, size: int) -> Experiment:
    """Set how many samples one step uses."""
    return _with_training(experiment, replace(experiment.training, batch_size=size))


def set_optimizer(experiment: Experiment, optimizer: Optimizer) -> Experiment:
    """Set how a gradient becomes a step."""
    return _with_training(experiment, replace(experiment.training, optimizer=optimizer))


def set_momentum(experiment: Experiment, momentum: float) -> Experiment:
    """Set the share of the last step that momentum keeps."""
    return _with_training(experiment, replace(experiment.training, momentum=momentum))


def set_regularization(experiment: Experiment, regularization: Regularization) -> Experiment:
    """Set the kind of penalty on large weights."""
    return _with_training(experiment, replace(experiment.training, regularization=regularization))


def set_regularization_rate(experiment: Experiment, rate: float) -> Experiment:
    """Set the size of the penalty, 0 to 10."""
    return _with_training(experiment, replace(experiment.training, regularization_rate=rate))


# View


def set_mode(experiment: Experiment, mode: CanvasMode) -> Experiment:
    """Show weights or gradients on the canvas."""
    return _with_view(experiment, replace(experiment.view, mode=mode))


def set_show_test(experiment: Experiment, show: bool) -> Experiment:
    """Show or hide the test points."""
    return _with_view(experiment, replace(experiment.view, show_test=show))


def set_discretize(experiment: Experiment, discretize: bool) -> Experiment:
    """Show the decision map in two flat colours, or in shades."""
    return _with_view(experiment, replace(experiment.view, discretize=discretize))


def set_loss_scale(experiment: Experiment, scale: LossScale) -> Experiment:
    """Run the loss plot's axis in powers of ten, or evenly."""
    return _with_view(experiment, replace(experiment.view, loss_scale=scale))


def set_slice_axes(experiment: Experiment, first: int, second: int) -> Experiment:
    """Choose the two columns (counted from 0) that the decision map runs over."""
    return _with_view(experiment, replace(experiment.view, slice_axes=(first, second)))
