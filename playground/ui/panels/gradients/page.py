"""One of the views in the tab “Gradients”: what it needs, shows and says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.worker.snapshots import Probe


class Page(QWidget):
    """`changed` says that it may say something else now, `wants_changed` that it needs something else."""

    KEY = TEXT = TIP = ""

    changed = Signal()
    wants_changed = Signal()

    @property
    def probes(self) -> frozenset[Probe]:
        """What the worker has to tell while it is open, besides what all of the tab needs."""
        return frozenset()

    def sentence(self) -> str:
        """Return one true sentence about what is shown, "" where there is none."""
        return ""

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what belongs to the experiment, open or not."""

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Show what the worker computed."""

    def show_history(self) -> None:
        """Show the run so far."""
