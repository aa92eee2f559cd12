"""What is left out where a row has not enough room for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

Rules = Sequence[tuple[QWidget, float]]


def show_where_room(room: float, rules: Rules) -> None:
    """Show each widget from its own width (in design pixels) on, and hide it below."""
    for widget, least in rules:
        widget.setVisible(room >= least)
