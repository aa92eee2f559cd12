"""How the loss bends: products with its Hessian, exactly, and what they tell of its eigenvalues."""

from __future__ import annotations

from playground.calculus.hessian.by_differences import difference_rows, has_kinks
from playground.calculus.hessian.density import Density, density_of, mean_density
from playground.calculus.hessian.lanczos import Lanczos, RitzPair
from playground.calculus.hessian.products import HessianProducts, hessian_products
from playground.calculus.hessian.whole import dense_rows, eigen_decomposition

__all__ = [
    "Density",
    "HessianProducts",
    "Lanczos",
    "RitzPair",
    "dense_rows",
    "density_of",
    "difference_rows",
    "eigen_decomposition",
    "has_kinks",
    "hessian_products",
    "mean_density",
]
