"""Commands on the experiment and its training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits, limits
from playground.document.choices import CanvasMode, LossScale
from playground.document.sources import GeneratedSource
from playground.session.training import TrainingState
from playground.session.wording import DATASET_GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.session.session import Session

RATE_FACTOR = 10 ** (1 / 10)
ORDER = tuple(dataset for group in DATASET_GROUPS.values() for dataset in group)


class TrainingCommands:
    """Play, step, reset, learning rate, layers, data and what is shown."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, by its key."""
        session = self._session
        return {
            "play": self.play_or_pause,
            "step": lambda: session.advance(),
            "step_epoch": lambda: session.advance(epoch=True),
            "back_step": lambda: session.time.go_by_steps(-1),
            "back_epoch": lambda: session.time.go_by_epochs(-1),
            "to_start": session.time.to_start,
            "to_now": session.time.to_now,
            "reset": session.reset,
            "keep_run": session.runs.keep_present,
            "new_seed": session.new_seed,
            "faster": lambda: self._scale_rate(RATE_FACTOR),
            "slower": lambda: self._scale_rate(1 / RATE_FACTOR),
            "add_layer": lambda: session.edit("Add layer", edits.add_layer),
            "remove_layer": lambda: session.edit("Remove layer", edits.remove_layer),
            "next_dataset": self._next_dataset,
            "resample": session.resample,
            "weights": lambda: session.edit("Canvas", edits.set_mode, CanvasMode.WEIGHTS),
            "gradients": lambda: session.edit("Canvas", edits.set_mode, CanvasMode.GRADIENTS),
            "test_points": self._toggle_test,
            "discretize": self._toggle_discretize,
            "log_loss": self._toggle_scale,
            "next_picture": lambda: session.edit("Picture", edits.next_picture),
            "fewer_edges": lambda: session.edit("Edges drawn", edits.step_edge_share, -1),
            "more_edges": lambda: session.edit("Edges drawn", edits.step_edge_share, 1),
        }

    def play_or_pause(self) -> None:
        """Train, or stop training."""
        training = self._session.training
        if training.state is TrainingState.PLAYING:
            training.pause()
        else:
            self._session.play()

    def _scale_rate(self, factor: float) -> None:
        low, high = limits.LEARNING_RATE
        rate = min(high, max(low, self._session.experiment.training.learning_rate * factor))
        self._session.edit("Learning rate", edits.set_learning_rate, float(f"{rate:.3g}"))

    def _next_dataset(self) -> None:
        source = self._session.experiment.data.source
        at = ORDER.index(source.dataset) if isinstance(source, GeneratedSource) else -1
        self._session.edit("Data set", edits.set_dataset, ORDER[(at + 1) % len(ORDER)])

    def _toggle_test(self) -> None:
        self._session.edit("Test points", edits.set_show_test, not self._session.experiment.view.show_test)

    def _toggle_discretize(self) -> None:
        self._session.edit("Discretise", edits.set_discretize, not self._session.experiment.view.discretize)

    def _toggle_scale(self) -> None:
        log = self._session.experiment.view.loss_scale is LossScale.LOG
        self._session.edit("Loss axis", edits.set_loss_scale, LossScale.LINEAR if log else LossScale.LOG)
