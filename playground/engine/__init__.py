"""The network and how it learns, in NumPy alone."""

from __future__ import annotations

from playground.engine.activations import ACTIVATIONS, Activation
from playground.engine.backpropagation import Backpropagation
from playground.engine.checkpoint import Checkpoint
from playground.engine.clipping import Clipping
from playground.engine.errors import NonFinite
from playground.engine.evaluation import Evaluation
from playground.engine.forward import ForwardPass
from playground.engine.initializers import INITIALIZERS, Initializer
from playground.engine.layers import Convolution, Dense, Pooling
from playground.engine.losses import LOSSES, Loss
from playground.engine.memory import Memory, memory_needed
from playground.engine.network import Network
from playground.engine.optimizers import OPTIMIZERS, Constants, Optimizer
from playground.engine.penalty import Penalty
from playground.engine.rules import RULES
from playground.engine.schedules import SCHEDULES, Schedule
from playground.engine.second_order import SECOND_ORDER, SecondOrderStep
from playground.engine.settings import Settings
from playground.engine.trainer import Trainer

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "RULES",
    "SCHEDULES",
    "SECOND_ORDER",
    "Activation",
    "Backpropagation",
    "Checkpoint",
    "Clipping",
    "Constants",
    "Convolution",
    "Dense",
    "Evaluation",
    "ForwardPass",
    "Initializer",
    "Loss",
    "Memory",
    "Network",
    "NonFinite",
    "Optimizer",
    "Penalty",
    "Pooling",
    "Schedule",
    "SecondOrderStep",
    "Settings",
    "Trainer",
    "memory_needed",
]
