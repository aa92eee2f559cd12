"""What an activation function is: a formula and its first two derivatives, written into buffers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.engine.arrays import Array


@dataclass(frozen=True)
class Activation:
    """
    One activation function, element by element, on arrays of any equal shape.

    Attributes
    ----------
    name : str
        Its key in `ACTIVATIONS`.
    f : callable (z, out) -> out
        The activation a = f(z).
    derivative : callable (z, a, out) -> out
        f'(z), from the pre-activation and the activation, whichever is cheaper.
    second_derivative : callable (z, a, out) -> out
        f''(z), likewise.
    needs_scratch : bool
        Whether `f` and `derivative` take one more buffer after `out`.
    kinks : tuple of float
        Where f' jumps; it is then the derivative from the left.
    identity : bool
        Whether f(z) = z, so that a plan may leave out both the function and the factor 1.
    repeatable : bool
        Whether f(f(z)) = f(z), so that an identity layer in front of it changes nothing.
    """

    name: str
    f: Callable[..., Array]
    derivative: Callable[..., Array]
    second_derivative: Callable[[Array, Array, Array], Array]
    needs_scratch: bool = False
    kinks: tuple[float, ...] = ()
    identity: bool = False
    repeatable: bool = False

    def bind_f(self, z: Array, a: Array, scratch: Array) -> Callable[[], object]:
        """
        Give the call that writes f(z) into `a`.

        Parameters
        ----------
        z, a, scratch : ndarray
            Of one shape; `scratch` is overwritten where it is needed.

        Returns
        -------
        callable
            Without arguments.
        """
        return partial(self.f, z, a, scratch) if self.needs_scratch else partial(self.f, z, a)

    def bind_derivative(self, z: Array, a: Array, out: Array, scratch: Array) -> Callable[[], object]:
        """
        Give the call that writes f'(z) into `out`.

        Parameters
        ----------
        z, a, out, scratch : ndarray
            Of one shape; `a` holds f(z), `scratch` is overwritten where it is needed.

        Returns
        -------
        callable
            Without arguments.
        """
        arguments = (z, a, out, scratch) if self.needs_scratch else (z, a, out)
        return partial(self.derivative, *arguments)

    @np.errstate(all="ignore")
    def at(self, z: Array) -> tuple[Array, Array, Array]:
        """
        Give f, f' and f'' at some places.

        Parameters
        ----------
        z : ndarray
            float32 or float64, any shape.

        Returns
        -------
        tuple of ndarray
            f(z), f'(z) and f''(z), new, of the shape and type of `z`.
        """
        a, first, second, scratch = (np.empty_like(z) for _ in range(4))
        self.bind_f(z, a, scratch)()
        self.bind_derivative(z, a, first, scratch)()
        self.second_derivative(z, a, second)
        return a, first, second
