"""The choices of how training goes, beside the optimiser; each value is also the engine's own name for it."""

from __future__ import annotations

from enum import StrEnum

from playground.document.choices import Loss, Optimizer


class Schedule(StrEnum):
    """How the learning rate changes in the course of training."""

    CONSTANT = "constant"
    STEP = "step"
    EXPONENTIAL = "exponential"
    COSINE = "cosine"
    WARM_UP = "warm_up"
    ONE_CYCLE = "one_cycle"


class Clipping(StrEnum):
    """What is done to gradients that are too large."""

    NONE = "none"
    VALUE = "value"
    NORM = "norm"


class StopRule(StrEnum):
    """What may end a run by itself; each value is the name of its field in `StopRules`."""

    EPOCHS = "epochs"
    TRAIN_LOSS = "train_loss"
    ACCURACY = "accuracy"
    PATIENCE = "patience"


# The fields of `Training` that each optimiser reads, beside the learning rate.
CONSTANTS: dict[Optimizer, tuple[str, ...]] = {
    Optimizer.SGD: (),
    Optimizer.MOMENTUM: ("momentum",),
    Optimizer.NESTEROV: ("momentum",),
    Optimizer.ADAGRAD: ("epsilon",),
    Optimizer.RMSPROP: ("rho", "epsilon"),
    Optimizer.ADAM: ("beta1", "beta2", "epsilon"),
    Optimizer.ADAMW: ("beta1", "beta2", "epsilon", "weight_decay"),
    Optimizer.NEWTON: ("initial_damping",),
    Optimizer.LBFGS: ("lbfgs_memory",),
}
CROSS_ENTROPIES = (Loss.BINARY_CROSS_ENTROPY, Loss.SOFTMAX_CROSS_ENTROPY)
