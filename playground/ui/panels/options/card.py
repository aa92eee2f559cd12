"""The card of further settings: its groups in two columns, which scroll where there is no room for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.options.network import LossSection, NetworkSection
from playground.ui.panels.options.optimiser import ClippingSection, OptimizerSection, RegularizationSection
from playground.ui.panels.options.running import BatchSection, SpeedSection, StopSection
from playground.ui.panels.options.schedule import ScheduleSection
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.panels.options.section import Section
    from playground.ui.theme.theme import Theme

BETWEEN_COLUMNS = 24
BETWEEN_GROUPS = 14
UNDER_TITLE = 6


class OptionsCard(Popover):
    """Holds the groups, keeps them in step, and itself in the window."""

    def __init__(self, theme: Theme, session: Session, window: QWidget) -> None:
        super().__init__(theme, window)
        self._anchor: QRect | None = None
        self._content = QWidget(self)
        make = (theme, session, self._content)
        self.stop, self.batch, self.speed = StopSection(*make), BatchSection(*make), SpeedSection(*make)
        self.loss, self.network = LossSection(*make), NetworkSection(*make)
        self.optimizer, self.schedule = OptimizerSection(*make), ScheduleSection(*make)
        self.regularization, self.clipping = RegularizationSection(*make), ClippingSection(*make)
        left: tuple[Section, ...] = (self.stop, self.speed, self.batch, self.loss, self.network)
        right = (self.optimizer, self.schedule, self.regularization, self.clipping)
        self._sections = (*left, *right)
        self._lay_out(left, right)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings, those only that have an effect."""
        for section in self._sections:
            section.show_experiment(experiment)
            section.updateGeometry()
        self._fit()

    def show_now(self, epoch: float, rate: float) -> None:
        """Mark the present epoch in the schedule's picture."""
        self.schedule.show_now(epoch, rate)

    def open_below(self, anchor: QRect) -> None:
        """Open under `anchor`, no taller than the window has room."""
        self._anchor = anchor
        self._fit()
        super().open_below(anchor)

    def _fit(self) -> None:
        if self._anchor is not None:
            title = self._title.sizeHint().height() + self.body.spacing()
            self._area.fit(self.room_below(self._anchor) - title)
            self.adjustSize()

    def _lay_out(self, *columns: tuple[Section, ...]) -> None:
        theme = self._theme
        self._title = Label(theme, "More settings", self, role="panel_title")
        row = QHBoxLayout(self._content)
        Spacing(theme, self._content, row, BETWEEN_COLUMNS, (0, UNDER_TITLE, 0, 0))
        for sections in columns:
            column = QVBoxLayout()
            Spacing(theme, self._content, column, BETWEEN_GROUPS)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
            row.addLayout(column)
        self._area = ScrollingColumn(self._content, self)
        self.body.addWidget(self._title)
        self.body.addWidget(self._area)
