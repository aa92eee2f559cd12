"""Arrays as the engine keeps them: flat, aligned, a column per sample, in pieces that fit the cache."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.floating[Any]]

PRECISIONS: tuple[np.dtype[Any], ...] = (np.dtype(np.float32), np.dtype(np.float64))

_ALIGNMENT = 64  # bytes: a cache line, and the width of the widest vector register
_UNDIVIDED = 50_000  # elements: a vector up to this size is worked on whole
CHUNK = 32_768  # elements: pieces of a longer one, so that they stay in the cache


def constant(value: float, dtype: npt.DTypeLike) -> Array:
    """
    Give one number as a 0-d array: as an operand it saves half the price of a Python float.

    Parameters
    ----------
    value : float
        The number.
    dtype : dtype
        float32 or float64.

    Returns
    -------
    ndarray
        Shape ().
    """
    return np.full((), value, dtype)


def scalars(value: float) -> dict[np.dtype[Any], Array]:
    """
    Give one number as a `constant` of each precision.

    Parameters
    ----------
    value : float
        The number.

    Returns
    -------
    dict
        From dtype to read-only array of shape ().
    """
    table = {dtype: constant(value, dtype) for dtype in PRECISIONS}
    for number in table.values():
        number.flags.writeable = False
    return table


ONE = scalars(1.0)


def aligned_zeros(size: int, dtype: npt.DTypeLike) -> Array:
    """
    Make a flat vector of zeros that begins on a 64-byte boundary.

    Parameters
    ----------
    size : int
        Number of elements.
    dtype : dtype
        float32 or float64.

    Returns
    -------
    ndarray
        Shape (size,).
    """
    itemsize = np.dtype(dtype).itemsize
    spare = np.zeros(size * itemsize + _ALIGNMENT, np.uint8)
    start = -spare.ctypes.data % _ALIGNMENT
    vector: Array = spare[start : start + size * itemsize].view(dtype)
    return vector


def aligned_stride(size: int, dtype: npt.DTypeLike) -> int:
    """
    Round a number of elements up, so that the next piece begins on a 64-byte boundary as well.

    Parameters
    ----------
    size : int
        Number of elements of a piece.
    dtype : dtype
        float32 or float64.

    Returns
    -------
    int
        The distance between the beginnings of two pieces, in elements.
    """
    line = _ALIGNMENT // np.dtype(dtype).itemsize
    return -(-size // line) * line


def chunks(size: int, length: int = CHUNK) -> list[slice]:
    """
    Cut a flat vector into pieces that stay in the cache while several passes go over them.

    Parameters
    ----------
    size : int
        Number of elements.
    length : int
        Of a piece, at most.

    Returns
    -------
    list of slice
        One slice for a short vector (up to 50,000 elements), else pieces.
    """
    step = size if size <= _UNDIVIDED else length
    return [slice(start, min(start + step, size)) for start in range(0, size, step)]


def columns_over_ones(features: int, samples: int, dtype: npt.DTypeLike) -> Array:
    """
    Make the array that a layer reads: a column per sample, and a last row of ones that the bias multiplies.

    Parameters
    ----------
    features : int
        Rows to be filled.
    samples : int
        Columns.
    dtype : dtype
        float32 or float64.

    Returns
    -------
    ndarray
        Shape (features + 1, samples), zeros over the row of ones.
    """
    columns = aligned_zeros((features + 1) * samples, dtype).reshape(features + 1, samples)
    columns[-1] = 1
    return columns


def check_rows(values: npt.ArrayLike, features: int, what: str) -> Array:
    """
    Give values as an array of samples by features, or say what is wrong with them.

    Parameters
    ----------
    values : array_like
        Expected shape (samples, features).
    features : int
        The number of columns that the network wants.
    what : str
        How to call them in a message.

    Returns
    -------
    ndarray
        Shape (samples, features), not copied when it is one already.

    Raises
    ------
    ValueError
        If there is no sample or the number of columns differs.
    """
    rows: Array = np.asarray(values)
    if rows.ndim != 2 or rows.shape[0] == 0 or rows.shape[1] != features:
        raise ValueError(f"{what} must have shape (samples >= 1, {features}), not {rows.shape}")
    return rows


def rows_of(inputs: Array, dtype: npt.DTypeLike, *, ones: bool) -> Array:
    """
    Copy samples into the table that a plan reads.

    Parameters
    ----------
    inputs : ndarray
        Shape (samples, features).
    dtype : dtype
        float32 or float64.
    ones : bool
        Whether a column of ones stands last, which a bias multiplies.

    Returns
    -------
    ndarray
        Shape (samples, features), or one column more; contiguous.
    """
    samples, features = inputs.shape
    rows = np.ones((samples, features + ones), dtype)
    rows[:, :features] = inputs
    return rows
