"""The panel in which the weight or bias is picked that is followed to the loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from playground.ui.panels.chain_rule.net_picture import Key, NetPicture
from playground.ui.panels.chain_rule.net_view import NetView
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.icon_chip import IconChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.room import show_where_room
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.panels.chain_rule.naming import NameOf
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer

NOTE_FROM = 230.0
NOTE = "Click any line or dot, or walk with the arrow keys."


class PickPanel(Panel):
    """`picked` carries a parameter, `settled` comes when it is to stay.

    `largest_wanted` asks for the one with the largest derivative, `canvas_wanted` to see it on the canvas;
    `pointed` carries the key of what is pointed at.
    """

    picked = Signal(object)
    settled = Signal()
    largest_wanted = Signal()
    pointed = Signal(object)
    canvas_wanted = Signal()

    def __init__(self, theme: Theme, name_of: NameOf, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Pick a weight", parent)
        self.largest = IconChip(theme, "largest |∂L/∂w|", "crosshair", self)
        self.to_canvas = IconButton(
            theme, "network", "Show on the canvas", self, size=28, icon_size=15, quiet=True
        )
        set_tip(self.largest, "Follow the weight or bias whose derivative is largest now")
        self.view = NetView(theme, name_of, self)
        self.header.addStretch(1)
        self.header.addWidget(self.largest)
        self.header.addWidget(self.to_canvas)
        self.body.addWidget(self.view, 1)
        self._note = Label(theme, NOTE, self, role="caption", token="ink3", elide=True)
        self.body.addWidget(self._note)
        self.view.picked.connect(self.picked)
        self.view.settled.connect(self.settled)
        self.view.pointed.connect(self.pointed)
        self.largest.clicked.connect(self.largest_wanted)
        self.to_canvas.clicked.connect(self.canvas_wanted)

    def show_answer(self, answer: ChainAnswer, stage: Stage) -> None:
        """Show the network at the sample, as far as the walk has come."""
        self.view.show_picture(NetPicture(answer, stage))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the note out where the picture needs its room."""
        super().resizeEvent(event)
        show_where_room(self.height() / self._theme.k, ((self._note, NOTE_FROM),))

    def light(self, key: Key | None) -> None:
        """Emphasize what is pointed at in another panel."""
        self.view.light(key)
