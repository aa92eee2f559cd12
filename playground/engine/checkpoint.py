"""Where a training stands, in values that can be kept and saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.engine.arrays import PRECISIONS, Array

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.engine.network import Network

_COUNTERS = ("updates", "step", "epoch", "position")
_SLOT, _TIMES = "slot.", "*"
_STATISTICS = "statistics"


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """
    All that has to be known to go on as if training had never stopped; the settings are kept elsewhere.

    Attributes
    ----------
    parameters : ndarray
        Shape (size,).
    slots : dict
        The optimiser's memory by name, each of shape (size,).
    updates : int
        How many updates the optimiser made.
    step : int
        How many steps were made.
    epoch : int
        How many epochs were completed.
    position : int
        How many samples of the present epoch were used. With seed, epoch and step it says all random numbers.
    statistics : ndarray
        `Network.statistics`, empty if no layer normalizes over batches.
    scales : dict
        `Optimizer.scales`: what makes means of slots that hold sums. A slot that is not named is taken as it
        is, whatever the constants.
    """

    parameters: Array
    slots: dict[str, Array]
    updates: int
    step: int
    epoch: int
    position: int
    statistics: Array = field(default_factory=lambda: np.zeros(0))
    scales: dict[str, float] = field(default_factory=dict)

    def check_fits(self, network: Network, samples: int) -> None:
        """
        Refuse a network or a training set that it can't be of.

        Parameters
        ----------
        network : Network
            To be trained from here.
        samples : int
            Of the training set.

        Raises
        ------
        ValueError
            If there are more or fewer parameters, layers normalize over batches in other places, a counter is
            negative or the position is not in the set.
        """
        if self.parameters.shape != network.parameters.shape:
            raise ValueError(f"the checkpoint holds {self.parameters.size} parameters, not {network.size}")
        if self.statistics.shape != network.statistics.shape:
            raise ValueError("the checkpoint's layers normalize over batches in other places")
        for name in _COUNTERS:
            if getattr(self, name) < 0:
                raise ValueError(f"{name} of a checkpoint must not be negative, and is {getattr(self, name)}")
        if self.position >= samples:
            raise ValueError(f"position {self.position} is not in a set of {samples}")

    def to_arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """
        Give the checkpoint as named arrays, for a file.

        Returns
        -------
        dict
            "parameters", "slot.NAME" for each slot, or "slot.NAME*SCALE" if it has a scale, "statistics" if
            there are any, and each counter as an int64 array of shape (1,).
        """
        slots = {self._slot_in_file(name): slot for name, slot in self.slots.items()}
        counters = {name: np.array([getattr(self, name)], np.int64) for name in _COUNTERS}
        statistics = {_STATISTICS: self.statistics} if self.statistics.size else {}
        return {"parameters": self.parameters, **slots, **statistics, **counters}

    def _slot_in_file(self, name: str) -> str:
        """Name a slot with its scale: digits enough to read back the same float."""
        scale = self.scales.get(name)
        return _SLOT + name if scale is None else f"{_SLOT}{name}{_TIMES}{scale!r}"

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Checkpoint:
        """
        Read a checkpoint back from named arrays.

        Parameters
        ----------
        arrays : mapping
            As `to_arrays` gives them.

        Returns
        -------
        Checkpoint
            It holds the given arrays, not copies.

        Raises
        ------
        ValueError
            If a name is missing or unknown, or an array's shape, type or numbers can't be right.
        """
        stored = [name for name in arrays if name.startswith(_SLOT)]
        expected = {"parameters", *_COUNTERS, *stored}
        if set(arrays) - {_STATISTICS} != expected:
            raise ValueError(f"a checkpoint holds {sorted(expected)}, not {sorted(arrays)}")
        parameters = arrays["parameters"]
        for name in sorted(expected.difference(_COUNTERS)):
            _check_vector(name, arrays[name], parameters)
        statistics = arrays.get(_STATISTICS, parameters[:0])
        _check_vector(_STATISTICS, statistics, statistics.astype(parameters.dtype))
        counters = {name: _counter(name, arrays[name]) for name in _COUNTERS}
        slots, scales = {}, {}
        for name in stored:
            plain, times, scale = name.removeprefix(_SLOT).partition(_TIMES)
            slots[plain] = arrays[name]
            if times:
                scales[plain] = _scale(name, scale)
        return cls(parameters=parameters, slots=slots, statistics=statistics, scales=scales, **counters)


def _check_vector(name: str, vector: np.ndarray[Any, Any], like: np.ndarray[Any, Any]) -> None:
    """Refuse a vector that is not flat, not like the parameters, or not finite."""
    if vector.ndim != 1 or vector.shape != like.shape or vector.dtype != like.dtype:
        raise ValueError(f"{name} has shape {vector.shape} and type {vector.dtype}: it does not fit")
    if vector.dtype not in PRECISIONS or not np.isfinite(vector).all():
        raise ValueError(f"{name} must hold finite float32 or float64 numbers")


def _scale(name: str, digits: str) -> float:
    """Read the scale in a slot's name."""
    try:
        scale = float(digits)
    except ValueError:
        scale = 0.0
    if not 0 < scale <= 1:
        raise ValueError(f"{name} must end with a scale above 0 and at most 1")
    return scale


def _counter(name: str, array: np.ndarray[Any, Any]) -> int:
    """Read a counter, one int64 that is not negative."""
    if array.dtype != np.int64 or array.size != 1 or array.item() < 0:
        raise ValueError(f"{name} must be one int64 that is not negative")
    return int(array.item())
