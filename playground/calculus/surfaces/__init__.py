"""Functions of two variables: classics with their exact gradients, and the loss over two of its weights."""

from __future__ import annotations

from playground.calculus.surfaces.classics import SURFACES, Surface
from playground.calculus.surfaces.loss import LossSurface

__all__ = ["SURFACES", "LossSurface", "Surface"]
