"""Chips: small rounded texts that tell a state, or open a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.painted import MIN_HIT, PaintedButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.theme.theme import Theme

_HEIGHT = 24
_PADDING = 10
_ICON = 14
_GAP = 5
_TONE_ALPHA = 0.16


class StateChip(QWidget):
    """An icon and a word for how things stand; tone is ``neutral``, ``ok``, ``warn`` or ``danger``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._icon, self._tone = "", "", "neutral"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure)

    def show_state(self, text: str, icon: str, tone: str = "neutral") -> None:
        """Tell a state; an icon always goes with a tone, so that it is never told by colour alone."""
        if (text, icon, tone) == (self._text, self._icon, self._tone):
            return
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        self._measure()

    def text(self) -> str:
        """Give what it says."""
        return self._text

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        width = painting.text_width(self._font(), self._text) + self._theme.pxf(_ICON + _GAP + 2 * _PADDING)
        return QSize(int(width + 1), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill and its text."""
        rect = QRectF(self.rect())
        pad, side = self._theme.pxf(_PADDING), self._theme.pxf(_ICON)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, rect.height() / 2, self._fill())
            box = QRectF(pad - 2, 0, side, rect.height())
            painting.draw_icon(painter, self, self._theme, self._icon, _ICON, self._token(), box)
            painter.setFont(self._font())
            painter.setPen(self._theme.color(self._token()))
            text = rect.adjusted(pad - 2 + side + self._theme.pxf(_GAP), 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._text)

    def _token(self) -> str:
        return "ink2" if self._tone == "neutral" else self._tone

    def _fill(self) -> QColor:
        return (
            self._theme.color("ctl")
            if self._tone == "neutral"
            else self._theme.color(self._tone, _TONE_ALPHA)
        )

    def _font(self) -> QFont:
        return self._theme.font("slider", QFont.Weight.DemiBold)

    def _measure(self) -> None:
        self.updateGeometry()
        self.update()


class MenuChip(PaintedButton):
    """A chip that drops down a list; `chosen` carries the key that a person picked."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        self._name = name
        self._least: float | None = None
        self._key = ""
        self._texts: dict[str, str] = {}
        self._menu = QMenu(self)
        self._group = QActionGroup(self._menu)
        self._group.triggered.connect(self._take)
        self.clicked.connect(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def choice(self) -> str:
        """Give the key that is chosen."""
        return self._key

    def allow_less(self, least: float) -> None:
        """Let it be as narrow as this in design pixels: its text is cut with dots then."""
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        hint = self.sizeHint()
        return (
            hint
            if self._least is None
            else QSize(min(self.theme.px(self._least), hint.width()), hint.height())
        )

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the list of (key, text); keeps the choice if it is still there."""
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        self._texts = dict(choices)
        for key, text in choices:
            self._add(key, text, self._menu)
        self.show_choice(self._key if self._key in self._texts else next(iter(self._texts)))

    def show_choice(self, key: str) -> None:
        """Show a choice without signalling it."""
        self._key = key
        for action in self._group.actions():
            action.setChecked(action.data() == key)
        self.setAccessibleName(f"{self._name}: {self._texts[key]}")
        self.restyle()

    def shown(self) -> str:
        """Give the text that stands on it."""
        return self._texts[self._key]

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        width = painting.text_width(self._font(), self.shown()) + self.theme.pxf(_ICON + _GAP + 2 * _PADDING)
        return QSize(int(width + 1), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill and its text."""
        height = self.theme.pxf(_HEIGHT)
        rect = QRectF(0, (self.height() - height) / 2, self.width(), height)
        token = "ink2" if self.isEnabled() else "faint"
        with QPainter(self) as painter:
            painting.smooth(painter)
            fill = painting.mix(self.theme.color("ctl"), self.theme.color("ctlh"), self.fade.level)
            painting.fill_round(painter, rect, height / 2, painting.darker(fill) if self.isDown() else fill)
            painter.setFont(self._font())
            painter.setPen(self.theme.color(token))
            right = rect.right() - self.theme.pxf(_PADDING - 1)
            arrow = QRectF(right - self.theme.pxf(_ICON), rect.top(), self.theme.pxf(_ICON), height)
            text = rect.adjusted(self.theme.pxf(_PADDING), 0, 0, 0)
            text.setRight(arrow.left())
            room = int(text.width() + 1)
            shown = painter.fontMetrics().elidedText(self.shown(), Qt.TextElideMode.ElideRight, room)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)
            painting.draw_icon(painter, self, self.theme, "chevron-down", _ICON, token, arrow)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, rect, height / 2)

    def _add(self, key: str, text: str, menu: QMenu) -> None:
        action = QAction(text, menu, checkable=True)  # type: ignore[call-overload]
        action.setData(key)
        self._group.addAction(action)
        menu.addAction(action)

    def _open(self) -> None:
        right = self.mapTo(self.window(), QPoint(self._menu.sizeHint().width(), 0)).x()
        beyond = max(0, right - self.window().width())
        self._menu.popup(self.mapToGlobal(QPoint(-beyond, self.height())))

    def _take(self, action: QAction) -> None:
        before = self._key
        self.show_choice(action.data())
        if self._key != before:
            self.chosen.emit(self._key)

    def _font(self) -> QFont:
        return self.theme.font("slider", QFont.Weight.DemiBold)
