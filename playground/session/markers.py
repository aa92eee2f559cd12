"""What a change made in mid-run is called beside the curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.data.features import feature_label
from playground.document import limits
from playground.document.choices import Regularization
from playground.document.painted import PaintedSource
from playground.document.sources import TableSource
from playground.document.training_choices import Clipping, Schedule
from playground.session.wording import (
    ACTIVATIONS,
    LOSSES,
    NORMALIZATIONS,
    OPTIMIZERS,
    PRECISIONS,
    REGULARIZATIONS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.document.experiment import Data, Experiment, Layer, NetworkDesign, Training


def change_in_words(before: Experiment, after: Experiment) -> str:
    """Return what differs in network and training, "" if nothing does."""
    return ", ".join(
        [
            *_training(before.training, after.training),
            *_network(before.network, after.network),
            *_inputs(before.data, after.data),
            *_points(before.data, after.data),
        ]
    )


def _training(before: Training, after: Training) -> Iterator[str]:
    numbers = (
        ("η", before.learning_rate, after.learning_rate),
        ("momentum", before.momentum, after.momentum),
        ("λ", before.regularization_rate, after.regularization_rate),
        ("ρ", before.rho, after.rho),
        ("β₁", before.beta1, after.beta1),
        ("β₂", before.beta2, after.beta2),
        ("ε", before.epsilon, after.epsilon),
        ("weight decay", before.weight_decay, after.weight_decay),
        ("μ₀", before.initial_damping, after.initial_damping),
        ("steps kept", before.lbfgs_memory, after.lbfgs_memory),
        ("label smoothing", before.label_smoothing, after.label_smoothing),
    )
    if before.optimizer is not after.optimizer:
        yield f"optimiser {OPTIMIZERS[after.optimizer]}"
    if before.regularization is not after.regularization:
        none = after.regularization is Regularization.NONE
        yield f"{'no' if none else REGULARIZATIONS[after.regularization]} regularisation"
    for name, old, new in numbers:
        if old != new:
            yield f"{name} {old:g} → {new:g}"
    yield from _frozen(before, after)
    if before.batch_size != after.batch_size:
        yield f"batch {_batch(before.batch_size)} → {_batch(after.batch_size)}"
    if _schedule(before) != _schedule(after):
        yield _schedule(after)
    if _clipping(before) != _clipping(after):
        yield _clipping(after)


def _batch(size: int) -> str:
    return "all" if size >= limits.ALL_SAMPLES else f"{size}"


def _schedule(training: Training) -> str:
    epochs, factor = f"{training.schedule_epochs:g} epochs", f"{training.schedule_factor:g}"
    match training.schedule:
        case Schedule.CONSTANT:
            return "no schedule"
        case Schedule.STEP:
            return f"schedule × {factor} every {epochs}"
        case Schedule.EXPONENTIAL:
            return f"schedule × {factor} over each {epochs}"
        case Schedule.COSINE:
            return f"schedule cosine to × {factor} over {epochs}"
        case Schedule.WARM_UP:
            return f"schedule warm-up from × {factor} over {epochs}"
        case Schedule.ONE_CYCLE:
            return f"schedule one cycle from × {factor} over {epochs}"


def _clipping(training: Training) -> str:
    match training.clipping:
        case Clipping.NONE:
            return "no clipping"
        case Clipping.VALUE:
            return f"gradient entries cut at {training.clip_limit:g}"
        case Clipping.NORM:
            return f"gradient length cut at {training.clip_limit:g}"


def _frozen(before: Training, after: Training) -> Iterator[str]:
    for word, old, new in (("freeze", before, after), ("unfreeze", after, before)):
        layers = len(set(new.frozen_layers) - set(old.frozen_layers))
        single = len(set(new.frozen) - set(old.frozen))
        for count, what in ((layers, "layer"), (single, "parameter")):
            if count:
                yield f"{word} {count} {what}{'' if count == 1 else 's'}"


def _network(before: NetworkDesign, after: NetworkDesign) -> Iterator[str]:
    if before.loss is not after.loss:
        yield f"loss {LOSSES[after.loss]}"
    if before.precision is not after.precision:
        yield f"precision {PRECISIONS[after.precision]}"
    old = {layer.key: layer for layer in before.hidden}
    new = {layer.key: layer for layer in after.hidden}
    if old.keys() != new.keys():
        yield from _count(len(old.keys() - new.keys()), len(new.keys() - old.keys()), "layer")
    shared = [(old[key], new[key]) for key in new if key in old]
    gone = sum(len(set(a.neurons) - set(b.neurons)) for a, b in shared)
    come = sum(len(set(b.neurons) - set(a.neurons)) for a, b in shared)
    yield from _count(gone, come, "neuron")
    kinds = {b.activation for a, b in shared if a.activation is not b.activation}
    yield from (f"activation {ACTIVATIONS[kind]}" for kind in sorted(kinds))
    yield from _options(before, after, shared)


def _options(before: NetworkDesign, after: NetworkDesign, shared: list[tuple[Layer, Layer]]) -> Iterator[str]:
    biases = {b.bias for a, b in shared if a.bias != b.bias}
    if before.output_bias != after.output_bias:
        biases.add(after.output_bias)
    yield from (f"biases {'on' if on else 'off'}" for on in sorted(biases))
    for old, new in shared:
        if old.dropout != new.dropout:
            yield f"dropout {old.dropout:g} → {new.dropout:g}"
        if old.normalization is not new.normalization:
            yield f"normalisation {NORMALIZATIONS[new.normalization].lower()}"


def _count(gone: int, come: int, what: str) -> Iterator[str]:
    for sign, number in (("−", gone), ("+", come)):
        if number:
            yield f"{sign} {what}" if number == 1 else f"{sign} {number} {what}s"


def _inputs(before: Data, after: Data) -> Iterator[str]:
    featured = not isinstance(after.source, TableSource)
    for sign, names, others in (("−", before.inputs, after.inputs), ("+", after.inputs, before.inputs)):
        for name in names:
            if name not in others:
                yield f"{sign} {feature_label(name) if featured else name}"


def _points(before: Data, after: Data) -> Iterator[str]:
    if isinstance(before.source, PaintedSource) and isinstance(after.source, PaintedSource):
        old, new = len(before.source.points), len(after.source.points)
        if old != new:
            yield f"points {old} → {new}"
    elif isinstance(after.source, PaintedSource):
        yield f"points painted over: {len(after.source.points)}"
