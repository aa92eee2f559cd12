"""The inputs of a table: a list of its columns, a search where there are many, and all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from playground.ui.panels.column_list import ColumnList
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Data
    from playground.session.inputs import InputSummaries
    from playground.ui.theme.theme import Theme

MANY = 12
ALL_ON = "Switch on all columns that are listed"
ALL_OFF = "Switch off all columns that are listed; a network needs one, so the last one stays on"
_SEARCH_HEIGHT = 30


class ColumnSwitches(QWidget):
    """`switched` carries the columns to switch and whether on."""

    switched = Signal(tuple, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._data: Data | None = None
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Find a column")
        self.search.setAccessibleName("Find a column")
        self.search.setClearButtonEnabled(True)
        self.list = ColumnList(theme, self)
        self.nothing = Label(theme, "No column has these letters.", self, role="caption", token="ink3")
        self.all_on = TextButton(theme, "All on", self, kind="quiet")
        self.all_off = TextButton(theme, "All off", self, kind="quiet")
        set_tip(self.all_on, ALL_ON)
        set_tip(self.all_off, ALL_OFF)
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.list.columns.switch_wanted.connect(lambda name, on: self.switched.emit((name,), on))
        self.all_on.clicked.connect(lambda: self.switched.emit(self.list.columns.names, True))
        self.all_off.clicked.connect(self._switch_off)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_data(self, data: Data, summaries: InputSummaries) -> None:
        """Show the columns of a table."""
        if self._data is None or self._data.source != data.source:
            self.search.clear()
        self._data = data
        self.search.setVisible(len(data.available_inputs) > MANY)
        self._filter()
        self.list.columns.show_state(data.inputs, summaries)

    def _filter(self) -> None:
        if self._data is None:
            return
        wanted = self.search.text().casefold().strip()
        names = tuple(name for name in self._data.available_inputs if wanted in name.casefold())
        self.list.columns.show_names(names)
        self.list.fit()
        self.list.setVisible(bool(names))
        self.nothing.setVisible(not names)

    def _switch_off(self) -> None:
        if self._data is None:
            return
        listed = self.list.columns.names
        others = set(self._data.inputs).difference(listed)
        kept = () if others else self._data.inputs[:1]
        self.switched.emit(tuple(name for name in listed if name not in kept), False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.all_on)
        row.addWidget(self.all_off)
        row.addStretch(1)
        Spacing(self._theme, self, row, 2)
        column = QVBoxLayout(self)
        Spacing(self._theme, self, column, 4)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addLayout(row)

    def _restyle(self) -> None:
        self.search.setFont(self._theme.font("slider"))
        self.search.setFixedHeight(self._theme.px(_SEARCH_HEIGHT))
