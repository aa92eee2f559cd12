"""A thing that some view is looking at."""

from __future__ import annotations

from enum import StrEnum


class Probe(StrEnum):
    """A computed thing that some view is looking at."""

    PARAMETERS = "parameters"
    GRADIENTS = "gradients"
    GRADIENT_HISTOGRAMS = "gradient_histograms"
    NEURON_MAPS = "neuron_maps"
    SENSITIVITY_MAPS = "sensitivity_maps"
    DECISION_MAP = "decision_map"
    INPUT_GRADIENTS = "input_gradients"
    NEURON_SUM = "neuron_sum"
    LAYER_DISTRIBUTION = "layer_distribution"
    HEALTH = "health"
    ERRORS = "errors"
    GRADIENT_CLOUD = "gradient_cloud"
    WEIGHT_HISTOGRAMS = "weight_histograms"
    ACTIVATIONS = "activations"
    HIDDEN_SPACE = "hidden_space"
    SEPARABILITY = "separability"
    CURVATURE = "curvature"
