"""Which input is which pixel, where the first layer reads an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.sources import TableSource

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.plots.weight_arrangement import Image


def image_of(experiment: Experiment) -> Image | None:
    """Return height and width, and the number of the input at each pixel, −1 for one that is not read.

    None where there is no image, or one of several channels, which would be more than a number per pixel.
    """
    source = experiment.data.source
    if not isinstance(source, TableSource) or len(source.image) != 3 or source.image[0] != 1:
        return None
    numbers = {name: number for number, name in enumerate(experiment.data.inputs)}
    _, high, wide = source.image
    return (high, wide), tuple(numbers.get(name, -1) for name in source.columns)
