"""What this program is, its version, and whose work it contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from playground import __version__
from playground.storage.places import log_folder, preferences_file
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

PARTS = (
    "Qt and PySide6 (LGPL 3), pyqtgraph (MIT), NumPy (BSD), safetensors (Apache 2.0), platformdirs and "
    "tomli-w (MIT). Type: Inter and STIX Two Math (OFL 1.1). Icons: Lucide (ISC). Tables: UCI Machine "
    "Learning Repository (CC BY 4.0)."
)
WIDTH = 460


def show_about(theme: Theme, parent: QWidget) -> None:
    """Show the card until it is closed."""
    dialog = AboutDialog(theme, parent)
    dialog.exec()
    dialog.deleteLater()


class AboutDialog(QDialog):
    """Name, version, purpose, parts and places."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Playground")
        self.setFixedWidth(theme.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(20),) * 4)
        column.setSpacing(theme.px(10))
        column.addWidget(Label(theme, f"Playground {__version__}", self, role="page_title"))
        column.addWidget(
            Label(
                theme,
                "Build a small network, press play, and see the calculus that trains it. "
                "Nothing leaves this computer.",
                self,
                wrap=True,
            )
        )
        column.addWidget(
            Label(theme, f"MIT licence. It contains: {PARTS}", self, role="caption", token="ink2", wrap=True)
        )
        places = f"Preferences: {preferences_file()}\nErrors are written to: {log_folder()}"
        column.addWidget(
            self._selectable(Label(theme, places, self, role="caption", token="ink3", wrap=True))
        )
        row = QHBoxLayout()
        row.addStretch(1)
        close = TextButton(theme, "Close", self, kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)

    @staticmethod
    def _selectable(label: Label) -> Label:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
