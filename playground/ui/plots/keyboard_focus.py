"""Whether a widget must show that it has the focus: only to whom the keyboard brought it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyboardFocus(QObject):
    """Watches one widget; `pressed` is the widget that gets its mouse presses, if that is another."""

    def __init__(self, widget: QWidget, pressed: QWidget | None = None) -> None:
        super().__init__(widget)
        self._widget = widget
        self._surface = pressed or widget
        self._used = False
        widget.installEventFilter(self)
        if pressed is not None:
            pressed.installEventFilter(self)

    @property
    def shown(self) -> bool:
        """Whether to draw the ring now."""
        return self._used and self._widget.hasFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take note of how the focus came, and of what is used while it is there."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._note(True)
        elif kind == QEvent.Type.MouseButtonPress:
            self._note(False)
        elif kind == QEvent.Type.FocusIn:
            reason = cast("QFocusEvent", event).reason()
            if reason in _BY_KEYS:
                self._note(True)
            elif reason == Qt.FocusReason.MouseFocusReason:
                self._note(False)
        return False

    def _note(self, used: bool) -> None:
        if used != self._used:
            self._used = used
            self._surface.update()
