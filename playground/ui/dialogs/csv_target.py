"""Which column of a file is predicted, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.dialogs.csv_plan import NONE
from playground.ui.dialogs.message import shortened
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.data.csv_table import TargetKind
    from playground.ui.dialogs.csv_plan import ColumnPlan
    from playground.ui.theme.theme import Theme

_WIDTH = 210
_NAME_CHARACTERS = 40
_KINDS = (Choice("classes", "Class"), Choice("number", "Number"))


class CsvTarget(QWidget):
    """Writes into the plan; `changed` is emitted when a person chose otherwise."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ColumnPlan | None = None
        self.combo = LabelledCombo(theme, "Target (what is predicted)", (), self, width=_WIDTH)
        self.kinds = Segmented(theme, _KINDS, self, name="The target is a")
        set_tip(self.kinds, "A class is one of 2 to 20 names or numbers; a number may be anything between")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.combo)
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addWidget(Label(theme, "Taken as a", self, role="slider", token="ink3"))
        column.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column)
        self.combo.chosen.connect(self._choose)
        self.kinds.chosen.connect(self._choose_kind)

    def show_plan(self, plan: ColumnPlan) -> None:
        """Show the columns to choose from, and the chosen one."""
        if plan is not self._plan:
            names = [shortened(name, _NAME_CHARACTERS) for name in plan.names]
            columns = [(str(place), name) for place, name in enumerate(names)]
            self.combo.set_choices([*columns, (str(NONE), "(none)")])
        self._plan = plan
        self.combo.show_choice(str(plan.target))

    def show_kind(self, kind: TargetKind) -> None:
        """Show what the target is taken as, silently."""
        self.kinds.show_choice(kind)

    def _choose(self, key: str) -> None:
        if self._plan is not None:
            self._plan.target, self._plan.kind = int(key), None
            self.changed.emit()

    def _choose_kind(self, key: str) -> None:
        if self._plan is not None:
            self._plan.kind = "number" if key == "number" else "classes"
            self.changed.emit()
