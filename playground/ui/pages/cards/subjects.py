"""What a card can be about, and what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.parameters import (
    has_bias,
    layer_keys,
    names_each_weight,
    sources_of,
    targets_of,
)
from playground.ui.canvas.names import neuron_title, parameter_name
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.canvas.design import Design


@dataclass(frozen=True, slots=True)
class LayerSubject:
    """A layer with weights, counted from 0, the output last."""

    layer: int


Subject = Neuron | Parameter | LayerSubject


def exists(experiment: Experiment, subject: Subject) -> bool:
    """Return whether the network has it."""
    sizes = experiment.layer_sizes
    if isinstance(subject, LayerSubject):
        return subject.layer < len(sizes) - 1
    if isinstance(subject, Neuron):
        return 1 <= subject.layer < len(sizes) and subject.index < sizes[subject.layer]
    if subject.layer >= len(sizes) - 1 or subject.target >= sizes[subject.layer + 1]:
        return False
    if not names_each_weight(experiment, subject.layer):
        return False
    if subject.source is None:
        return has_bias(experiment, subject.layer)
    return subject.source < sizes[subject.layer]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a subject is called across edits, by keys: None where it has no such part."""

    layer: int
    target: int | None = None
    below: int | None = None
    source: str | None = None


def identity_of(experiment: Experiment, subject: Subject) -> Identity:
    """Return the lasting name of what stands at a place now."""
    keys = layer_keys(experiment)
    if isinstance(subject, LayerSubject):
        return Identity(keys[subject.layer])
    if isinstance(subject, Neuron):
        layer = subject.layer - 1
        return Identity(keys[layer], targets_of(experiment, layer)[subject.index])
    layer, target = subject.layer, targets_of(experiment, subject.layer)[subject.target]
    if subject.source is None:
        return Identity(keys[layer], target)
    below = keys[layer - 1] if layer else None
    return Identity(keys[layer], target, below, sources_of(experiment, layer)[subject.source])


def place_of(experiment: Experiment, kind: type, identity: Identity) -> Subject | None:
    """Return where it stands now, None where it is gone."""
    for layer, key in enumerate(layer_keys(experiment)):
        if key == identity.layer:
            found = _place_in(experiment, layer, kind, identity)
            kept = found is not None and exists(experiment, found)
            return found if kept and found and identity_of(experiment, found) == identity else None
    return None


def _place_in(experiment: Experiment, layer: int, kind: type, identity: Identity) -> Subject | None:
    targets, sources = targets_of(experiment, layer), sources_of(experiment, layer)
    if kind is LayerSubject:
        return LayerSubject(layer)
    if identity.target not in targets:
        return None
    target = targets.index(identity.target)
    if kind is Neuron:
        return Neuron(layer + 1, target)
    if identity.source is None:
        return Parameter(layer, None, target)
    return Parameter(layer, sources.index(identity.source), target) if identity.source in sources else None


def title_of(design: Design, subject: Subject) -> str:
    """Return what stands at the head of its card."""
    if isinstance(subject, Neuron):
        return neuron_title(design, subject)
    if isinstance(subject, Parameter):
        return parameter_name(design, subject)
    return "Output layer" if subject.layer == design.hidden else f"Hidden layer {subject.layer + 1}"


def kind_of(subject: Subject) -> str:
    """Return the word for things of its kind."""
    if isinstance(subject, Parameter):
        return "weight"
    return "neuron" if isinstance(subject, Neuron) else "layer"


def neighbour(experiment: Experiment, subject: Subject, step: int) -> Subject:
    """Return the next or the one before: layers, neurons of a layer, weights of a layer; in a circle."""
    sizes = experiment.layer_sizes
    if isinstance(subject, LayerSubject):
        return LayerSubject((subject.layer + step) % (len(sizes) - 1))
    if isinstance(subject, Neuron):
        return Neuron(subject.layer, (subject.index + step) % sizes[subject.layer])
    # Neuron by neuron: its weights, then its bias.
    below, biased = sizes[subject.layer], has_bias(experiment, subject.layer)
    each = below + biased
    place = subject.target * each + (below if subject.source is None else subject.source)
    target, source = divmod((place + step) % (each * sizes[subject.layer + 1]), each)
    return Parameter(subject.layer, None if source == below else source, target)
