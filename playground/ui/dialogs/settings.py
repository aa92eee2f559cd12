"""Settings: how the window looks; every choice takes effect at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.ui.dialogs.sheet import Sheet
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from playground.storage.preferences import Preferences
    from playground.ui.theme.theme import Theme

# Field, label, choices.
_CHOICES = (
    ("theme", "Theme", (Choice("light", "Light"), Choice("dark", "Dark"), Choice("system", "System"))),
    (
        "text",
        "Text",
        (Choice("normal", "Normal"), Choice("large", "Large"), Choice("projector", "Projector")),
    ),
    ("signs", "Signs", (Choice("color", "Colour"), Choice("dashes", "Colour + dashes"))),
)
_MOTION = "Reduce motion"


class SettingsDialog(Sheet):
    """`changed` carries the preferences after each choice."""

    changed = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Settings", parent, width=460)
        self.preferences = preferences
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self.choices = {name: self._add_choice(name, label, choices) for name, label, choices in _CHOICES}
        self.motion = Switch(theme, _MOTION, self)
        self.motion.show_on(preferences.reduced_motion)
        self.motion.switched.connect(lambda on: self._change("reduced_motion", on))
        self._add_row("Motion", self.motion)
        self.body.addLayout(self._grid)
        note = "Signs by dashes as well: negative weights are drawn as broken lines."
        self.body.addWidget(Label(theme, note, self, role="caption", token="ink3", wrap=True))
        self.add_button("Close", self.accept, kind="primary")
        self.finished.connect(self.deleteLater)
        self._space()
        theme.changed.connect(self._space)

    def _add_choice(self, name: str, label: str, choices: tuple[Choice, ...]) -> Segmented:
        segmented = Segmented(self.theme, choices, self, name=label)
        segmented.show_choice(getattr(self.preferences, name))
        segmented.chosen.connect(lambda key: self._change(name, key))
        self._add_row(label, segmented)
        return segmented

    def _add_row(self, label: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(self.theme, label, self, token="ink2"), row, 0)
        self._grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignRight)

    def _change(self, name: str, value: Any) -> None:
        self.preferences = replace(self.preferences, **{name: value})
        self.changed.emit(self.preferences)

    def _space(self) -> None:
        self._grid.setVerticalSpacing(self.theme.px(10))
        self._grid.setHorizontalSpacing(self.theme.px(16))
