"""The weights of a network without its biases, in pieces that a pass over memory likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from playground.engine.arrays import CHUNK, Array, chunks

if TYPE_CHECKING:
    from playground.engine.network import Network

AT_ONCE = 1_000_000  # parameters: up to here a mask as long as the vector is cheap, and saves calls


class WeightPiece(NamedTuple):
    """
    The same piece of several flat vectors.

    Attributes
    ----------
    parts : tuple of ndarray
        A view of each vector, all of one shape.
    mask : ndarray
        1 on weights, 0 on biases, gains and shifts; broadcasts to that shape.
    """

    parts: tuple[Array, ...]
    mask: Array


def weight_pieces(network: Network, *flats: Array) -> list[WeightPiece]:
    """
    View some flat vectors in equal pieces, each with a mask that tells weights from biases.

    A small network is one vector and one mask as long. A large one is cut layer by layer into some rows of
    its block, [W^T b] or W^T, and the mask is a single row: memory for it is not worth mentioning.

    Parameters
    ----------
    network : Network
        Says where the weights are.
    *flats : ndarray
        Vectors of shape (network.size,).

    Returns
    -------
    list of WeightPiece
        That together hold every weight once; pieces of a small network hold biases, gains and shifts as well,
        where the mask is 0, those of a large one biases only.
    """
    if network.size <= AT_ONCE:
        mask = network.weight_mask
        return [
            WeightPiece(tuple(flat[piece] for flat in flats), mask[piece]) for piece in chunks(network.size)
        ]
    pieces = []
    for index, place in enumerate(network.places):
        blocks = [network.block(index, flat) for flat in flats]
        mask = np.ones(place.columns, network.dtype)
        mask[place.weights :] = 0
        height = max(1, CHUNK // max(1, place.columns))
        for start in range(0, place.rows, height):
            pieces.append(WeightPiece(tuple(block[start : start + height] for block in blocks), mask))
    return pieces
