"""From where a surface is seen, and where its points then lie on the screen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLATTEST, STEEPEST = 6.0, 90.0
FARTHEST, NEAREST = 0.6, 4.0
# The box that is looked at: the plane from -1 to 1 both ways, heights from -HEIGHT to HEIGHT.
HEIGHT = 0.64
_HALF_DIAGONAL = math.sqrt(2.0)


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks at the middle of the box, without perspective: `turn` around it and `tilt` above it in degrees.

    With a turn of 0 the first axis runs to the right and the second away from the viewer.
    """

    turn: float = -34.0
    tilt: float = 33.0
    zoom: float = 1.0

    def turned(self, degrees: float) -> Camera:
        """Return the camera farther around, between -180 and 180."""
        return replace(self, turn=(self.turn + degrees + 180.0) % 360.0 - 180.0)

    def tilted(self, degrees: float) -> Camera:
        """Return the camera higher or lower, never below the plane."""
        return replace(self, tilt=min(max(self.tilt + degrees, FLATTEST), STEEPEST))

    def zoomed(self, factor: float) -> Camera:
        """Return the camera nearer or farther away."""
        return replace(self, zoom=min(max(self.zoom * factor, FARTHEST), NEAREST))

    @property
    def away(self) -> tuple[float, float]:
        """How much farther away a point gets per unit along the first and along the second axis."""
        turn = math.radians(self.turn)
        return math.sin(turn), math.cos(turn)

    @property
    def near_corner(self) -> tuple[float, float]:
        """The corner of the plane that is nearest to the viewer."""
        first, second = self.away
        return (-1.0 if first >= 0 else 1.0), (-1.0 if second >= 0 else 1.0)

    def scale(self, width: float, height: float) -> float:
        """Return how many pixels a unit is, so that the box fits however it is turned (at a zoom of 1)."""
        tilt = math.radians(self.tilt)
        high = _HALF_DIAGONAL * math.sin(tilt) + HEIGHT * math.cos(tilt)
        return self.zoom * min(width / (2 * _HALF_DIAGONAL), height / (2 * high))

    def project(self, points: NDArray[np.float64], scale: float, middle: tuple[float, float]) -> NDArray:
        """Return points (..., 3) of the box as pixels (..., 2), the middle of the box at `middle`."""
        sine, cosine = self.away
        tilt = math.radians(self.tilt)
        across = points[..., 0] * cosine - points[..., 1] * sine
        away = points[..., 0] * sine + points[..., 1] * cosine
        up = away * math.sin(tilt) + points[..., 2] * math.cos(tilt)
        return np.stack([middle[0] + scale * across, middle[1] - scale * up], axis=-1)

    @property
    def text(self) -> str:
        """From where it looks, in words."""
        side = "left" if self.turn < 0 else "right"
        around = "from the front" if abs(self.turn) < 0.5 else f"turned {abs(self.turn):.0f}° to the {side}"
        return f"{around}, from {self.tilt:.0f}° above, zoom {self.zoom:.1f}"
