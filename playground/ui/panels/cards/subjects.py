"""What a card can be about, and what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.parameters import has_bias, names_each_weight
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
