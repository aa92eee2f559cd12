"""How far the second point of a secant lies beyond the first: by slider, as a number, or on its way to 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.ui.theme.numbers import Notation, format_compact, parse_number
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

LEAST, MOST = 1e-16, 1.0
EACH_MS = 260
JUMP = 1e-3
START, STOP = "h → 0", "Stop"
TIP = "Halve h step by step until x + h is x"
JUMP_TIP = "Make h a thousand times smaller"
_EXACT = Notation(lambda value: format_compact(value, 6), parse_number)


class StepControl(QWidget):
    """`moved` carries each new h, `finished` ends a drag or the walk to 0."""

    moved = Signal(float)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.slider = Slider(
            theme, "h", Scale.log(LEAST, MOST), self, default=MOST, notation=_EXACT, widest="8.88178·10⁻¹⁶"
        )
        self.button = TextButton(theme, START, self)
        self._clock = QTimer(self)
        self._clock.setInterval(EACH_MS)
        self._clock.timeout.connect(self._halve)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 10)
        row.addWidget(self.slider, 1)
        row.addWidget(self.button)
        self.slider.started.connect(self.stop)
        self.slider.moved.connect(self.moved)
        self.slider.finished.connect(self.finished)
        self.button.clicked.connect(self._start_or_stop)
        theme.changed.connect(self._show_button)
        self._show_button()

    @property
    def walking(self) -> bool:
        """Whether h is on its way to 0."""
        return self._clock.isActive()

    def show_step(self, step: float) -> None:
        """Show an h."""
        self.slider.show_value(step)

    def stop(self) -> None:
        """Stay at this h."""
        if self.walking:
            self._clock.stop()
            self._show_button()
            self.finished.emit()

    def _start_or_stop(self) -> None:
        if self.walking:
            self.stop()
        elif self._theme.reduced_motion:
            self._go_to(self.slider.value() * JUMP)
            self.finished.emit()
        else:
            if self.slider.value() <= LEAST:
                self._go_to(MOST)
            self._clock.start()
            self._show_button()

    def _halve(self) -> None:
        self._go_to(self.slider.value() / 2)
        if self.slider.value() <= LEAST:
            self.stop()

    def _go_to(self, step: float) -> None:
        """Go there; from the end back to the beginning."""
        within = MOST if self.slider.value() <= LEAST else max(step, LEAST)
        self.slider.show_value(within)
        self.moved.emit(within)

    def _show_button(self) -> None:
        self.button.set_text(STOP if self.walking else START)
        set_tip(self.button, JUMP_TIP if self._theme.reduced_motion else TIP)
