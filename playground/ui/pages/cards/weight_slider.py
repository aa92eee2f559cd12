"""The slider of one weight or bias, whose range grows with the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from playground.ui.theme.numbers import SIGNED
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

EXTENTS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1e3, 1e4, 1e6)
LARGEST = EXTENTS[-1]
STEPS_PER_SIDE = 200


class WeightSlider(Slider):
    """`value_edited` carries a value that the person set, and the number of the gesture it belongs to.

    `show_live` shows the value it has now; one under the person's hand is left alone.
    """

    value_edited = Signal(float, int)
    field_look = "box"

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        self._held, self._extent = False, EXTENTS[0]
        super().__init__(
            theme, label, _scale(EXTENTS[0]), parent, default=0.0, notation=SIGNED, widest="+0.0000"
        )
        self.field.set_range(-LARGEST, LARGEST)
        self.started.connect(self._hold)
        self.moved.connect(self._tell)
        self.finished.connect(self._let_go)

    def call_it(self, label: str, title: str) -> None:
        """Say what it sets: shortly, and in full to a screen reader."""
        self.label.setText(label)
        self.track.setAccessibleName(label)
        self.field.setAccessibleName(f"{title}, value")

    def begin_with(self, value: float) -> None:
        """Show another weight: the range starts small again."""
        self._held, self._extent = False, EXTENTS[0]
        self.set_scale(_scale(self._extent))
        self.field.set_range(-LARGEST, LARGEST)
        self.show_live(value)

    def show_live(self, value: float) -> None:
        """Show the value it has now, unless the person is just setting it."""
        if not self._held:
            self._make_room_for(value)
            self.show_value(value)

    def _hold(self) -> None:
        self._held = True

    def _let_go(self) -> None:
        self._held = False
        self._make_room_for(self.value())

    def _tell(self, value: float) -> None:
        self.value_edited.emit(value, self.track.gesture)

    def _make_room_for(self, value: float) -> None:
        if abs(value) > self._extent:
            self._extent = next((extent for extent in EXTENTS if abs(value) <= extent), LARGEST)
            self.set_scale(_scale(self._extent))
            self.field.set_range(-LARGEST, LARGEST)


def _scale(extent: float) -> Scale:
    return Scale.linear(-extent, extent, extent / STEPS_PER_SIDE)
