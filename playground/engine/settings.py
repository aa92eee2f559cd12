"""The settings of a training: one value, which may be exchanged for another between any two steps."""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.clipping import Clipping
from playground.engine.losses.loss import check_share
from playground.engine.optimizers import Constants
from playground.engine.optimizers.rule import check_learning_rate
from playground.engine.penalty import Penalty
from playground.engine.registry import entry
from playground.engine.rules import RULES
from playground.engine.schedules import Schedule


@dataclass(frozen=True)
class Settings:
    """
    How a network is trained.

    Attributes
    ----------
    learning_rate : float
        From 0 to 1e12; under "newton" and "lbfgs" the part of a full step that is taken, or tried first.
    batch_size : int
        At least 1; more than there are samples means all of them.
    optimizer : str
        A key of `RULES`. Those of `SECOND_ORDER` need batches of all samples.
    constants : Constants
        The other numbers of the optimiser. Under "adamw", learning rate times weight decay is at most 1.
    schedule : Schedule
        What part of the learning rate holds in each step.
    penalty : Penalty
        On the weights, not on the biases.
    clipping : Clipping
        Of gradients, penalty included; not under "newton" and "lbfgs", whose steps are checked one by one.
    label_smoothing : float
        In [0, 1), for cross-entropies.

    Raises
    ------
    ValueError
        For a name or number that is not as described.
    """

    learning_rate: float
    batch_size: int
    optimizer: str = "sgd"
    constants: Constants = Constants()  # noqa: RUF009  it is frozen
    schedule: Schedule = Schedule()  # noqa: RUF009  it is frozen
    penalty: Penalty = Penalty()  # noqa: RUF009  it is frozen
    clipping: Clipping = Clipping()  # noqa: RUF009  it is frozen
    label_smoothing: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        check_learning_rate(self.learning_rate)
        if self.batch_size < 1:
            raise ValueError(f"a batch needs at least 1 sample, not {self.batch_size}")
        lost = self.learning_rate * self.constants.weight_decay
        if entry(RULES, self.optimizer, "optimizer").decays and lost > 1:
            raise ValueError(
                f"learning rate times weight decay must be at most 1, or weights change sign; it is {lost:g}"
            )
        check_share(self.label_smoothing)
