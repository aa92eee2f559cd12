"""The network and how it learns, in NumPy alone."""

from __future__ import annotations

from playground.engine.activations import ACTIVATIONS, Activation
from playground.engine.backpropagation import Backpropagation
from playground.engine.checkpoint import Checkpoint
from playground.engine.errors import NonFinite
from playground.engine.evaluation import Evaluation
from playground.engine.forward import ForwardPass
from playground.engine.initializers import INITIALIZERS, Initializer
from playground.engine.losses import LOSSES, Loss
from playground.engine.network import Dense, Network
from playground.engine.optimizers import OPTIMIZERS, Constants, Optimizer
from playground.engine.penalty import Penalty
from playground.engine.trainer import Trainer

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "Activation",
    "Backpropagation",
    "Checkpoint",
    "Constants",
    "Dense",
    "Evaluation",
    "ForwardPass",
    "Initializer",
    "Loss",
    "Network",
    "NonFinite",
    "Optimizer",
    "Penalty",
    "Trainer",
]
