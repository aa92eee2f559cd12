"""The little picture of each sample of a table of images."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.document.sources import TableSource
from playground.ui.plots.images_thumbnail import ink_image

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from playground.data.prepare import Prepared
    from playground.document.experiment import Data
    from playground.ui.theme.theme import Theme

SCALED_BY = 2_000  # samples whose greatest pixel is taken for full ink


class SamplePictures:
    """Draws a sample's picture when it is first looked at; a pixel that is no input stays paper."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._samples: Prepared | None = None
        self._image: tuple[int, ...] = ()
        self._places = np.zeros(0, np.intp)
        self._full = 1.0
        self._drawn: dict[tuple[int, bool], QImage] = {}
        theme.changed.connect(self._drawn.clear)

    @property
    def there_are(self) -> bool:
        """Whether the samples are images."""
        return bool(self._image)

    def show_samples(self, samples: Prepared, data: Data) -> None:
        """Draw these samples from now on."""
        source = data.source
        self._samples = samples
        self._drawn.clear()
        self._image = source.image if isinstance(source, TableSource) else ()
        if isinstance(source, TableSource) and source.image:
            columns = {name: place for place, name in enumerate(source.columns)}
            self._places = np.array([columns[name] for name in samples.input_names], np.intp)
            known = samples.own_units(samples.train_inputs[:SCALED_BY])
            self._full = float(known.max(initial=0.0)) or 1.0

    def picture(self, sample: int, of_test: bool) -> QImage | None:
        """Return the picture of a sample, None where samples are no images."""
        if self._samples is None or not self._image:
            return None
        key = (sample, of_test)
        if key not in self._drawn:
            inputs = self._samples.test_inputs if of_test else self._samples.train_inputs
            pixels = np.zeros(int(np.prod(self._image)))
            pixels[self._places] = self._samples.own_units(inputs[sample : sample + 1])[0] / self._full
            self._drawn[key] = ink_image(self._theme, pixels.reshape(self._image).mean(axis=0))
        return self._drawn[key]
