"""A count with a minus before it and a plus behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.label import Label
from playground.ui.widgets.painted import MIN_HIT, PaintedButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

_GAP = 4
_LEAST_WIDTH = 20
_DISC = 20
_ICON = 12


class Stepper(QWidget):
    """Signals what a person wants; the count itself is shown by `show_text`."""

    increased = Signal()
    decreased = Signal()

    def __init__(
        self,
        theme: Theme,
        fewer: str,
        more: str,
        parent: QWidget | None = None,
        *,
        strong: bool = False,
        shortcuts: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(parent)
        self._theme, self._tips, self._shortcuts = theme, (fewer, more), shortcuts
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fewer_button, self.more_button = (
            RoundButton(theme, "minus", fewer, self),
            RoundButton(theme, "plus", more, self),
        )
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Medium
        self._label = Label(theme, "", self, role="slider", token="ink" if strong else "ink2", weight=weight)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.fewer_button.clicked.connect(self.decreased)
        self.more_button.clicked.connect(self.increased)
        self.set_limits()

    def show_text(self, text: str) -> None:
        """Show the count, such as ``6`` or ``3 hidden layers``."""
        if text != self._label.text():
            self._label.setText(text)
            self.setAccessibleName(text)

    def text(self) -> str:
        """Give what stands between the buttons."""
        return self._label.text()

    def set_limits(self, fewer: str = "", more: str = "") -> None:
        """Say why there can't be fewer or more; an empty reason allows it."""
        for button, reason, tip, shortcut in zip(
            (self.fewer_button, self.more_button), (fewer, more), self._tips, self._shortcuts, strict=True
        ):
            button.setEnabled(not reason)
            set_tip(button, reason or tip, "" if reason else shortcut)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self.fewer_button, self._label, self.more_button):
            self._row.addWidget(part)

    def _restyle(self) -> None:
        self._row.setSpacing(self._theme.px(_GAP))
        self._label.setMinimumWidth(self._theme.px(_LEAST_WIDTH))


class RoundButton(PaintedButton):
    """A small disc with an icon, easier to hit than it looks."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._icon = icon
        set_tip(self, name)

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        side = self.theme.px(MIN_HIT)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and its icon."""
        side = self.theme.pxf(_DISC)
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(self.rect()).center())
        token = "ink2" if self.isEnabled() else "faint"
        with QPainter(self) as painter:
            painting.smooth(painter)
            fill = painting.mix(self.theme.color("ctl"), self.theme.color("ctlh"), self.fade.level)
            painting.fill_round(painter, rect, side / 2, painting.darker(fill) if self.isDown() else fill)
            outline = "line2" if self.isEnabled() else "line"
            painting.outline_round(painter, rect, side / 2, self.theme.color(outline), self.theme.pxf(1))
            painting.draw_icon(painter, self, self.theme, self._icon, _ICON, token, rect)
            if self.hasFocus():
                grown = rect.adjusted(-3, -3, 3, 3)
                painting.focus_ring(painter, self.theme, grown, grown.height() / 2)
