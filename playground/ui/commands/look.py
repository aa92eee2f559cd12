"""Commands on how the window looks, kept as preferences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from playground.document.errors import FileError
from playground.ui.theme.following import theme_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.storage.preferences import Preferences
    from playground.ui.theme.theme import Theme

TEXTS = ("normal", "large", "projector")


class LookCommands(QObject):
    """Theme, text size, signs and motion; each change is kept at once."""

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        keep: Callable[[Preferences], None],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._theme, self._keep, self._tell = theme, keep, tell
        self.preferences = preferences
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def tell(self, text: str) -> None:
        """Show a sentence in the status line."""
        self._tell(text)

    def change(self, **changes: Any) -> None:
        """Keep changed preferences."""
        self.keep(replace(self.preferences, **changes))

    def keep(self, preferences: Preferences) -> None:
        """Keep these preferences; where they cannot be written they hold until the window closes."""
        self.preferences = preferences
        try:
            self._keep(preferences)
        except FileError as error:
            self._tell(f"The settings could not be kept: {error.problem} {error.remedy}")

    def adopt(self, preferences: Preferences) -> None:
        """Look as these preferences say, and keep them."""
        self._theme.set_theme(theme_for(preferences.theme))
        self._theme.set_text(preferences.text)
        self._theme.set_signs(preferences.signs)
        self._theme.set_reduced_motion(preferences.reduced_motion)
        self.keep(preferences)

    def other_theme(self) -> None:
        """Change between dark and light."""
        name = "light" if self._theme.name == "dark" else "dark"
        self._theme.set_theme(name)
        self.change(theme=name)

    def _follow_system(self, _scheme: object) -> None:
        if self.preferences.theme == "system":
            self._theme.set_theme(theme_for("system"))

    def next_text_size(self) -> None:
        """Go from normal to large to projector, and round again."""
        size = TEXTS[(TEXTS.index(self._theme.text) + 1) % len(TEXTS)]
        self._theme.set_text(size)
        self.change(text=size)
