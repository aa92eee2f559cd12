"""How long one repaint of the network canvas takes: `python -m tests.benchmarks.canvas` prints it."""

from __future__ import annotations

import itertools
import os
import statistics
import time

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from playground.document.choices import CanvasMode
from playground.document.edits import set_hidden, set_input_on, set_mode
from playground.document.experiment import Experiment
from playground.ui.canvas.canvas import NetworkCanvas
from playground.ui.theme.theme import Theme
from playground.worker.snapshots import (
    GradientSnapshot,
    LayerValues,
    NeuronMaps,
    ParameterSnapshot,
    SensitivityMaps,
)

USUAL, CROWDED = (8, 6, 4), (8,) * 6
SIZE = (738, 400)
REPEATS = 40
MAP = 44


def with_all_inputs(hidden: tuple[int, ...]) -> Experiment:
    """Return an experiment with so many hidden neurons and seven inputs."""
    experiment = set_hidden(Experiment(), hidden)
    for name in experiment.data.source.available_inputs:
        experiment = set_input_on(experiment, name, True)
    return experiment


def paint_times(canvas: NetworkCanvas, ratio: float) -> list[float]:
    """Return the milliseconds of repaints, each with new weights, slopes and maps."""
    random = np.random.default_rng(0)
    sizes = canvas.scene.design.sizes
    image = QImage(int(SIZE[0] * ratio), int(SIZE[1] * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    times = []
    for _ in range(REPEATS):
        layers = tuple(
            LayerValues(random.normal(size=shape), random.normal(size=shape[1]))
            for shape in itertools.pairwise(sizes)
        )
        maps = tuple(random.normal(size=(units, MAP, MAP)).astype(np.float32) for units in sizes)
        began = time.perf_counter()
        canvas.show_parameters(ParameterSnapshot(layers))
        canvas.show_gradients(GradientSnapshot(layers))
        canvas.show_neuron_maps(NeuronMaps(maps[1:]))
        canvas.show_sensitivity_maps(SensitivityMaps(maps))
        canvas.render(image)
        times.append(1e3 * (time.perf_counter() - began))
    return times


def main() -> None:
    """Print the medians of both modes, at one and two device pixels per pixel."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QApplication([])
    for signs in ("color", "dashes"):
        theme = Theme()
        theme.set_signs(signs)
        canvas = NetworkCanvas(theme)
        canvas.resize(*SIZE)
        for hidden, mode, ratio in itertools.product((USUAL, CROWDED), CanvasMode, (1.0, 2.0)):
            canvas.show_experiment(set_mode(with_all_inputs(hidden), mode))
            times = paint_times(canvas, ratio)
            median, best = statistics.median(times), min(times)
            print(
                f"{sum(hidden):3} neurons {signs:7} {mode.value:10} {ratio:g}x: "
                f"median {median:5.1f} ms, best {best:5.1f}"
            )


if __name__ == "__main__":
    main()
