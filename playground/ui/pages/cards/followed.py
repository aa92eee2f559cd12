"""Which weight or bias is followed to the loss, of what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.parameters import has_bias
from playground.ui.pages.cards.subjects import exists
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.canvas.items import Item
    from playground.ui.canvas.values import Values

NOTHING_TO_FOLLOW = "Select a weight, a bias or a neuron first: it is then followed to the loss."


def followed(experiment: Experiment, item: Item | None, values: Values) -> Parameter | None:
    """Return a weight or bias itself; of a neuron its bias, or without one the largest weight into it."""
    if isinstance(item, Parameter):
        return item if exists(experiment, item) else None
    if not isinstance(item, Neuron) or item.layer == 0:
        return None
    layer = item.layer - 1
    source = None if has_bias(experiment, layer) else _largest(values, layer, item.index)
    found = Parameter(layer, source, item.index)
    return found if exists(experiment, found) else None


def _largest(values: Values, layer: int, target: int) -> int:
    known = values.weights
    return 0 if known is None else int(np.abs(known[layer].weights[:, target]).argmax())
