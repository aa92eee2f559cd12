"""From labels to the numbers that an output layer is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from playground.data.arrays import FloatArray
    from playground.data.generators import Task
    from playground.data.prepare import Labels

Encoding = Literal["signed", "one_hot", "value"]


def encode_targets(labels: Labels, task: Task, classes_count: int, encoding: Encoding) -> FloatArray:
    """Turn labels into what the output layer is compared with.

    Parameters
    ----------
    labels : (n,)
        Class indices or numbers, as in `Prepared`.
    task : "classification" or "regression"
    classes_count : int
        Number of classes; not used for a regression.
    encoding : "signed", "one_hot" or "value"
        -1 and +1 for two classes; a column per class with a single 1; the number itself.

    Returns
    -------
    (n, k) float64
        k is `classes_count` for "one_hot" and else 1.

    Raises
    ------
    ValueError
        If the encoding doesn't suit the task or the number of classes.
    """
    if (encoding == "value") != (task == "regression"):
        raise ValueError(f"the encoding {encoding!r} doesn't suit a {task}")
    if encoding == "one_hot":
        return np.eye(classes_count)[labels.astype(np.int64)]
    if encoding == "value":
        return labels.astype(np.float64)[:, np.newaxis]
    if classes_count != 2:
        raise ValueError(f"signed targets need 2 classes, not {classes_count}")
    return 2.0 * labels.astype(np.float64)[:, np.newaxis] - 1.0
