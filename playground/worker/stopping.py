"""Whether one of an experiment's stop rules ends the run, asked at the end of each epoch."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from playground.document.stopping import StopRules
from playground.document.training_choices import StopRule
from playground.worker.messages import Stopped

if TYPE_CHECKING:
    from playground.worker.run import Run
    from playground.worker.snapshots import LossPoint

LEAST_PROGRESS = 1e-3  # of the best loss


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which rule says stop, what it saw and what it says; see `messages.Stopped`."""

    rule: StopRule
    value: float
    bound: float
    on_test: bool = False
    best_epoch: int = 0


def stopped(run_id: int, run: Run, verdict: Verdict) -> Stopped:
    """Return the news of a run that a rule has stopped where it stands."""
    return Stopped(run_id, run.step, run.trainer.epoch, **asdict(verdict))


class Stopper:
    """Keeps in mind what has stopped the run already, so that it can be gone on with.

    A loss or an accuracy that stopped it does so again only after an epoch's end at which it would not have,
    or where the rule is set to another number; epochs without progress are counted anew.
    """

    def __init__(self, rules: StopRules = StopRules()) -> None:  # noqa: B008  it is frozen
        self._rules = rules
        self._spent: set[StopRule] = set()
        self._best: tuple[float, int] | None = None

    def follow(self, rules: StopRules) -> None:
        """Go by other rules, or by the same under other settings of training."""
        for rule in (StopRule.TRAIN_LOSS, StopRule.ACCURACY):
            if getattr(rules, rule) != getattr(self._rules, rule):
                self._spent.discard(rule)
        self._rules = rules
        self.count_anew()

    def count_anew(self) -> None:
        """Begin to count epochs without progress; the next loss is then the best so far."""
        self._best = None

    def next_look(self, epochs: int) -> int | None:
        """Return at the end of which epoch it has to be asked next, after so many; None for never."""
        if self._rules.measure:
            return epochs + 1
        every = self._rules.epochs
        return (epochs // every + 1) * every if every else None

    def verdict(self, run: Run) -> Verdict | None:
        """Return what stops a run at the end of an epoch; raise `NonFinite` if it has blown up."""
        point = run.measure(gradient=False) if self._rules.measure else None
        return self.judge(run.trainer.epoch, point)

    def judge(self, epochs: int, point: LossPoint | None) -> Verdict | None:
        """Return what stops a run after so many epochs, with its measures where a rule asks for them."""
        found = [self._of_epochs(epochs)]
        if point is not None:
            found += [self._of_loss(point), self._of_accuracy(point), self._of_progress(epochs, point)]
        return next((each for each in found if each is not None), None)

    def _of_epochs(self, epochs: int) -> Verdict | None:
        every = self._rules.epochs
        return Verdict(StopRule.EPOCHS, epochs, every) if every and epochs % every == 0 else None

    def _of_loss(self, point: LossPoint) -> Verdict | None:
        bound = self._rules.train_loss
        holds = bound > 0 and point.train_loss <= bound
        return self._once(holds, Verdict(StopRule.TRAIN_LOSS, point.train_loss, bound))

    def _of_accuracy(self, point: LossPoint) -> Verdict | None:
        on_test, bound = point.test_accuracy is not None, self._rules.accuracy
        share = point.test_accuracy if on_test else point.train_accuracy
        if share is None:
            return None
        return self._once(0 < bound <= share, Verdict(StopRule.ACCURACY, share, bound, on_test))

    def _of_progress(self, epochs: int, point: LossPoint) -> Verdict | None:
        if self._best is None or point.train_loss < self._best[0] * (1 - LEAST_PROGRESS):
            self._best = (point.train_loss, epochs)
        best, since = self._best
        if not 0 < self._rules.patience <= epochs - since:
            return None
        self._best = (point.train_loss, epochs)
        return Verdict(StopRule.PATIENCE, best, self._rules.patience, best_epoch=since)

    def _once(self, holds: bool, verdict: Verdict) -> Verdict | None:
        """Return the verdict where its condition holds for the first time since it last did not."""
        if not holds:
            self._spent.discard(verdict.rule)
            return None
        first = verdict.rule not in self._spent
        self._spent.add(verdict.rule)
        return verdict if first else None
