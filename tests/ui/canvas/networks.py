"""Experiments and numbers that the canvas tests show."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Loss
from playground.document.edits import set_hidden, set_loss, set_table
from playground.document.experiment import Experiment
from playground.document.sources import TableSource
from playground.worker.snapshots import (
    GradientSnapshot,
    InputMaps,
    LayerValues,
    NeuronMaps,
    ParameterSnapshot,
    SensitivityMaps,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QColor

    from playground.ui.canvas.canvas import NetworkCanvas

SMALL = Experiment()
SIDE = 44


def table(
    columns: int, classes: tuple[str, ...] = ("no", "yes"), hidden: tuple[int, ...] = (3,)
) -> Experiment:
    """Return an experiment on a table of so many columns, with an output per class from three on."""
    source = TableSource("table", "0" * 64, tuple(f"column {i}" for i in range(columns)), "target", classes)
    experiment = set_hidden(set_table(Experiment(), source), hidden)
    return set_loss(experiment, Loss.SOFTMAX_CROSS_ENTROPY) if len(classes) > 2 else experiment


def ramp(count: int) -> np.ndarray:
    """Return `count` maps that run from −1 at the left to +1 at the right."""
    return np.broadcast_to(np.linspace(-1.0, 1.0, SIDE, dtype=np.float32), (count, SIDE, SIDE)).copy()


def values(sizes: tuple[int, ...], seed: int) -> tuple[LayerValues, ...]:
    """Return random weights and biases."""
    random = np.random.default_rng(seed)
    return tuple(
        LayerValues(random.normal(size=shape), random.normal(size=shape[1]))
        for shape in itertools.pairwise(sizes)
    )


def feed(canvas: NetworkCanvas) -> None:
    """Show maps, weights and slopes that fit the canvas's network."""
    sizes = canvas.scene.design.sizes
    names = tuple(each.name for each in canvas.scene.design.inputs)
    canvas.show_input_maps(InputMaps(names, ramp(len(names)), (-6.0, 6.0, -6.0, 6.0)))
    canvas.show_neuron_maps(NeuronMaps(tuple(ramp(units) for units in sizes[1:])))
    canvas.show_sensitivity_maps(SensitivityMaps(tuple(ramp(units) for units in sizes)))
    canvas.show_parameters(ParameterSnapshot(values(sizes, 1)))
    canvas.show_gradients(GradientSnapshot(values(sizes, 2)))
    canvas.show_loss(0.0212)


def on_screen(canvas: NetworkCanvas, point: QPointF) -> QPoint:
    """Return where a point of the scene is in the widget."""
    return canvas.scene.camera.to_viewport(point).toPoint()


def pixel(canvas: NetworkCanvas, point: QPointF) -> QColor:
    """Return the colour that is seen at a point of the scene."""
    picture = canvas.grab()
    at = canvas.scene.camera.to_viewport(point) * picture.devicePixelRatio()
    return picture.toImage().pixelColor(at.toPoint())
