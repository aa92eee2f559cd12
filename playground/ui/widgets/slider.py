"""A slider: what it sets, its value, and a track to drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.theme.numbers import PLAIN, Notation
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.gesture import next_gesture
from playground.ui.widgets.label import Label
from playground.ui.widgets.track import SliderTrack

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.scale import Scale


TIGHT_FIELD, TIGHT_TRACK = 24, 22


class Slider(QWidget):
    """Label left, value right (click to type), track below.

    `moved` carries each value that a person sets, between `started` and `finished`; all moves of one drag
    happen under one number `gesture`. `show_value` shows a value silently.
    """

    moved = Signal(float)
    started = Signal()
    finished = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        scale: Scale,
        parent: QWidget | None = None,
        *,
        default: float | None = None,
        notation: Notation = PLAIN,
        whole: bool = False,
        widest: str = "0.000",
    ) -> None:
        super().__init__(parent)
        self._theme, self._tight = theme, False
        self.label = Label(theme, label, self, role="slider", token="ink2")
        start = scale.low if default is None else default
        self.track = self._make_track(theme, label, scale, start)
        self.field = NumberField(
            theme,
            label,
            self,
            low=scale.low,
            high=scale.high,
            whole=whole,
            notation=notation,
            look=self.field_look,
            widest=widest,
        )
        theme.changed.connect(self._fit)
        self.setFocusProxy(self.track)
        self._lay_out()
        self._connect()
        self.show_value(start)

    field_look = "flat"

    def tighten(self) -> None:
        """Take less height, for a column of many sliders."""
        self._tight = True
        self._fit()

    @property
    def gesture(self) -> int:
        """The number of the newest gesture."""
        return self.track.gesture

    def value(self) -> float:
        """Give the value that is shown."""
        return self.track.number()

    def show_value(self, value: float) -> None:
        """Show a value without signalling."""
        self.track.show_number(value)
        self._show_text(value)

    def set_label(self, text: str) -> None:
        """Change what it is said to set."""
        self.label.setText(text)
        self.track.setAccessibleName(text)
        self.field.setAccessibleName(text)

    def set_scale(self, scale: Scale) -> None:
        """Change which values there are."""
        self.track.set_scale(scale)
        self.field.set_range(scale.low, scale.high)

    def set_default(self, value: float) -> None:
        """Change what a double click goes back to."""
        self.track.set_default(value)

    def show_problem(self, problem: str) -> None:
        """Say that the value was refused, and why."""
        self.field.show_problem(problem)

    def _make_track(self, theme: Theme, label: str, scale: Scale, start: float) -> SliderTrack:
        return SliderTrack(theme, label, scale, start, self)

    def _fit(self) -> None:
        if self._tight:
            self.field.setFixedHeight(self._theme.px(TIGHT_FIELD))
            self.track.setFixedHeight(self._theme.px(TIGHT_TRACK))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.label, 1)
        head.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.track)

    def _connect(self) -> None:
        self.track.started.connect(self.field.clear_problem)
        self.track.moved.connect(self._show_text)
        self.track.moved.connect(self.moved)
        self.track.started.connect(self.started)
        self.track.finished.connect(self.finished)
        self.track.typed.connect(self._start_typing)
        self.field.accepted.connect(self._take_typed)

    def _show_text(self, value: float) -> None:
        self.field.show_value(value)
        self.track.setAccessibleDescription(self.field.text())

    def _start_typing(self, text: str) -> None:
        self.field.setFocus()
        self.field.selectAll()
        self.field.insert(text)

    def _take_typed(self, value: float) -> None:
        self.track.gesture = next_gesture()
        self.show_value(value)
        if self.field.hasFocus():
            self.track.setFocus()
        self.started.emit()
        self.moved.emit(value)
        self.finished.emit()
