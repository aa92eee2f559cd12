"""The row of controls that walk along a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.panels.chain_rule.walker import NORMAL, PACES
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.walker import Walker
    from playground.ui.theme.theme import Theme

SIZE, ICON = 28, 15


class WalkControls(QWidget):
    """First, previous, by itself, next, last; how far it has come, and how fast it goes by itself."""

    def __init__(self, theme: Theme, walker: Walker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._walker = theme, walker
        self.count = Label(theme, "", self, role="slider", token="ink2")
        self.first = self._button("rewind", "To the start of the walk", "Home")
        self.back = self._button("chevron-left", "The step before", "Shift+N")
        self.auto = self._button("play", "Walk by itself", "")
        self.forth = self._button("chevron-right", "The next step", "N")
        self.last = self._button("fast-forward", "To the end of the walk", "End")
        self.pace = MenuChip(theme, "Speed of the walk", [(key, key) for key in PACES], self)
        self.pace.show_choice(NORMAL)
        set_tip(self.pace, "How fast the walk goes by itself")
        self._lay_out()
        self._connect()

    def show_walk(self) -> None:
        """Show how far it has come."""
        walker = self._walker
        self.count.setText(f"step {walker.place + 1} of {walker.count}" if walker.count else "")
        for button in (self.first, self.back):
            button.setEnabled(walker.place > 0)
        for button in (self.forth, self.last):
            button.setEnabled(not walker.at_end)

    def _button(self, icon: str, name: str, shortcut: str) -> IconButton:
        return IconButton(
            self._theme, icon, name, self, size=SIZE, icon_size=ICON, quiet=True, shortcut=shortcut
        )

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        Spacing(self._theme, self, layout, 2)
        for part in (self.count, self.first, self.back, self.auto, self.forth, self.last, self.pace):
            layout.addWidget(part)

    def _connect(self) -> None:
        walker = self._walker
        self.first.clicked.connect(lambda: walker.go(0))
        self.back.clicked.connect(lambda: walker.step(-1))
        self.forth.clicked.connect(lambda: walker.step(1))
        self.last.clicked.connect(lambda: walker.go(walker.count))
        self.auto.clicked.connect(lambda: walker.stop() if walker.playing else walker.play())
        self.pace.chosen.connect(walker.set_pace)
        walker.playing_changed.connect(self._show_playing)
        walker.moved.connect(self.show_walk)

    def _show_playing(self, playing: bool) -> None:
        name = "Stop walking by itself" if playing else "Walk by itself"
        self.auto.set_icon("pause" if playing else "play")
        self.auto.setAccessibleName(name)
        set_tip(self.auto, name)
