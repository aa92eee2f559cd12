"""Which column is predicted, as what, and from which others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from playground.ui.dialogs.message import shortened
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.field import silently
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.tick_delegate import TickDelegate

if TYPE_CHECKING:
    from playground.data.csv_table import TargetKind
    from playground.ui.theme.theme import Theme
    from playground.worker.csv_messages import Preview

_WIDTH = 260
_NAME_CHARACTERS = 40
_KINDS = (Choice("classes", "Class"), Choice("number", "Number"))
_UNUSABLE = Qt.ItemFlag.ItemIsSelectable
_USABLE = _UNUSABLE | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled
# Of one width with and without the keyboard, or the rows would cover half of the ring.
_RING = "QListView { border-width: 2px; }"


class CsvColumns(QWidget):
    """`changed` is emitted when a person chose otherwise; `kind` is None until one chose it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._are_numbers: tuple[bool, ...] = ()
        # What the person ticked, kept also while a column can't be an input.
        self._ticked: list[bool] = []
        self.target = 0
        self.kind: TargetKind | None = None
        self.target_combo = LabelledCombo(theme, "Target (what is predicted)", (), self, width=_WIDTH)
        self.kinds = Segmented(theme, _KINDS, self, name="The target is a")
        self.inputs = QListWidget(self)
        self.inputs.setAccessibleName("Inputs")
        self.inputs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.inputs.setItemDelegate(TickDelegate(theme, self.inputs))
        self.inputs.setMouseTracking(True)
        self.inputs.setStyleSheet(_RING)
        self._all = TextButton(theme, "All", self, kind="quiet")
        self._none = TextButton(theme, "None", self, kind="quiet")
        self._lay_out()
        self._connect()

    def show_preview(self, preview: Preview) -> None:
        """Show the columns of a file, with its likeliest target and all others of numbers as inputs."""
        self._are_numbers = preview.are_numbers
        self._ticked = [True] * len(preview.names)
        self.target, self.kind = preview.target, None
        names = [shortened(name, _NAME_CHARACTERS) for name in preview.names]
        self.target_combo.set_choices([(str(place), name) for place, name in enumerate(names)])
        self.target_combo.show_choice(str(preview.target))
        with silently(self.inputs):
            self.inputs.clear()
            for name, full in zip(names, preview.names, strict=True):
                item = QListWidgetItem(name, self.inputs)
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setToolTip(shortened(full))
            self.inputs.setCurrentRow(0)
        self._mark_items()

    def show_kind(self, kind: TargetKind) -> None:
        """Show what the target is taken as, silently."""
        self.kinds.show_choice(kind)

    def chosen_inputs(self) -> tuple[int, ...]:
        """Return the places of the columns that are ticked and can be inputs."""
        places = range(len(self._ticked))
        return tuple(place for place in places if self._ticked[place] and not self._reason(place))

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        kind_row = QHBoxLayout()
        kind_row.addWidget(Label(self._theme, "Taken as a", self, role="slider", token="ink3"), 1)
        kind_row.addWidget(self.kinds)
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "Inputs", self, role="slider", token="ink3"), 1)
        head.addWidget(self._all)
        head.addWidget(self._none)
        column.addWidget(self.target_combo)
        column.addLayout(kind_row)
        column.addLayout(head)
        column.addWidget(self.inputs, 1)
        self.setFixedWidth(px(_WIDTH))

    def _connect(self) -> None:
        self.target_combo.chosen.connect(self._choose_target)
        self.kinds.chosen.connect(self._choose_kind)
        self.inputs.itemChanged.connect(self._take_tick)
        self._all.clicked.connect(lambda: self._tick_all(True))
        self._none.clicked.connect(lambda: self._tick_all(False))

    def _choose_target(self, key: str) -> None:
        self.target, self.kind = int(key), None
        self._mark_items()
        self.changed.emit()

    def _choose_kind(self, key: str) -> None:
        self.kind = "number" if key == "number" else "classes"
        self.changed.emit()

    def _take_tick(self, item: QListWidgetItem) -> None:
        self._ticked[self.inputs.row(item)] = item.checkState() == Qt.CheckState.Checked
        self.changed.emit()

    def _tick_all(self, on: bool) -> None:
        self._ticked = [on] * len(self._ticked)
        self._mark_items()
        self.changed.emit()

    def _mark_items(self) -> None:
        """Grey out the columns that can't be inputs, with the reason."""
        with silently(self.inputs):
            for place in range(self.inputs.count()):
                item, reason = self.inputs.item(place), self._reason(place)
                name = item.data(Qt.ItemDataRole.UserRole)
                item.setText(f"{name}  ({reason})" if reason else name)
                item.setFlags(_UNUSABLE if reason else _USABLE)
                tick = Qt.CheckState.Checked if self._ticked[place] else Qt.CheckState.Unchecked
                # Without a state there is no box to tick.
                item.setData(Qt.ItemDataRole.CheckStateRole, None if reason else tick)
        self.inputs.viewport().update()

    def _reason(self, place: int) -> str:
        """Return why a column can't be an input, or nothing."""
        if place == self.target:
            return "the target"
        return "" if self._are_numbers[place] else "words, not numbers"
