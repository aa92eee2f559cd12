"""How often each part of the news is worth telling: an interval in seconds, and a share of the time."""

from __future__ import annotations

from playground.worker.snapshots import Probe

MEASURES, CHECKPOINTS, FRAMES = "measures", "checkpoints", "frames"
PACES: dict[str, tuple[float, float]] = {
    MEASURES: (1 / 240, 0.01),
    CHECKPOINTS: (0.25, 0.005),
    FRAMES: (0.014, 0.05),  # the count of steps goes on even where nothing else is due
    Probe.PARAMETERS: (1 / 15, 0.003),  # as the maps, so that the canvas is painted once for both
    Probe.GRADIENTS: (1 / 15, 0.003),
    Probe.GRADIENT_HISTOGRAMS: (1 / 10, 0.002),
    Probe.NEURON_MAPS: (1 / 15, 0.004),
    Probe.SENSITIVITY_MAPS: (1 / 15, 0.01),
    Probe.DECISION_MAP: (1 / 15, 0.005),
    Probe.INPUT_GRADIENTS: (1 / 15, 0.004),
    Probe.NEURON_SUM: (1 / 15, 0.005),
    Probe.LAYER_DISTRIBUTION: (1 / 15, 0.005),
    Probe.HEALTH: (1 / 5, 0.003),
    Probe.ERRORS: (1 / 4, 0.005),
    Probe.GRADIENT_CLOUD: (1 / 5, 0.005),
    Probe.WEIGHT_HISTOGRAMS: (1 / 10, 0.002),
    Probe.ACTIVATIONS: (1 / 10, 0.005),
    Probe.HIDDEN_SPACE: (1 / 15, 0.005),
    Probe.SEPARABILITY: (1 / 2, 0.002),
    Probe.CURVATURE: (0.3, 0.05),  # a slice; a large network needs many
}
OF_THE_GRADIENT = frozenset({Probe.GRADIENTS, Probe.GRADIENT_HISTOGRAMS, Probe.GRADIENT_CLOUD, Probe.ERRORS})
