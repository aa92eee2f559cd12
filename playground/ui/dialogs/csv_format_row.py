"""How a CSV file is written: five lists, set to what was recognised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.data.csv_format import CsvFormat
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_NAMES, _ROWS = "names", "rows"
# Where nothing was recognised a person begins with the commonest.
_COMMON = CsvFormat("utf-8", ",", ".", True)
# Part of the format: caption, width, and (key, text) of each choice.
_PARTS = {
    "delimiter": (
        "Separator",
        126,
        ((",", "Comma  ,"), (";", "Semicolon  ;"), ("\t", "Tab"), ("|", "Bar  |"), (" ", "Space")),
    ),
    "decimal": ("Decimal mark", 134, ((".", "Point  0.5"), (",", "Comma  0,5"))),
    "quote": ("Quotation mark", 114, (('"', 'Double "'), ("'", "Single '"), ("", "None"))),
    "encoding": (
        "Encoding",
        164,
        (
            ("utf-8", "UTF-8"),
            ("utf-16", "UTF-16"),
            ("cp1252", "Windows-1252"),
            ("latin-1", "Latin-1 (ISO 8859-1)"),
        ),
    ),
    "has_header": ("First row holds", 186, ((_NAMES, "Names of columns"), (_ROWS, "Data"))),
}

_TIPS = {
    "delimiter": "What stands between two cells of a row",
    "decimal": "What stands before the decimals of a number",
    "quote": "What stands around a cell that holds the separator or a line's end",
    "encoding": "How letters are written as bytes; UTF-8 is read with and without a byte order mark",
    "has_header": "Whether the first row names the columns or is data itself",
}


class CsvFormatRow(QWidget):
    """`chosen` carries the whole format after a person changed a part of it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format: CsvFormat | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.combos = {}
        for part, (caption, width, choices) in _PARTS.items():
            combo = LabelledCombo(theme, caption, choices, self, width=width)
            combo.chosen.connect(lambda key, part=part: self._change(part, key))
            row.addWidget(combo)
            self.combos[part] = combo
            set_tip(combo.box, _TIPS[part])
        row.addStretch(1)
        self.setEnabled(False)

    def show_format(self, format: CsvFormat | None) -> None:
        """Show a format silently; None offers one to begin with where there is none."""
        self.format = format or self.format or _COMMON
        self.setEnabled(True)
        for part in ("delimiter", "decimal", "quote", "encoding"):
            self.combos[part].show_choice(getattr(self.format, part))
        self.combos["has_header"].show_choice(_NAMES if self.format.has_header else _ROWS)

    def _change(self, part: str, key: str) -> None:
        if self.format is None:
            return
        changed: dict[str, Any] = {part: key == _NAMES if part == "has_header" else key}
        # The comma can be only one of the two; the part that was not touched gives way.
        if part == "delimiter" and key == "," == self.format.decimal:
            changed["decimal"] = "."
        elif part == "decimal" and key == "," == self.format.delimiter:
            changed["delimiter"] = ";"
        self.show_format(replace(self.format, **changed))
        self.chosen.emit(self.format)
