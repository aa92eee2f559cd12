"""Checking every derivative: the button, how far it is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.panels.chain_rule.check_words import details, follow_tip, summary
from playground.ui.panels.chain_rule.naming import symbol_text
from playground.ui.plots.digits_plot import DigitsPlot
from playground.ui.theme.numbers import format_integer, format_percent
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.progress import ProgressBar
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import AllChecked

_GAP = 8
_TIP = "Move each weight and bias a little up and down, and compare; training goes on meanwhile"


class CheckAllRow(QWidget):
    """One of three things: the button, a bar with "Cancel", or the result.

    `started` and `cancelled` are what is pressed; `picked` carries the `Parameter` that agrees least.
    """

    started = Signal()
    cancelled = Signal()
    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.found: AllChecked | None = None
        self.start = TextButton(theme, "Check all derivatives", self, icon="check")
        set_tip(self.start, _TIP)
        self.start.clicked.connect(self.started)
        self.progress = ProgressBar(theme, "Checking all derivatives", self)
        self._share = Label(theme, "", self, role="slider", token="ink2")
        self.cancel = TextButton(theme, "Cancel", self, icon="x")
        self.cancel.clicked.connect(self.cancelled)
        self.digits = DigitsPlot(theme, self)
        self.result = Label(theme, "", self, role="caption", token="ink2", wrap=True)
        self.worst = IconButton(
            theme, "crosshair", "Follow the one that agrees least", self, size=32, icon_size=16
        )
        self.worst.clicked.connect(self._pick)
        self.again = IconButton(theme, "refresh-cw", "Check all again", self, size=32, icon_size=16)
        self.again.clicked.connect(self.started)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_ready()

    def _lay_out(self) -> None:
        self._idle, self._busy, self._done = (QWidget(self) for _ in range(3))
        parts = (
            (self._idle, (self.start,)),
            (self._busy, (self.progress, self._share, self.cancel)),
            (self._done, (self.digits, self.result, self.worst, self.again)),
        )
        column = QVBoxLayout(self)
        Spacing(self._theme, self, column, 0)
        for part, widgets in parts:
            row = QHBoxLayout(part)
            Spacing(self._theme, part, row, _GAP)
            for widget in widgets:
                row.addWidget(widget, 1 if widget in (self.result, self.progress) else 0)
            if part is self._idle:
                row.addStretch(1)
            column.addWidget(part)

    def show_count(self, count: int) -> None:
        """Say how many derivatives there are."""
        self.start.set_text(f"Check all {format_integer(count)} derivatives")

    def show_ready(self) -> None:
        """Show the button."""
        self.found = None
        self._show(self._idle)

    def show_share(self, share: float) -> None:
        """Show how much is done."""
        self.progress.show_share(share)
        self._share.setText(format_percent(share))
        self._show(self._busy)

    def show_found(self, found: AllChecked, step_now: int) -> None:
        """Show what came of it."""
        self.found = found
        self.digits.show_counts(found.digits, found.kink_digits)
        set_tip(self.digits, "How many derivatives agree to so many digits; those at kinks are yellow")
        self.worst.setAccessibleName(f"Follow {symbol_text(found.worst)}, which agrees least")
        set_tip(self.worst, follow_tip(found))
        self.show_step(step_now)
        self._show(self._done)

    def show_step(self, step_now: int) -> None:
        """Say of which step the result is, where that is not the present one."""
        if self.found is not None:
            self.result.setText(summary(self.found, step_now))
            self.result.setToolTip(details(self.found))

    @property
    def busy(self) -> bool:
        """Whether the bar is shown."""
        return not self._busy.isHidden()

    def _restyle(self) -> None:
        # The bar beside it is not to grow and shrink with the number.
        widest = self._share.fontMetrics().horizontalAdvance(format_percent(1.0))
        self._share.setMinimumWidth(widest + self._theme.px(2))

    def _show(self, shown: QWidget) -> None:
        for part in (self._idle, self._busy, self._done):
            part.setVisible(part is shown)

    def _pick(self) -> None:
        if self.found is not None:
            self.picked.emit(self.found.worst)
