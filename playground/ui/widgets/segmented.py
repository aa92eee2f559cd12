"""Two to four choices side by side, one of them chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PRESS_KEYS, PaintedButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

_PADDING = 12
_LEAST_PADDING = 5
_ICON = 15
_ICON_GAP = 6
_RADIUS = 8
_INSET = 3
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Choice:
    """One choice: the key that is signalled, the text, perhaps an icon and what the mouse is told.

    `short` is the text where room is short.
    """

    key: str
    text: str
    icon: str = ""
    tip: str = ""
    short: str = ""


class Segmented(QWidget):
    """Exclusive choices; `chosen` carries the key that a person picked, `kept` one that was chosen before."""

    chosen = Signal(str)
    kept = Signal(str)

    def __init__(
        self, theme: Theme, choices: Sequence[Choice], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._segments = [_Segment(theme, choice, self) for choice in choices]
        for segment in self._segments:
            layout.addWidget(segment)
            segment.clicked.connect(self._pick)
        theme.changed.connect(self.update)
        self.show_choice(choices[0].key)

    def choice(self) -> str:
        """Give the key that is chosen."""
        return next(segment.choice.key for segment in self._segments if segment.isChecked())

    def show_choice(self, key: str) -> None:
        """Mark a choice without signalling it."""
        for segment in self._segments:
            segment.setChecked(segment.choice.key == key)
            # As with radio buttons, Tab reaches the chosen one and the arrows go on from there.
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus if segment.isChecked() else Qt.FocusPolicy.NoFocus)

    def shorten(self, short: bool) -> None:
        """Use the short texts, or the whole ones again."""
        for segment in self._segments:
            segment.shorten(short)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice by the arrows."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = [segment.choice.key for segment in self._segments]
        index = keys.index(self.choice()) + step
        if 0 <= index < len(keys):
            self._choose(self._segments[index])
            self._segments[index].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the well."""
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(
                painter, QRectF(self.rect()), self._theme.pxf(_RADIUS), self._theme.color("well")
            )

    def _pick(self) -> None:
        segment = self.sender()
        if isinstance(segment, _Segment):
            self._choose(segment)

    def _choose(self, segment: _Segment) -> None:
        before = self.choice()
        self.show_choice(segment.choice.key)
        if segment.choice.key != before:
            self.chosen.emit(segment.choice.key)
        else:
            self.kept.emit(before)


class _Segment(PaintedButton):
    """One choice; painted raised when it is the chosen one."""

    own_keys = (*PRESS_KEYS, *_STEPS)

    def __init__(self, theme: Theme, choice: Choice, parent: QWidget) -> None:
        super().__init__(theme, choice.text, parent)
        self.choice = choice
        self._shown = choice.text
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if choice.tip:
            set_tip(self, choice.tip)

    def shorten(self, short: bool) -> None:
        """Show the short text or the whole one."""
        self._shown = (short and self.choice.short) or self.choice.text
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Leave to the group what is checked, so that a click never leaves nothing chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = 2 * self.theme.pxf(_PADDING) + self._content_width()
        return QSize(int(width + 1), self.theme.px(MIN_HIT + 1))

    def minimumSizeHint(self) -> QSize:
        """Do without the icon, and with little room beside the text."""
        width = 2 * self.theme.pxf(_LEAST_PADDING) + self._text_width()
        return QSize(int(width + 1), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        inset = self.theme.pxf(_INSET)
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_box(painter, rect, self.theme.pxf(_RADIUS - 2))
            self._draw_content(painter)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, QRectF(self.rect()), self.theme.pxf(_RADIUS))

    def _draw_box(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        if not self.isChecked():
            return
        painting.fill_round(painter, rect, radius, self.theme.color("raised"))
        if self.theme.name == "light":
            painting.outline_round(painter, rect, radius, self.theme.color("line2"), self.theme.pxf(1))

    def _draw_content(self, painter: QPainter) -> None:
        token = self._token()
        with_icon = self.choice.icon and self._fits_with_icon()
        content = self._content_width() if with_icon else self._text_width()
        left = max((self.width() - content) / 2, self.theme.pxf(_INSET))
        if with_icon:
            side = self.theme.pxf(_ICON)
            box = QRectF(left, 0, side, self.height())
            painting.draw_icon(painter, self, self.theme, self.choice.icon, _ICON, token, box)
            left += side + self.theme.pxf(_ICON_GAP)
        painter.setFont(self._font(self.isChecked()))
        resting = self.theme.color(token)
        hover = 0.0 if self.isChecked() or not self.isEnabled() else self.fade.level
        painter.setPen(painting.mix(resting, self.theme.color("ink"), hover))
        box = QRectF(left, 0, self.width() - left - self.theme.pxf(_INSET), self.height())
        text = painter.fontMetrics().elidedText(
            self._shown, Qt.TextElideMode.ElideRight, int(box.width() + 1)
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _token(self) -> str:
        if not self.isEnabled():
            return "faint"
        return "ink" if self.isChecked() else "ink3"

    def _font(self, chosen: bool) -> QFont:
        return self.theme.font("slider", QFont.Weight.DemiBold if chosen else QFont.Weight.Medium)

    def _content_width(self) -> float:
        # Measured in the heavier font, so that nothing moves when the choice does.
        icon = self.theme.pxf(_ICON + _ICON_GAP) if self.choice.icon else 0.0
        return icon + self._text_width()

    def _text_width(self) -> float:
        return painting.text_width(self._font(True), self._shown)

    def _fits_with_icon(self) -> bool:
        return self.width() >= self._content_width() + 2 * self.theme.pxf(_LEAST_PADDING)
