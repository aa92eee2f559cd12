"""The line at the bottom: what the training does, how fast, and the last thing worth telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.session.training import TrainingState
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.chip import StateChip
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.ui.theme.theme import Theme

TOLD_FOR_MS = 9_000
HEIGHT = 26
STATES = {
    TrainingState.PAUSED: ("Paused", "pause", "neutral"),
    TrainingState.PLAYING: ("Training", "activity", "ok"),
    TrainingState.STEPPING: ("Stepping", "step-forward", "ok"),
    TrainingState.DIVERGED: ("Blown up", "triangle-alert", "danger"),
    TrainingState.STOPPED: ("Training process stopped", "octagon-alert", "danger"),
}


class StatusBar(QWidget):
    """State, speed and size at the left; a passing message in the middle; frames per second at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parameters = 0
        self._reason = self._update = ""
        self._chip = StateChip(theme, self)
        self._facts = Label(theme, "", self, role="caption", token="ink3")
        self._message = Label(theme, "", self, role="caption", token="ink2", elide=True)
        self._curvature = Label(theme, "", self, role="caption", token="ink3")
        self._rate = Label(theme, "", self, role="caption", token="ink3")
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(TOLD_FOR_MS)
        self._forget.timeout.connect(lambda: self._say(self._resting))
        self._row = QHBoxLayout(self)
        ends = ((self._curvature, 0), (self._rate, 0))
        for part, stretch in ((self._chip, 0), (self._facts, 0), (self._message, 1), *ends):
            self._row.addWidget(part, stretch)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_state(TrainingState.PAUSED)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show how large the network is."""
        if self._parameters != experiment.parameter_count:
            self.show_curvature("")
        self._parameters = experiment.parameter_count
        self.show_speed(0.0)

    def show_state(self, state: TrainingState) -> None:
        """Show what the training does."""
        self._chip.show_state(*STATES[state])
        if state is not TrainingState.PLAYING:
            self._rate.setText("")
            self.show_speed(0.0)

    def show_past(self, words: str) -> None:
        """Say which earlier moment is shown; "" in the present."""
        if words:
            self._chip.show_state("Looking back", "history", "neutral")
            self._rate.setText("")
            self.show_speed(0.0)
        self.show_reason(words)

    def show_speed(self, steps_per_second: float) -> None:
        """Show how fast it trains; nothing while it does not."""
        size = f"{format_integer(self._parameters)} parameters"
        rounded = int(round(steps_per_second, -2 if steps_per_second > 1_000 else 0))
        speed = f"{format_integer(rounded)} steps/s · "
        self._facts.setText(f"{speed if steps_per_second else ''}{size}")

    def show_frame_rate(self, frames_per_second: float) -> None:
        """Show how many frames of the worker were shown in the last second."""
        self._rate.setText(f"{frames_per_second:.0f} fps")

    def show_curvature(self, words: str) -> None:
        """Show how sharply the loss bends; "" where that is not known."""
        self._curvature.setText(words)

    def tell(self, text: str) -> None:
        """Show a message for a while."""
        self._say(text)
        self._forget.start()

    def show_reason(self, reason: str) -> None:
        """Say why it cannot be trained as long as that is so, wherever there is no message."""
        if reason != self._reason:
            self._reason = reason
            self._forget.stop()
            self._say(self._resting)

    def show_update(self, words: str) -> None:
        """Say what the last step came to, wherever there is nothing else to say; "" of most optimisers."""
        self._update = words
        if not self._forget.isActive():
            self._say(self._resting)

    @property
    def _resting(self) -> str:
        return self._reason or self._update

    def _say(self, text: str) -> None:
        if text == self._message.text():
            return
        self._message.setText(text)
        self._message.setAccessibleName(text)

    def told(self) -> str:
        """What the message says now."""
        return self._message.text()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(HEIGHT))
        margin = self._theme.px(14)
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(self._theme.px(14))
