"""
Derivatives by brute force: move one parameter, send the samples through the network again, see the loss.

Of a parameter w of unit j in layer l only z_j moves at first, so that the layers below need not be gone
through again; from l on everything is computed anew, for many values of w at a time. The chord

    (L(w + h) - L(w - h)) / 2h  =  dL/dw + h^2/6 L''' + ...      and      (L(w + h) - L(w)) / h

are then held beside the derivative (Press et al., "Numerical Recipes", 3rd ed., section 5.7). Where a
rectifier's sum or a loss's slope jumps between w - h and w + h the chord spans a kink, and differs honestly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from playground.calculus.chain.sample_pass import SamplePass
    from playground.engine.activations import Activation
    from playground.engine.arrays import Array

    Flags = NDArray[np.bool_]

AT_ONCE = 80_000  # numbers of units and samples that are computed at a time


@dataclass(frozen=True, eq=False)
class Moved:
    """
    What came of moving parameters of one unit.

    Attributes
    ----------
    losses : ndarray
        The mean loss of each move, (moves,).
    sums : list of ndarray
        z of what is moved: of the unit, (1, moves, samples), then of each layer above, (units, moves,
        samples).
    outputs : ndarray
        What the loss reads, (outputs, moves, samples).
    """

    losses: Array
    sums: list[Array]
    outputs: Array


@dataclass(frozen=True)
class Kink:
    """
    A jump of a slope that moving a parameter crosses.

    Attributes
    ----------
    layer, unit : int
        Whose sum crosses it, counted from 0; of the loss, the number of layers and the output.
    samples : int
        For how many samples.
    """

    layer: int
    unit: int
    samples: int


class BruteForce:
    """
    The mean loss of some samples as a function of single parameters, all else held.

    Parameters
    ----------
    of : SamplePass
        The samples, and the network as it stands; nothing in it is changed.
    """

    def __init__(self, of: SamplePass) -> None:
        self.of = of
        ones = np.ones((1, of.samples))
        network = of.network
        self._reads = [
            np.concatenate([a, ones]) if network.biases(layer).size else np.asarray(a)
            for layer, a in enumerate(of.activations[:-1])
        ]

    def most_at_once(self, layer: int) -> int:
        """
        Say how many moves of a layer's parameters are a fit amount of work.

        Parameters
        ----------
        layer : int
            The layer of weights, counted from 0.

        Returns
        -------
        int
            At least 2.
        """
        units = 1 + sum(self.of.network.widths[layer + 2 :])
        return max(2, AT_ONCE // (units * self.of.samples))

    @np.errstate(all="ignore")
    def move(self, layer: int, target: int, sources: Sequence[int | None], values: Array) -> Moved:
        """
        Give one of a unit's parameters another value, and again for each value.

        Parameters
        ----------
        layer, target : int
            The unit, counted from 0.
        sources : sequence of int or None
            Which parameter each value is of: the unit below, or None for the bias.
        values : ndarray
            Shape (moves,).

        Returns
        -------
        Moved
            The losses, and what moved on the way.
        """
        rows = np.repeat(self.of.network.block(layer)[target][None], len(values), axis=0)
        entries = [rows.shape[1] - 1 if source is None else source for source in sources]
        rows[np.arange(len(values)), entries] = values
        sums = [(rows @ self._reads[layer])[None]]
        outputs = self._lead_up(layer, target, sums)
        return Moved(self._losses(outputs), sums, outputs)

    def _lead_up(self, layer: int, target: int, sums: list[Array]) -> Array:
        """Add the sums of each layer above, and return the outputs."""
        of, last = self.of, len(self.of.sums) - 1
        a = _value(of.functions[layer], sums[0])
        if layer == last:
            outputs = np.repeat(of.activations[-1][:, None], a.shape[1], axis=1)
            outputs[target] = a[0]
            return np.asarray(outputs)
        held = self._reads[layer + 1].copy()
        held[target] = 0.0
        z = (of.network.block(layer + 1) @ held)[:, None] + of.network.weights(layer + 1)[target][
            :, None, None
        ] * a
        sums.append(z)
        for above in range(layer + 2, last + 1):
            weights, biases = of.network.split_layer(above, of.network.parameters)
            a = _value(of.functions[above - 1], z)
            z = (weights.T @ a.reshape(len(a), -1)).reshape(-1, *a.shape[1:])
            z = z + biases[:, None, None] if biases.size else z
            sums.append(z)
        return _value(of.functions[last], z)

    def _losses(self, outputs: Array) -> Array:
        of, moves = self.of, outputs.shape[1]
        value, by_move = of.loss.value, outputs.transpose(1, 2, 0)
        return np.array([value(by_move[at], of.targets, of.smoothing) for at in range(moves)])

    def crossings(self, layer: int, target: int, moved: Moved) -> list[tuple[int, int, Array]]:
        """
        Find the kinks between each even move and the odd one after it.

        Parameters
        ----------
        layer, target : int
            The unit whose parameters were moved.
        moved : Moved
            An even number of moves: below, above, below, above ...

        Returns
        -------
        list of tuple
            The layer and unit of each kink that is crossed by any, as those of `Kink`, and by how many
            samples in each pair of moves, (pairs,).
        """
        of = self.of
        found = []
        for at, z in enumerate(moved.sums):
            for kink in of.functions[layer + at].kinks:
                units = [target] if at == 0 else range(len(z))
                found += _crossed(layer + at, units, z - kink)
        from_kink = _from_kink(of.loss.name, moved.outputs, of.targets)
        if from_kink is not None:
            found += _crossed(len(of.sums), range(len(from_kink)), from_kink)
        return found


def kinks_between(force: BruteForce, layer: int, source: int | None, target: int, reach: float) -> list[Kink]:
    """
    Name the kinks between w - reach and w + reach of one parameter.

    Parameters
    ----------
    force : BruteForce
        Where it is moved.
    layer, target : int
        The unit it belongs to, counted from 0.
    source : int or None
        The unit below; None for the bias.
    reach : float
        How far to both sides.

    Returns
    -------
    list of Kink
        In the order of layers and units. One that is crossed there and back is not seen.
    """
    w = value_of(force, layer, source, target)
    moved = force.move(layer, target, [source, source], np.array([w - reach, w + reach]))
    return [Kink(at, unit, int(samples[0])) for at, unit, samples in force.crossings(layer, target, moved)]


def value_of(force: BruteForce, layer: int, source: int | None, target: int) -> float:
    """
    Give the parameter's present value.

    Parameters
    ----------
    force : BruteForce
        Whose network.
    layer, target : int
        The unit it belongs to, counted from 0.
    source : int or None
        The unit below; None for the bias.

    Returns
    -------
    float
        w.
    """
    return float(force.of.network.block(layer)[target, -1 if source is None else source])


def _crossed(layer: int, units: Sequence[int], from_kink: Array) -> list[tuple[int, int, Array]]:
    """Count where a pair of moves lies on both sides of 0, or one of them on it and the other not."""
    low, high = from_kink[:, 0::2], from_kink[:, 1::2]
    crossed: Flags = (low * high <= 0) & (low != high)
    counts = crossed.sum(axis=2)
    return [(layer, unit, counts[row]) for row, unit in enumerate(units) if counts[row].any()]


def _from_kink(loss: str, outputs: Array, targets: Array) -> Array | None:
    """Return how far each output is from where the loss's slope jumps; None for a smooth loss."""
    t = targets.T[:, None]
    if loss == "absolute":
        return np.asarray(outputs - t)
    return np.asarray(1 - t * outputs) if loss == "hinge" else None


def _value(function: Activation, z: Array) -> Array:
    """Give f(z), new."""
    a = np.empty_like(z)
    function.bind_f(z, a, np.empty_like(z))()
    return a
