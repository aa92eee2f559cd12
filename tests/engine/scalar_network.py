"""A network one number at a time, written plainly: a second implementation to hold the engine against."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from playground.engine.layers import Convolution, Dense, Pooling
from tests.engine.scalar_autodiff import Number, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.engine import Network
    from playground.engine.layers import Layer

Sample: TypeAlias = "list[Number]"
EPSILON = 1e-5


class Parameters:
    """The numbers of one layer: W[i][j] from input i to unit j, biases, gains and shifts."""

    def __init__(self, network: Network, layer: int, numbers: Sequence[Number]) -> None:
        place = np.arange(network.size)
        weights, biases = network.split_layer(layer, place)
        self.W = [[numbers[i] for i in row] for row in weights.tolist()]
        self.b = [numbers[i] for i in biases.tolist()]
        self.gains = [numbers[i] for i in network.gains(layer, place).tolist()]
        self.shifts = [numbers[i] for i in network.shifts(layer, place).tolist()]
        self.running = [each.tolist() for each in network.running(layer)]


def weighted_sums(layer: Layer, below: Sequence[int], p: Parameters, a: Sample) -> Sample:
    if isinstance(layer, Dense):
        sums = [total([a[i] * p.W[i][j] for i in range(len(a))]) for j in range(layer.units)]
        return [z + bias for z, bias in zip(sums, p.b, strict=True)] if layer.bias else sums
    assert isinstance(layer, Convolution)
    return convolved(layer, below, p, a)


def convolved(layer: Convolution, below: Sequence[int], p: Parameters, a: Sample) -> Sample:
    """Direct loops over places, channels and the patch; what lies outside the image counts nothing."""
    channels, height, width = below
    k, s, border = layer.kernel, layer.stride, layer.padding
    sums = []
    for o in range(layer.channels):
        for top in range(-border, height + border - k + 1, s):
            for left in range(-border, width + border - k + 1, s):
                terms = [p.b[o]] if layer.bias else []
                for c in range(channels):
                    for u in range(k):
                        for v in range(k):
                            y, x = top + u, left + v
                            if 0 <= y < height and 0 <= x < width:
                                weight = p.W[(c * k + u) * k + v][o]
                                terms.append(a[(c * height + y) * width + x] * weight)
                sums.append(total(terms))
    return sums


def pooled(layer: Pooling, below: Sequence[int], a: Sample) -> Sample:
    channels, height, width = below
    k, s = layer.size, layer.step
    found = []
    for c in range(channels):
        for top in range(0, height - k + 1, s):
            for left in range(0, width - k + 1, s):
                patch = [a[(c * height + top + u) * width + left + v] for u in range(k) for v in range(k)]
                if layer.kind == "max":
                    found.append(max(patch, key=lambda number: number.value))
                else:
                    found.append(total(patch) * (1 / k**2))
    return found


def normalized(layer: Layer, p: Parameters, z: list[Sample], training: bool) -> list[Sample]:
    """Over the whole batch or over each sample; z[sample][channel * places]."""
    assert not isinstance(layer, Pooling)
    rows, width = len(p.gains), len(z[0])
    channel = [unit * rows // width for unit in range(width)]
    groups: list[list[tuple[int, int]]]
    if layer.normalization == "batch":
        groups = [
            [(s, u) for s in range(len(z)) for u in range(width) if channel[u] == r] for r in range(rows)
        ]
    else:
        groups = [[(s, u) for u in range(width)] for s in range(len(z))]
    n = [list(sample) for sample in z]
    for index, group in enumerate(groups):
        mean = total([z[s][u] for s, u in group]) * (1 / len(group))
        variance = total([(z[s][u] - mean) * (z[s][u] - mean) for s, u in group]) * (1 / len(group))
        if layer.normalization == "batch" and not training:
            mean, variance = Number(p.running[0][index]), Number(p.running[1][index])
        for s, u in group:
            scaled = (z[s][u] - mean) * (variance + EPSILON).power(-0.5)
            n[s][u] = scaled * p.gains[channel[u]] + p.shifts[channel[u]]
    return n


def outputs(
    network: Network,
    numbers: Sequence[Number],
    X: np.ndarray,
    *,
    training: bool = False,
    masks: dict[int, np.ndarray] | None = None,
) -> list[Sample]:
    """The outputs for each sample; masks[layer] is what dropout multiplied by, (units, samples)."""
    passed = [[[Number(value) for value in row] for row in X.tolist()]]
    for index, (layer, place) in enumerate(zip(network.layers, network.places, strict=True)):
        a = passed[-1]
        if isinstance(layer, Pooling):
            passed.append([pooled(layer, place.below, sample) for sample in a])
            continue
        p = Parameters(network, index, numbers)
        z = [weighted_sums(layer, place.below, p, sample) for sample in a]
        n = normalized(layer, p, z, training) if layer.normalization != "none" else z
        y = [[getattr(number, layer.activation)() for number in sample] for sample in n]
        if masks and index in masks:
            y = [
                [number * float(masks[index][unit, s]) for unit, number in enumerate(sample)]
                for s, sample in enumerate(y)
            ]
        if layer.skip:
            earlier = passed[index + 1 - layer.skip]
            y = [[u + v for u, v in zip(*pair, strict=True)] for pair in zip(y, earlier, strict=True)]
        passed.append(y)
    return passed[-1]


def half_squared(a: Sample, t: Sequence[float]) -> Number:
    errors = [output - target for output, target in zip(a, t, strict=True)]
    return total([error * error for error in errors]) * 0.5


def absolute(a: Sample, t: Sequence[float]) -> Number:
    return total([(output - target).absolute() for output, target in zip(a, t, strict=True)])


def huber(a: Sample, t: Sequence[float]) -> Number:
    sizes = [(output - target).absolute() for output, target in zip(a, t, strict=True)]
    return total([e * e * 0.5 if e.value < 1 else e - 0.5 for e in sizes])


def binary_cross_entropy(a: Sample, t: Sequence[float]) -> Number:
    """The negative logarithm of the probability given to the right class."""
    return (a[0] * t[0]).sigmoid().log() * -1.0


def softmax_cross_entropy(a: Sample, t: Sequence[float]) -> Number:
    log_of_sum = total([output.exp() for output in a]).log()
    return total([(log_of_sum - output) * target for output, target in zip(a, t, strict=True)])


def hinge(a: Sample, t: Sequence[float]) -> Number:
    return (a[0] * -t[0] + 1.0).relu()


LOSSES = {
    each.__name__: each
    for each in (half_squared, absolute, huber, binary_cross_entropy, softmax_cross_entropy, hinge)
}


def loss_and_gradient(
    network: Network,
    loss: str,
    X: np.ndarray,
    T: np.ndarray,
    *,
    training: bool = False,
    masks: dict[int, np.ndarray] | None = None,
) -> tuple[float, np.ndarray]:
    """The mean loss and its derivative by each parameter."""
    numbers = [Number(value) for value in network.parameters.tolist()]
    answers = outputs(network, numbers, X, training=training, masks=masks)
    losses = [LOSSES[loss](a, t) for a, t in zip(answers, T.tolist(), strict=True)]
    mean = total(losses) * (1 / len(losses))
    mean.back_propagate()
    return mean.value, np.array([number.gradient for number in numbers])
