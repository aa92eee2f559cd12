"""The loss over a plane through the parameters: which plane, and how high."""

from __future__ import annotations

from playground.calculus.landscape.heights import Heights
from playground.calculus.landscape.planes import (
    Plane,
    main_directions,
    plane_through,
    random_directions,
    shares_held,
    turned_as,
)

__all__ = [
    "Heights",
    "Plane",
    "main_directions",
    "plane_through",
    "random_directions",
    "shares_held",
    "turned_as",
]
