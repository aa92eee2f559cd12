"""The seed of the data, and the button that draws another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits, limits
from playground.ui.theme.numbers import WHOLE
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

TIP = "Which points are drawn and which of them train: the same seed gives the same again"


class DataSeed(QWidget):
    """A field for the seed, and beside it the dice."""

    def __init__(
        self, theme: Theme, session: Session, resample: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        low, high = limits.SEED
        self.field = NumberField(
            theme,
            "Seed of the data",
            self,
            low=low,
            high=high,
            whole=True,
            notation=WHOLE,
            widest="2 000 000 000",
        )
        self.resample = IconButton(
            theme, "dices", "Draw the data anew", self, size=30, icon_size=18, quiet=True, shortcut="Ctrl+D"
        )
        set_tip(self.field, TIP)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 2)
        row.addWidget(Label(theme, "Seed", self, role="slider", token="ink2"), 1)
        row.addWidget(self.field)
        row.addWidget(self.resample)
        self.resample.clicked.connect(resample.trigger)
        self.field.accepted.connect(
            lambda value: session.edit("Seed of the data", edits.set_data_seed, round(value))
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the seed."""
        self.field.show_value(experiment.data.seed)
