"""Beside the learning rate: the course of its schedule, and what it has come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from playground.document.training_choices import Schedule
from playground.ui.panels.options.schedule import draw_course
from playground.ui.theme.numbers import format_rate
from playground.ui.widgets import painting
from playground.ui.widgets.label import Label
from playground.ui.widgets.rate_course import RateCourse
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Training
    from playground.ui.theme.theme import Theme

TIP = "The schedule of the learning rate over epochs; the dot and “now” are the rate of the next step"


WIDEST = "0.00000"


def _now(rate: str) -> str:
    return f"now {rate}"


class RateNote(QWidget):
    """A spark over “now 0.012”."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._training: Training | None = None
        self.picture = RateCourse(theme, self, named=False)
        self._caption = Label(theme, "", self, role="caption", token="ink2")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 2)
        column.addWidget(self.picture)
        column.addWidget(self._caption)
        set_tip(self, TIP)
        self._theme = theme
        theme.changed.connect(self._reserve)
        self._reserve()

    def show_training(self, training: Training) -> None:
        """Show the schedule."""
        self._training = training
        if training.schedule is Schedule.CONSTANT:
            return
        now = self.picture.now()
        draw_course(self.picture, training, 0.0 if now is None else now[0])

    def show_now(self, epoch: float, rate: float) -> None:
        """Show how far training is, and the learning rate there."""
        if self._training is not None:
            draw_course(self.picture, self._training, epoch)
        self.picture.show_now(epoch, rate)
        self._caption.setText(_now(format_rate(rate)))

    def _reserve(self) -> None:
        """Keep the room of the widest rate, so that a changing one moves nothing."""
        widest = painting.text_width(self._theme.font("caption"), _now(WIDEST))
        self._caption.setMinimumWidth(int(widest + 1))

    def text(self) -> str:
        """Give what stands under the spark."""
        return self._caption.text()
