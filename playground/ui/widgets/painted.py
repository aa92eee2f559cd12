"""What every painted widget does: follow the theme, fade in under the mouse, keep its own keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

    _Base = QWidget
else:
    _Base = object

MIN_HIT = 28
HOVER_MS = 80
PRESS_KEYS: tuple[Qt.Key, ...] = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoverFade(QVariantAnimation):
    """A level from 0 (away) to 1 (under the mouse) that repaints its widget as it changes."""

    def __init__(self, theme: Theme, widget: QWidget) -> None:
        super().__init__(widget)
        self._theme, self._widget = theme, widget
        self.level = 0.0
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._take)

    def go_to(self, level: float) -> None:
        """Ease to the level, or jump there when motion is reduced."""
        self.stop()
        duration = self._theme.duration(HOVER_MS)
        if not duration or not self._widget.isVisible():
            self._take(level)
            return
        self.setDuration(duration)
        self.setStartValue(self.level)
        self.setEndValue(level)
        self.start()

    def _take(self, level: float) -> None:
        self.level = float(level)
        self._widget.update()


class Painted(_Base):
    """Mix in before a Qt widget, then call `follow(theme)` once."""

    theme: Theme
    fade: HoverFade
    own_keys: tuple[Qt.Key, ...] = ()

    def follow(self, theme: Theme) -> None:
        """Take the theme and repaint whenever it changes."""
        self.theme = theme
        self.fade = HoverFade(theme, self)
        theme.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Measure and paint again; widgets that hold fonts or children's sizes add to this."""
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Fade in."""
        self.fade.go_to(1.0 if self.isEnabled() else 0.0)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Fade out."""
        self.fade.go_to(0.0)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fade out when disabled."""
        if event.type() == QEvent.Type.EnabledChange:
            self.fade.go_to(1.0 if self.isEnabled() and self.underMouse() else 0.0)
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the own keys from window-wide shortcuts."""
        # Accepting the override keeps a window-wide shortcut (Space plays) from taking the widget's own key.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._owns(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _owns(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        return plain and event.key() in self.own_keys


class PaintedButton(Painted, QPushButton):
    """A button that paints itself; reached by Tab, so that a click leaves the keyboard where it was."""

    own_keys = PRESS_KEYS

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Give the least size it can do with."""
        return self.sizeHint()
