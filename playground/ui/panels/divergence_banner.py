"""The banner for a run that blew up: what, when, why with numbers, and the ways back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import Optimizer
from playground.ui.theme.numbers import format_integer, format_rate, format_significant
from playground.ui.widgets.banner import Banner, BannerAction
from playground.worker.messages import Diverged, DivergenceCause

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

REWIND_SAFELY, REWIND, RESET = "rewind safely", "rewind", "reset"


class DivergenceBanner(Banner):
    """Says only what is known: the curvature's bound where it was broken, else that the cause is unknown."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._session = session
        self.chosen.connect(self._take)

    def show_divergence(self, news: Diverged) -> None:
        """Tell of a run that has stopped."""
        experiment, samples = self._session.experiment, len(self._session.samples.train_labels)
        headline = f"The loss blew up at epoch {_epoch(news.epoch)}. Training is paused."
        body = f"{first_sign(experiment, news)} {reason(experiment, news, samples)} {kept(news)}"
        self.show_message(headline, body, ways_back(news))

    def _take(self, key: str) -> None:
        if key == RESET:
            self._session.reset()
        else:
            self._session.rewind(safe_rate=key == REWIND_SAFELY)


BOUNDS = {Optimizer.MOMENTUM: "2(1 + β)/λ", Optimizer.NESTEROV: "2(1 + β)/((1 + 2β)λ)"}


def first_sign(experiment: Experiment, news: Diverged) -> str:
    """Say which number left the finite first."""
    if news.quantity == "loss":
        return "The loss is no longer a number, or a million times what it was at first."
    hidden = len(experiment.network.hidden)
    layer = "the output layer" if news.layer >= hidden else f"hidden layer {news.layer + 1}"
    return f"The first number to leave the finite range was a {news.quantity} in {layer}."


def reason(experiment: Experiment, news: Diverged, samples: int) -> str:
    """Say why, as far as it is known for certain."""
    rate = format_rate(news.learning_rate)
    if news.cause is not DivergenceCause.STEP_TOO_LARGE or news.sharpness is None or news.bound is None:
        return "Its cause is unknown; a smaller learning rate or smaller first weights may help."
    curvature, bound = format_significant(news.sharpness, 3), format_significant(news.bound, 3)
    name = BOUNDS.get(news.optimizer, "2/λ")
    guide = (
        "" if experiment.training.batch_size >= samples else " (a guide: each step sees a mini-batch only)"
    )
    return (
        f"Over the whole training set the steepest curvature was λ = {curvature}: steps of more than "
        f"{name} = {bound} overshoot further each time{guide}, and η was {rate}."
    )


def kept(news: Diverged) -> str:
    """Say which weights there are to go back to."""
    return f"Your weights of epoch {_epoch(news.good_epoch)} are kept."


def ways_back(news: Diverged) -> list[BannerAction]:
    """Return the actions, the safest first."""
    epoch = _epoch(news.good_epoch)
    rewind = BannerAction(REWIND, "Rewind only" if news.safe_rate else f"Rewind to epoch {epoch}", "undo-2")
    reset = BannerAction(RESET, "Reset", "rotate-ccw")
    if news.safe_rate is None:
        return [rewind, reset]
    safe = BannerAction(
        REWIND_SAFELY, f"Rewind to epoch {epoch}, use η = {format_rate(news.safe_rate)}", "rewind"
    )
    return [safe, rewind, reset]


def _epoch(epoch: float) -> str:
    return format_integer(int(epoch))
