"""The way of the keyboard from one panel to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence


def focus_next(panels: Sequence[QWidget], focused: QWidget | None) -> None:
    """Move the focus to the panel after the one that has it, of those that are shown."""
    shown = [panel for panel in panels if panel.isVisible()]
    holders = [index for index, panel in enumerate(shown) if focused is not None and _holds(panel, focused)]
    at = holders[0] if holders else -1
    first_stop(shown[(at + 1) % len(shown)]).setFocus(Qt.FocusReason.TabFocusReason)


def first_stop(panel: QWidget) -> QWidget:
    """Return what Tab would reach first in a panel: itself, or its first visible control."""
    if panel.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return panel
    for child in panel.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return child
    return panel


def _holds(panel: QWidget, focused: QWidget) -> bool:
    return panel is focused or panel.isAncestorOf(focused)
