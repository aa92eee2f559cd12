"""Which units of a column come first where not all can be drawn: those that pass most on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.canvas.rows import ALWAYS_SHOWN

if TYPE_CHECKING:
    from playground.ui.canvas.design import Design
    from playground.ui.canvas.values import Values


def ranking_of(design: Design, values: Values) -> dict[int, tuple[int, ...]]:
    """Return for each long column its units by the size of what leads on from them, the largest first.

    Inputs that are off come last. Nothing is returned where weights are not known, nor for the output.
    """
    layers = values.weights
    if layers is None:
        return {}
    ranking = {}
    for number, column in enumerate(design.columns[:-1]):
        if column.count > ALWAYS_SHOWN:
            strength = np.linalg.norm(layers[number].weights, axis=1)
            order = np.argsort(-strength, kind="stable").tolist()
            ranking[number] = _of_inputs(design, order) if number == 0 else tuple(order)
    return ranking


def _of_inputs(design: Design, order: list[int]) -> tuple[int, ...]:
    places = {each.index: place for place, each in enumerate(design.inputs) if each.index is not None}
    return tuple(places[index] for index in order)
