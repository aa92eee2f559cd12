"""How a gradient moves the parameters."""

from __future__ import annotations

from playground.engine.optimizers.adaptive import AdaGrad, Adam, AdamW, RMSProp
from playground.engine.optimizers.constants import Constants
from playground.engine.optimizers.descent import SGD, Momentum, Nesterov
from playground.engine.optimizers.optimizer import Optimizer

__all__ = ["OPTIMIZERS", "Constants", "Optimizer"]

OPTIMIZERS: dict[str, type[Optimizer]] = {
    rule.name: rule for rule in (SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam, AdamW)
}
