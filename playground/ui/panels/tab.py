"""A tab under the canvas: what it needs of a run, and what it shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.ui.plots.line_plot import LinePlot

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.worker.snapshots import Probe


class Tab(QWidget):
    """Sent only what its `probes` name, and only while it is open; `wants_changed` says that they differ.

    A tab that is turned to is sent everything anew.
    """

    KEY = TITLE = TIP = CAPTION = ""

    wants_changed = Signal()

    @property
    def probes(self) -> frozenset[Probe]:
        """What the worker has to tell while it is open."""
        return frozenset()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what belongs to the experiment, in an open tab or not."""

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Show what the worker computed."""

    def show_moment(self, epoch: float | None) -> None:
        """Mark the earlier moment that is looked at in every plot over the epochs; None for now."""
        for plot in self.findChildren(LinePlot):
            plot.show_moment(epoch)

    def show_history(self) -> None:
        """Show the run so far."""
