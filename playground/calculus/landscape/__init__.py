"""The loss over a plane through the parameters: which plane, how high, and how it bends there."""

from __future__ import annotations

from playground.calculus.landscape.bowl import Bowl, bowl_over
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
    "Bowl",
    "Heights",
    "Plane",
    "bowl_over",
    "main_directions",
    "plane_through",
    "random_directions",
    "shares_held",
    "turned_as",
]
