"""One racer: whether it runs, its optimiser and learning rate, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from playground.document import limits
from playground.ui.panels.landscape.race_marks import RacerMark
from playground.ui.panels.landscape.race_words import RULES, USUAL_RATES, last_loss_text, reached_text
from playground.ui.theme.numbers import RATE
from playground.ui.widgets.combo import ComboBox
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import Racer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGridLayout, QWidget

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import RacerResult


class RaceRow(QObject):
    """Its widgets stand in a row of a grid; `changed` says that a person set something."""

    changed = Signal()

    def __init__(self, theme: Theme, index: int, racer: Racer, parent: QWidget) -> None:
        super().__init__(parent)
        name = f"Racer {index + 1}"
        self.mark = RacerMark(theme, index, parent)
        self.on = Switch(theme, "", parent)
        self.on.setAccessibleName(f"{name} takes part")
        set_tip(self.on, f"Let racer {index + 1} take part")
        self.rule = ComboBox(parent)
        self.rule.setAccessibleName(f"Optimiser of racer {index + 1}")
        set_tip(self.rule, "Its optimiser, with the constants of this run")
        for key, text in RULES.items():
            self.rule.addItem(text, key)
        low, high = limits.LEARNING_RATE
        self.rate = NumberField(
            theme, f"Learning rate of racer {index + 1}", parent, low=low, high=high, notation=RATE
        )
        set_tip(self.rate, "Its learning rate η")
        self.loss = Label(theme, "–", parent, role="slider")
        self.reached = Label(theme, "–", parent, role="slider")
        self.begins = Label(theme, "", parent, role="caption", token="ink3")
        self.show_racer(racer)
        self.on.switched.connect(self.changed)
        self.rule.activated.connect(self._take_rule)
        self.rate.accepted.connect(self.changed)

    def place_in(self, grid: QGridLayout, row: int) -> None:
        """Put the widgets into a row of a grid."""
        parts = (self.mark, self.on, self.rule, self.rate, self.loss, self.reached, self.begins)
        for column, part in enumerate(parts):
            grid.addWidget(part, row, column)

    def show_racer(self, racer: Racer, *, on: bool = True) -> None:
        """Show these choices."""
        self.on.show_on(on)
        self.rule.setCurrentIndex(self.rule.findData(racer.optimizer))
        self.rate.show_value(racer.learning_rate)

    @property
    def racer(self) -> Racer | None:
        """The racer, None where it does not take part."""
        if not self.on.isChecked():
            return None
        return Racer(str(self.rule.currentData()), float(self.rate.value() or 0.0))

    def show_result(self, result: RacerResult | None, target: float | None) -> None:
        """Show what it came to, or nothing."""
        self.loss.setText("–" if result is None else last_loss_text(result))
        self.loss.set_token("danger" if result is not None and result.blown_at is not None else "ink")
        self.reached.setText("–" if result is None else reached_text(result, target))
        begins = "" if result is None else "from rest"
        if result is not None and result.remembers:
            begins = "with the run's memory"
        self.begins.setText("no memory" if result is not None and result.racer.optimizer == "sgd" else begins)

    def _take_rule(self) -> None:
        self.rate.show_value(USUAL_RATES[str(self.rule.currentData())])
        self.changed.emit()
