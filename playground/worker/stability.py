"""How large a learning rate may be where the loss bends as it does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.document.choices import Optimizer

if TYPE_CHECKING:
    from playground.document.experiment import Training


def stable_rate(training: Training, curvature: float) -> float | None:
    """Return the largest stable learning rate for the curvature λ, None where no such number is known.

    2/λ; with momentum β 2(1 + β)/λ (Polyak 1964), Nesterov's 2(1 + β)/(1 + 2β)/λ (Cohen et al. 2021, equation
    2): exact for descent on the whole training set with a quadratic loss.
    """
    beta = training.momentum
    factors = {
        Optimizer.SGD: 2.0,
        Optimizer.MOMENTUM: 2.0 * (1.0 + beta),
        Optimizer.NESTEROV: 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta),
    }
    factor = factors.get(training.optimizer)
    if factor is None or not curvature > 0:
        return None
    rate = factor / curvature
    return rate if math.isfinite(rate) else None
