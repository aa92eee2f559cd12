"""What a change made in mid-run is called beside the curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.data.features import feature_label
from playground.document.choices import Regularization
from playground.document.experiment import GeneratedSource
from playground.session.wording import ACTIVATIONS, LOSSES, OPTIMIZERS, PRECISIONS, REGULARIZATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.document.experiment import Data, Experiment, NetworkDesign, Training


def change_in_words(before: Experiment, after: Experiment) -> str:
    """Return what differs in network and training, "" if nothing does."""
    return ", ".join(
        [
            *_training(before.training, after.training),
            *_network(before.network, after.network),
            *_inputs(before.data, after.data),
        ]
    )


def _training(before: Training, after: Training) -> Iterator[str]:
    numbers = (
        ("η", before.learning_rate, after.learning_rate),
        ("batch", before.batch_size, after.batch_size),
        ("momentum", before.momentum, after.momentum),
        ("λ", before.regularization_rate, after.regularization_rate),
    )
    if before.optimizer is not after.optimizer:
        yield f"optimiser {OPTIMIZERS[after.optimizer]}"
    if before.regularization is not after.regularization:
        none = after.regularization is Regularization.NONE
        yield f"{'no' if none else REGULARIZATIONS[after.regularization]} regularisation"
    for name, old, new in numbers:
        if old != new:
            yield f"{name} {old:g} → {new:g}"


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


def _count(gone: int, come: int, what: str) -> Iterator[str]:
    for sign, number in (("−", gone), ("+", come)):
        if number:
            yield f"{sign} {what}" if number == 1 else f"{sign} {number} {what}s"


def _inputs(before: Data, after: Data) -> Iterator[str]:
    generated = isinstance(after.source, GeneratedSource)
    for sign, names, others in (("−", before.inputs, after.inputs), ("+", after.inputs, before.inputs)):
        for name in names:
            if name not in others:
                yield f"{sign} {feature_label(name) if generated else name}"
