"""The small button that folds a panel to its title and unfolds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme


class FoldButton(IconButton):
    """Shows a chevron towards where the panel will go."""

    def __init__(self, theme: Theme, what: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            "chevron-down",
            f"Fold the {what}",
            parent,
            size=28,
            icon_size=16,
            quiet=True,
            shortcut=keys,
        )
        self._what, self._keys = what, keys

    def show_folded(self, folded: bool) -> None:
        """Say what a press will do."""
        self.set_icon("chevron-up" if folded else "chevron-down")
        name = f"{'Unfold' if folded else 'Fold'} the {self._what}"
        self.setAccessibleName(name)
        set_tip(self, name, self._keys)
