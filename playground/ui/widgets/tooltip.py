"""Tooltips that name the shortcut beside what a control does."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def set_tip(widget: QWidget, text: str, shortcut: str = "") -> None:
    """Say what the widget does, and by which key."""
    widget.setToolTip(tip_text(text, shortcut))
    widget.setAccessibleDescription(f"{text} ({shortcut})" if shortcut else text)


def tip_text(text: str, shortcut: str = "") -> str:
    """Rich text: the sentence, then the key in bold."""
    if not shortcut:
        return f"<span>{escape(text)}</span>"
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) or shortcut
    return f"<span>{escape(text)}&nbsp;&nbsp;<b>{escape(keys)}</b></span>"
