"""What is said of a run that one of its stop rules has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.training_choices import StopRule

if TYPE_CHECKING:
    from playground.worker.messages import Stopped

THIN_SPACE = "\u2009"


def stop_in_words(news: Stopped) -> str:
    """Return the sentence with its numbers."""
    if news.rule is StopRule.EPOCHS:
        every = "each epoch" if news.bound == 1 else f"every {_epochs(news.bound)}"
        return f"Stopped at epoch {_whole(news.epoch)}: it is set to stop after {every}"
    return f"Stopped: {_why(news)}, epoch {_whole(news.epoch)}"


def stop_in_short(news: Stopped) -> str:
    """Return the note that stands beside the curves."""
    match news.rule:
        case StopRule.EPOCHS:
            return f"stopped at epoch {_whole(news.epoch)}"
        case StopRule.TRAIN_LOSS:
            return f"stopped at loss ≤ {news.bound:g}"
        case StopRule.ACCURACY:
            return f"stopped at accuracy ≥ {_percent(news.bound)}"
        case StopRule.PATIENCE:
            return f"stopped, {_epochs(news.bound)} no better"


def _why(news: Stopped) -> str:
    match news.rule:
        case StopRule.TRAIN_LOSS:
            return f"training loss {news.value:.3g} is at or below {news.bound:g}"
        case StopRule.ACCURACY:
            samples = "test" if news.on_test else "training"
            return f"{samples} accuracy {_percent(news.value)} is at or above {_percent(news.bound)}"
        case _:
            best = f"its best is {news.value:.3g}, of epoch {_whole(news.best_epoch)}"
            return f"the training loss got no better for {_epochs(news.bound)}, {best}"


def _epochs(count: float) -> str:
    return "1 epoch" if count == 1 else f"{_whole(count)} epochs"


def _whole(number: float) -> str:
    return f"{int(number):,}".replace(",", THIN_SPACE)


def _percent(share: float) -> str:
    return f"{100 * share:.4g}{THIN_SPACE}%"
