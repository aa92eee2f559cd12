"""How a network stretches what is near a sample: Jacobians by both modes, singular values, ellipses."""

from playground.calculus.jacobian.circle import CircleImage, best_plane, image_of, unit_circle
from playground.calculus.jacobian.forward_mode import ForwardMode
from playground.calculus.jacobian.reverse_mode import reverse_jacobian
from playground.calculus.jacobian.stretch import largest_stretch, singular_values

__all__ = [
    "CircleImage",
    "ForwardMode",
    "best_plane",
    "image_of",
    "largest_stretch",
    "reverse_jacobian",
    "singular_values",
    "unit_circle",
]
