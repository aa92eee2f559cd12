"""The rectangle a curve is drawn in, and the way from numbers to pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

Floats = NDArray[np.float64]
_FAR = 50.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in pixels over ranges of both axes' coordinates; y is a decimal exponent on a log axis."""

    rect: QRectF
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def px(self, x: float) -> float:
        """Return how far right a value lies, in pixels."""
        low, high = self.x_range
        return self.rect.left() + (x - low) / (high - low) * self.rect.width()

    def py(self, y: float) -> float:
        """Return how far down a coordinate lies, in pixels."""
        low, high = self.y_range
        return self.rect.bottom() - (y - low) / (high - low) * self.rect.height()

    def x_at(self, px: float) -> float:
        """Return the value at so many pixels from the left."""
        low, high = self.x_range
        return low + (px - self.rect.left()) / self.rect.width() * (high - low)

    def y_at(self, py: float) -> float:
        """Return the coordinate at so many pixels from the top."""
        low, high = self.y_range
        return low + (self.rect.bottom() - py) / self.rect.height() * (high - low)

    def pixels(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return points in pixels; what lies far above or below is drawn as lying just outside."""
        (left, right), (low, high) = self.x_range, self.y_range
        across = self.rect.left() + (x - left) * (self.rect.width() / (right - left))
        down = self.rect.bottom() - (y - low) * (self.rect.height() / (high - low))
        return across, np.clip(down, self.rect.top() - _FAR, self.rect.bottom() + _FAR)
