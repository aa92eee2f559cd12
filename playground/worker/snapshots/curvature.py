"""How the loss bends where a run stands: the outermost eigenvalues of its Hessian."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Eigenvalue:
    """An eigenvalue of the Hessian; one lies within `bound` of the `value`."""

    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class Curvature:
    """The Hessian of the mean training loss with its penalty, without dropout, at one step of a run.

    `largest` begins with λ₁ and falls, `smallest` begins with the least and rises; none is in both. It is the
    Hessian of the first `samples` of `train_samples` training samples, by `parameters` that are not frozen.
    `exact` says that its products are no differences of gradients; there were `products` of them, in
    `seconds`. `learning_rate` is that of the step. `stable_rate` is the largest at which the optimiser is
    stable for λ₁, None where λ₁ is not positive or no such number is known for the optimiser; `edge` is the
    λ₁ for which `learning_rate` is just that (2/η for plain descent). `stable_setting` is `stable_rate`
    without what the schedule multiplies by at the step. `full_batch` says that each step takes all samples
    and leaves none of the network out, so that the bound holds and is no mere guide.
    """

    step: int
    epoch: float
    largest: tuple[Eigenvalue, ...]
    smallest: tuple[Eigenvalue, ...]
    parameters: int
    samples: int
    train_samples: int
    learning_rate: float
    stable_rate: float | None
    stable_setting: float | None
    edge: float | None
    full_batch: bool
    exact: bool
    products: int
    seconds: float

    @property
    def sharpness(self) -> float:
        """λ₁, the largest eigenvalue."""
        return self.largest[0].value
