"""The chain rule one number at a time: every sum and activation is a `Number` that remembers its sources."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import TYPE_CHECKING

from tests.engine.scalar_autodiff import Number
from tests.engine.scalar_network import LOSSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.engine import Network


class ScalarChain:
    """One sample on its way to the loss, written without arrays, and differentiated back from the loss."""

    def __init__(self, network: Network, loss: str, x: Sequence[float], t: Sequence[float]) -> None:
        self.functions = [layer.activation for layer in network.layers]
        self.weights = [
            [list(map(Number, row)) for row in network.weights(layer).tolist()]
            for layer in range(len(network.layers))
        ]
        self.biases = [
            list(map(Number, network.biases(layer).tolist())) for layer in range(len(network.layers))
        ]
        self.activations = [[Number(value) for value in x]]
        self.sums: list[list[Number]] = []
        for layer in range(len(network.layers)):
            self._step(layer)
        self.loss = LOSSES[loss](self.activations[-1], t)
        self.loss.back_propagate()

    def _step(self, layer: int) -> None:
        below, weights, biases = self.activations[-1], self.weights[layer], self.biases[layer]
        sums = []
        for unit in range(len(weights[0])):
            z = Number(0.0) if not biases else biases[unit] * 1.0
            for a, row in zip(below, weights, strict=True):
                z = z + a * row[unit]
            sums.append(z)
        self.sums.append(sums)
        # `relu` and its like may give back the very number; a copy tells dL/da from dL/dz.
        self.activations.append([getattr(z, self.functions[layer])() * 1.0 for z in sums])

    def slope(self, layer: int, unit: int) -> float:
        """f'(z) of one unit, differentiated on its own."""
        z = Number(self.sums[layer][unit].value)
        a = getattr(z, self.functions[layer])() * 1.0
        a.back_propagate()
        return z.gradient

    def read(self, layer: int, source: int | None) -> float:
        """What a weight is multiplied by."""
        return 1.0 if source is None else self.activations[layer][source].value

    def derivative(self, layer: int, source: int | None, target: int) -> float:
        """dL/dw."""
        number = self.biases[layer][target] if source is None else self.weights[layer][source][target]
        return number.gradient

    def every_path(self, layer: int, source: int | None, target: int) -> dict[tuple[int, ...], float]:
        """The product along each path, by going through all of them."""
        above = [range(len(sums)) for sums in self.sums[layer + 1 :]]
        return {
            (target, *rest): self.read(layer, source) * self._product(layer, (target, *rest))
            for rest in product(*above)
        }

    def _product(self, layer: int, units: tuple[int, ...]) -> float:
        factors = [self.slope(layer + depth, unit) for depth, unit in enumerate(units)]
        between = pairwise(units)
        factors += [
            self.weights[layer + 1 + depth][below][above].value
            for depth, (below, above) in enumerate(between)
        ]
        return math.prod(factors) * self.activations[-1][units[-1]].gradient
