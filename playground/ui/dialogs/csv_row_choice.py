"""Which rows of a file are taken: all, every k-th, or a random sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.data.csv_choices import RowChoice
from playground.document import limits
from playground.ui.theme.numbers import WHOLE
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

ALL, EVERY, SAMPLE = "all", "every", "sample"
_CHOICES = ((ALL, "All rows"), (EVERY, "Every k-th"), (SAMPLE, "Random sample"))
_EVERY, _SAMPLE = 10, 10_000


class CsvRowChoice(QWidget):
    """`chosen` carries the rows after a person chose others."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.combo = LabelledCombo(theme, "Rows", _CHOICES, self, width=166)
        self.every = NumberField(
            theme, "k", self, low=2, high=limits.EVERY[1], whole=True, notation=WHOLE, widest="00 000"
        )
        self.sample = NumberField(
            theme,
            "Rows of the sample",
            self,
            low=10,
            high=limits.SAMPLE[1],
            whole=True,
            notation=WHOLE,
            widest="00 000 000",
        )
        self.seed = NumberField(
            theme, "Seed", self, low=0, high=limits.SEED[1], whole=True, notation=WHOLE, widest="0 000"
        )
        for field, value in ((self.every, _EVERY), (self.sample, _SAMPLE), (self.seed, 0)):
            field.show_value(value)
        self._lay_out()
        self._explain()
        self.combo.chosen.connect(lambda _key: self._tell())
        for field in (self.every, self.sample, self.seed):
            field.accepted.connect(lambda _value: self._tell())
        self._show_fields()

    def choice(self) -> RowChoice:
        """Return which rows are chosen."""
        kind = self.combo.choice()
        if kind == EVERY:
            return RowChoice(every=round(self.every.value() or _EVERY))
        if kind == SAMPLE:
            return RowChoice(sample=round(self.sample.value() or _SAMPLE), seed=round(self.seed.value() or 0))
        return RowChoice()

    def offer_sample(self, rows: int) -> None:
        """Set it to a random sample, silently."""
        self.sample.show_value(rows)
        self.combo.show_choice(SAMPLE)
        self._show_fields()

    def _tell(self) -> None:
        self._show_fields()
        self.chosen.emit(self.choice())

    def _show_fields(self) -> None:
        kind = self.combo.choice()
        for name, box in self._boxes.items():
            box.setVisible(name == kind or (name == "seed" and kind == SAMPLE))

    def _explain(self) -> None:
        set_tip(self.combo.box, "Every k-th row, or rows drawn at random, where all of them are too many")
        set_tip(self.every, "The first row, and each k-th after it")
        set_tip(self.sample, "How many rows are drawn, each as likely as any other")
        set_tip(self.seed, "The same seed draws the same rows")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        row.addWidget(self.combo)
        captions = ((EVERY, "k", self.every), (SAMPLE, "Rows", self.sample), ("seed", "Seed", self.seed))
        self._boxes = {name: self._captioned(caption, field) for name, caption, field in captions}
        for box in self._boxes.values():
            row.addWidget(box)

    def _captioned(self, caption: str, field: NumberField) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(3))
        label = Label(self._theme, caption, box, role="slider", token="ink3")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        return box
