"""The decision map and the loss in windows of their own, kept in step with the page while they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.own_window import OwnWindow
from playground.ui.panels.decision_picture import DecisionPicture
from playground.ui.panels.loss_panel import LossPanel
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.panels.decision_panel import DecisionPanel
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, InputGradients, LossPoint

LOSS_SIZE = (760, 460)
# The commands whose keys work there as well.
COMMANDS = (
    *("play", "step", "step_epoch", "reset", "faster", "slower"),
    *("test_points", "discretize", "arrows", "contours", "log_loss", "theme", "text_size"),
)


class MapPanel(Panel):
    """The picture alone, with whose it is above and its scale below."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Decision map", parent)
        self.picture = DecisionPicture(theme, session, self)
        self.whose = Label(theme, "", self, role="slider", token="ink2", elide=True)
        self.header.addWidget(self.whose, 1)
        self.body.addWidget(self.picture, 1)
        scale = QHBoxLayout()
        scale.addStretch(1)
        scale.addWidget(self.picture.scale)
        scale.addStretch(1)
        self.body.addLayout(scale)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show points and axes."""
        self.picture.show_experiment(experiment)
        self.set_title("Curve" if self.picture.is_curve else "Decision map")


class OwnWindows(QObject):
    """Nothing is made, kept or shown of a window that isn't open; `changed` says that one opens or closes."""

    changed = Signal()

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], decision: DecisionPanel
    ) -> None:
        super().__init__(decision)
        self._theme, self._session, self._decision = theme, session, decision
        self._actions = [actions[key] for key in COMMANDS]
        self.map_window: OwnWindow | None = None
        self.loss_window: OwnWindow | None = None
        self._map_panel: MapPanel | None = None
        self._loss_panel: LossPanel | None = None

    # Opening and closing

    def open_map(self) -> None:
        """Show the decision map in a window of its own, or bring that to the front."""
        if self.map_window is None:
            self.map_window = window = OwnWindow(self._theme, "Decision map")
            self._map_panel = panel = MapPanel(self._theme, self._session, window)
            window.addActions(self._actions)
            window.closed.connect(self._forget_map)
            window.show_content(panel)
            self._fill_map(panel)
            self.changed.emit()
        _to_front(self.map_window)

    def open_loss(self) -> None:
        """Show the loss in a window of its own, or bring that to the front."""
        if self.loss_window is None:
            self.loss_window = window = OwnWindow(self._theme, "Loss")
            window.resize(*(self._theme.px(side) for side in LOSS_SIZE))
            self._loss_panel = panel = LossPanel(self._theme, self._session, window)
            window.addActions(self._actions)
            window.closed.connect(self._forget_loss)
            window.show_content(panel)
            panel.show_experiment(self._session.experiment)
            panel.show_history()
            panel.show_point(self._session.measured)
        _to_front(self.loss_window)

    def close_all(self) -> None:
        """Close what is open."""
        for window in (self.map_window, self.loss_window):
            if window is not None:
                window.close()

    def _fill_map(self, panel: MapPanel) -> None:
        shown = self._decision.picture
        panel.show_experiment(self._session.experiment)
        if shown.decision is not None:
            panel.picture.show_map(shown.decision)
        if shown.map.field is not None:
            panel.picture.show_gradients(shown.map.field)
        panel.whose.setText(self._decision.caption())

    def _forget_map(self) -> None:
        self.map_window = self._map_panel = None
        self.changed.emit()

    def _forget_loss(self) -> None:
        self.loss_window = self._loss_panel = None

    # What is shown

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the experiment as it is now."""
        for panel in (self._map_panel, self._loss_panel):
            if panel is not None:
                panel.show_experiment(experiment)

    def show_name(self, text: str) -> None:
        """Say whose map it is."""
        if self._map_panel is not None:
            self._map_panel.whose.setText(text)

    @property
    def shows(self) -> dict[Probe, Callable[[Any], None]]:
        """What shows which part of a frame in the map's window, while that is open."""
        if self._map_panel is None:
            return {}
        return {Probe.DECISION_MAP: self._show_map, Probe.INPUT_GRADIENTS: self._show_gradients}

    def _show_map(self, decision: DecisionMap) -> None:
        # It may have been closed while this waited for its turn.
        if self._map_panel is not None:
            self._map_panel.picture.show_map(decision)

    def _show_gradients(self, field: InputGradients) -> None:
        if self._map_panel is not None:
            self._map_panel.picture.show_gradients(field)

    def show_time(self, epoch: float | None) -> None:
        """Mark the earlier moment that is looked at; None for now."""
        if self._loss_panel is not None:
            self._loss_panel.show_time(epoch)

    def show_diverged(self, epoch: float | None) -> None:
        """Shade what is off the scale after an epoch; None where the run has not blown up."""
        if self._loss_panel is not None:
            self._loss_panel.plot.show_diverged(epoch)

    def show_point(self, point: LossPoint | None) -> None:
        """Show the latest measures."""
        if self._loss_panel is not None:
            self._loss_panel.show_point(point)

    def show_history(self, _value: object = None) -> None:
        """Draw the curves as far as they go."""
        if self._loss_panel is not None:
            self._loss_panel.show_history()


def _to_front(window: OwnWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
