"""Chooses one of the training samples: the last, the next, or by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.theme.numbers import WHOLE, format_integer
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme


class SampleChooser(QWidget):
    """Counts samples from 1 for people; `chosen` carries a sample counted from 0."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample, self._count = 0, 1
        self.field = NumberField(
            theme, "Training sample", self, low=1, whole=True, notation=WHOLE, widest="00 000"
        )
        self.before = IconButton(
            theme, "chevron-left", "Previous sample", self, size=28, icon_size=14, quiet=True
        )
        self.after = IconButton(
            theme, "chevron-right", "Next sample", self, size=28, icon_size=14, quiet=True
        )
        set_tip(self.field, "Which training sample the sum is worked out for")
        self.of = Label(theme, "", self, role="caption", token="ink3", elide=True)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 2)
        self.word = Label(theme, "Sample", self, role="slider", token="ink2")
        row.addWidget(self.word)
        for part in (self.before, self.field, self.after):
            row.addWidget(part)
        row.addSpacing(theme.px(4))
        row.addWidget(self.of, 1)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.field.accepted.connect(lambda number: self.chosen.emit(int(number) - 1))

    def show_sample(self, sample: int, count: int, label: str = "") -> None:
        """Show which of how many, and what it is."""
        self._sample, self._count = sample, count
        self.field.set_range(1, count)
        self.field.show_value(sample + 1)
        beside = f"of {format_integer(count)}"
        self.of.setText(f"{beside}, {label}" if label else beside)

    def _step(self, step: int) -> None:
        self.chosen.emit((self._sample + step) % self._count)
