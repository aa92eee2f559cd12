"""The measures of a run at one step."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LossPoint:
    """The measures at one step: losses over the whole training and test sets, without the penalty.

    With label smoothing the losses are those of the softened labels, as training has them.

    Accuracies are shares from 0 to 1 and None for a number as the target. Where all samples train there is no
    test loss nor accuracy: None. `gradient_norms` holds for each
    layer the Euclidean norm of the gradient over the whole training set, penalty included.
    """

    step: int
    epoch: float
    train_loss: float
    test_loss: float | None
    penalty: float
    train_accuracy: float | None
    test_accuracy: float | None
    gradient_norms: tuple[float, ...]
