"""
How many multiplications a derivative takes: path by path, or by backpropagation.

Let n_0, n_1 ... n_L be the widths, and the parameter belong to layer l (from 1). A path has 2 (L - l) + 3
factors: dz/dw, then f' of each layer from l to L, the weight between each two, and dL/da^L; it takes one
multiplication less than that, and there are n_(l+1) ... n_L paths. Of a bias dz/db = 1 is no factor: one
multiplication less, in both ways.

Backpropagation finds delta^L with n_L multiplications (by f'), delta^m with n_m n_(m+1) (the product with W)
and n_m (by f'), of the parameter's own layer one neuron's only, and multiplies once more by dz/dw.

Counted are the multiplications of one sample's derivatives and weights, by an f' that is 1 as well; sums, and
what the forward pass and f' themselves take, are not.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def by_paths(widths: Sequence[int], layer: int, *, bias: bool = False) -> int:
    """
    Count the multiplications to find dL/dw of one parameter as the sum over its paths.

    Parameters
    ----------
    widths : sequence of int
        Inputs, then the units of each layer.
    layer : int
        The parameter's layer of weights, counted from 0.
    bias : bool
        Whether it is a bias, which is multiplied by nothing.

    Returns
    -------
    int
        Multiplications of one sample.
    """
    above = len(widths) - 2 - layer
    return math.prod(widths[layer + 2 :]) * (2 * above + 2 - bias)


def by_deltas(widths: Sequence[int], layer: int, *, bias: bool = False) -> int:
    """
    Count the multiplications to find dL/dw of one parameter by backpropagation.

    Parameters
    ----------
    widths : sequence of int
        Inputs, then the units of each layer.
    layer : int
        The parameter's layer of weights, counted from 0.
    bias : bool
        Whether it is a bias, which is multiplied by nothing.

    Returns
    -------
    int
        Multiplications of one sample.
    """
    last = len(widths) - 2
    if layer == last:
        return 2 - bias
    between = sum(widths[m + 1] * (widths[m + 2] + 1) for m in range(layer + 1, last))
    return widths[-1] + between + widths[layer + 2] + 1 + (not bias)


def every_by_paths(widths: Sequence[int]) -> int:
    """
    Count the multiplications to find all derivatives of a network with biases, each as a sum over paths.

    Parameters
    ----------
    widths : sequence of int
        Inputs, then the units of each layer.

    Returns
    -------
    int
        Multiplications of one sample.
    """
    return sum(
        widths[layer + 1] * (widths[layer] * by_paths(widths, layer) + by_paths(widths, layer, bias=True))
        for layer in range(len(widths) - 1)
    )


def every_by_deltas(widths: Sequence[int]) -> int:
    """
    Count the multiplications to find all derivatives of a network with biases in one backpropagation.

    Parameters
    ----------
    widths : sequence of int
        Inputs, then the units of each layer.

    Returns
    -------
    int
        Multiplications of one sample; a bias's derivative is delta itself.
    """
    last = len(widths) - 2
    back = sum(widths[m + 1] * (widths[m + 2] + 1) for m in range(last))
    return widths[-1] + back + sum(widths[m] * widths[m + 1] for m in range(last + 1))
