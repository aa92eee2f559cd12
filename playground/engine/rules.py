"""All rules by which a step can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.engine.layers import Weighted
from playground.engine.optimizers import OPTIMIZERS
from playground.engine.second_order import SECOND_ORDER

if TYPE_CHECKING:
    from playground.engine.network import Network
    from playground.engine.optimizers.rule import Rule
    from playground.engine.settings import Settings

RULES: dict[str, type[Rule]] = {**OPTIMIZERS, **SECOND_ORDER}


def check_objective(network: Network, settings: Settings, samples: int) -> None:
    """
    Refuse a second-order rule where the loss is another one from one look to the next.

    Parameters
    ----------
    network : Network
        To be trained.
    settings : Settings
        How.
    samples : int
        Of the training set.

    Raises
    ------
    ValueError
        If a batch is not the whole set, or there is dropout or batch normalization.
    """
    name = settings.optimizer
    if not RULES[name].second_order:
        return
    if settings.batch_size < samples:
        raise ValueError(f"{name} needs all {samples} samples in a batch, not {settings.batch_size}")
    for layer in network.layers:
        if isinstance(layer, Weighted) and (layer.dropout or layer.normalization == "batch"):
            raise ValueError(f"{name} needs a network without dropout and batch normalization")
