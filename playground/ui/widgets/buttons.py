"""Push buttons: a square with an icon, the round play button, and text with an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PaintedButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

_RADIUS = 8
_PLAY_SIZE = 48
_TEXT_HEIGHT = 32
_TEXT_PADDING = 14
_ICON_GAP = 7
_RING_GAP = 2


class IconButton(PaintedButton):
    """A square button with an icon; `quiet` shows no fill until the mouse is over it."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        size: float = 36,
        icon_size: float = 18,
        quiet: bool = False,
        shortcut: str = "",
    ) -> None:
        super().__init__(theme, name, parent)
        self._icon, self._size, self._icon_size, self._quiet = icon, max(size, MIN_HIT), icon_size, quiet
        set_tip(self, name, shortcut)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        side = self.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and what is in it."""
        rect, radius = QRectF(self.rect()), self.theme.pxf(_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._fill())
            token = "ink" if self.isChecked() or not self._quiet else "ink2"
            token = token if self.isEnabled() else "faint"
            painting.draw_icon(painter, self, self.theme, self._icon, self._icon_size, token, rect)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, rect, radius)

    def _fill(self) -> QColor:
        if self._quiet and not self.isChecked():
            resting, hovered = self.theme.color("ctl", 0), self.theme.color("ctl")
        else:
            resting, hovered = self.theme.color("ctl"), self.theme.color("ctlh")
        fill = painting.mix(resting, hovered, self.fade.level)
        return painting.darker(hovered) if self.isDown() else fill


class PlayButton(PaintedButton):
    """The round ink button: play, or pause while training."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Play", parent)
        self._playing = False
        self.set_playing(False)

    @property
    def playing(self) -> bool:
        """Whether it shows pause."""
        return self._playing

    def set_playing(self, playing: bool) -> None:
        """Show pause while it plays."""
        self._playing = playing
        name = "Pause" if playing else "Play"
        self.setAccessibleName(name)
        set_tip(self, name, "Space")
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        side = self.theme.px(_PLAY_SIZE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and what is in it."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            painting.smooth(painter)
            disc = _inside_ring(painter, self, rect, rect.width() / 2)
            painting.fill_round(painter, disc, disc.width() / 2, _ink_fill(self))
            self._draw_symbol(painter, rect)

    def _draw_symbol(self, painter: QPainter, rect: QRectF) -> None:
        color = self.theme.color("inv" if self.isEnabled() else "faint")
        unit = self.theme.pxf(1)
        center = rect.center()
        if self._playing:
            for side in (-1, 1):
                bar = QRectF(0, 0, 5 * unit, 17 * unit)
                bar.moveCenter(center)
                painting.fill_round(painter, bar.translated(side * 4.75 * unit, 0), 1.5 * unit, color)
            return
        painter.translate(center.x() + 1.5 * unit, center.y())
        painting.fill_triangle(painter, 9.5 * unit, 1.5 * unit, color)


class TextButton(PaintedButton):
    """A button with a text; `kind` is primary (ink), secondary (grey), outline or quiet."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        kind: str = "secondary",
        shortcut: str = "",
    ) -> None:
        super().__init__(theme, text, parent)
        self._icon, self._kind = icon, kind
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setText(text)
        if shortcut:
            set_tip(self, text, shortcut)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleName(text)
        self.restyle()

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        width = 2 * self.theme.pxf(_TEXT_PADDING) + self._content_width()
        return QSize(int(width + 1), self.theme.px(_TEXT_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and what is in it."""
        rect, radius = QRectF(self.rect()), self.theme.pxf(_RADIUS - 1)
        with QPainter(self) as painter:
            painting.smooth(painter)
            self._draw_box(painter, rect, radius)
            self._draw_content(painter, rect)

    def _draw_box(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        if self._kind == "primary":
            box = _inside_ring(painter, self, rect, radius)
            painting.fill_round(painter, box, radius - (rect.width() - box.width()) / 2, _ink_fill(self))
            return
        painting.fill_round(painter, rect, radius, self._fill())
        if self._kind == "outline":
            painting.outline_round(painter, rect, radius, self.theme.color("line2"), self.theme.pxf(1))
        if self.hasFocus():
            painting.focus_ring(painter, self.theme, rect, radius)

    def _fill(self) -> QColor:
        clear = self._kind in ("outline", "quiet")
        resting = self.theme.color("ctl", 0) if clear else self.theme.color("ctl")
        hovered = self.theme.color("ink", 0.08) if clear else self.theme.color("ctlh")
        fill = painting.mix(resting, hovered, self.fade.level)
        return painting.darker(hovered) if self.isDown() else fill

    def _draw_content(self, painter: QPainter, rect: QRectF) -> None:
        token = "inv" if self._kind == "primary" else "ink"
        token = token if self.isEnabled() else "faint"
        left = rect.center().x() - self._content_width() / 2
        if self._icon:
            side = self.theme.pxf(self._icon_side())
            painting.draw_icon(
                painter,
                self,
                self.theme,
                self._icon,
                self._icon_side(),
                token,
                QRectF(left, 0, side, rect.height()),
            )
            left += side + self.theme.pxf(_ICON_GAP)
        painter.setFont(self._font())
        painter.setPen(self.theme.color(token))
        painter.drawText(
            QRectF(left, 0, rect.width() - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )

    def _font(self) -> QFont:
        heavy = QFont.Weight.DemiBold if self._kind == "primary" else QFont.Weight.Medium
        return self.theme.font("body", heavy)

    def _icon_side(self) -> float:
        return 16

    def _content_width(self) -> float:
        icon = self.theme.pxf(self._icon_side() + _ICON_GAP) if self._icon else 0.0
        return icon + painting.text_width(self._font(), self.text())


def _ink_fill(button: PaintedButton) -> QColor:
    theme = button.theme
    if not button.isEnabled():
        return theme.color("ctl")
    fill = painting.mix(theme.color("ink"), theme.color("ink2"), 0.35 * button.fade.level)
    return painting.darker(fill) if button.isDown() else fill


def _inside_ring(painter: QPainter, button: PaintedButton, rect: QRectF, radius: float) -> QRectF:
    """Draw the focus ring of an ink-filled button and give what is left inside, with a gap between."""
    if not button.hasFocus():
        return rect
    theme = button.theme
    painting.focus_ring(painter, theme, rect, radius)
    inset = theme.pxf(painting.FOCUS_WIDTH + _RING_GAP)
    return rect.adjusted(inset, inset, -inset, -inset)
