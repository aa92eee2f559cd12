"""The timeline under the loss plot: back to any earlier moment, and on from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.timeline import Course, TimelineTrack
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.session.back_in_time import BackInTime
    from playground.session.session import Session
    from playground.ui.plots.loss_plot import LossPlot
    from playground.ui.theme.theme import Theme

TRACK_TIP = (
    "Drag to any earlier moment. To play there, or to change something, begins a new future from it; the old "
    "one stays in the plot, and undo brings it back (arrows: a step, Shift: an epoch)"
)
NOW_TIP = "Back to now"


class Timeline(QWidget):
    """Shows where in its run the session stands, and takes it to other moments."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.track = TimelineTrack(theme, self)
        self.back = IconButton(theme, "skip-forward", NOW_TIP, self, size=28, icon_size=15)
        set_tip(self.track, TRACK_TIP)
        set_tip(self.back, NOW_TIP, "End")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 4)
        row.addWidget(self.track, 1)
        row.addWidget(self.back)
        time = session.time
        self.track.epoch_wanted.connect(lambda epoch: time.visit(time.step_of(epoch)))
        self.track.step_wanted.connect(time.visit)
        self.track.steps_wanted.connect(time.go_by_steps)
        self.track.epochs_wanted.connect(time.go_by_epochs)
        self.track.hovered.connect(self._tell)
        self.back.clicked.connect(time.to_now)
        self.show_time()

    def show_time(self) -> None:
        """Show how far the run has come, and the moment that is shown."""
        session, time = self._session, self._session.time
        first, last = time.first, time.last
        begin, end = time.epoch_of(first), time.last_epoch
        marks = tuple(epoch for epoch, _ in session.history.markers if begin <= epoch <= end)
        shown = (session.step, session.epoch)
        self.track.show_course(Course((first, begin), (last, end), shown, marks, time.share))
        self.track.setAccessibleDescription(in_words(time))
        self.back.setEnabled(time.now is not None)

    def stand_under(self, plot: LossPlot) -> None:
        """Let the run begin and end where it does in the plot above, while that shows all of it."""
        time = self._session.time
        if not plot.following or plot.is_empty:
            self.track.set_ends(None)
            return
        frame = plot.arrangement.frame
        offset = plot.viewport().mapToGlobal(QPoint(0, 0)).x() - self.track.mapToGlobal(QPoint(0, 0)).x()
        epochs = time.epoch_of(time.first), time.last_epoch
        self.track.set_ends((frame.px(epochs[0]) + offset, frame.px(epochs[1]) + offset))

    def _tell(self, epoch: float | None) -> None:
        if epoch is None:
            return
        step = self._session.time.step_of(epoch)
        place = self.track.mapToGlobal(self.track.rect().topLeft())
        place.setX(place.x() + round(self.track.x_of(epoch)))
        words = f"epoch {format_integer(int(epoch))}, step {format_integer(step)}"
        QToolTip.showText(place, words, self.track)


def in_words(time: BackInTime) -> str:
    """Say which earlier moment is shown, or how far the way to it is made; "" in the present."""
    if time.share is not None:
        return f"Training once more to the moment that was asked for: {time.share:.0%}"
    if time.now is None:
        return ""
    # Whole epochs, as the transport counts them: the step says the rest.
    epoch, last = (format_integer(int(each)) for each in (time.shown_epoch, time.last_epoch))
    where = f"Epoch {epoch} of {last}, step {format_integer(time.shown_step)}"
    return f"{where}. Play, or a change, goes on from here; End returns to now."
