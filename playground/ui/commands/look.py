"""Commands on how the window looks, kept as preferences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playground.ui.theme.following import theme_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.storage.preferences import Preferences
    from playground.ui.theme.theme import Theme

TEXTS = ("normal", "large", "projector")


class LookCommands:
    """Theme, text size, signs and motion; each change is kept at once."""

    def __init__(self, theme: Theme, preferences: Preferences, keep: Callable[[Preferences], None]) -> None:
        self._theme = theme
        self._keep = keep
        self.preferences = preferences

    def change(self, **changes: Any) -> None:
        """Keep changed preferences."""
        self.preferences = replace(self.preferences, **changes)
        self._keep(self.preferences)

    def adopt(self, preferences: Preferences) -> None:
        """Look as these preferences say, and keep them."""
        self.preferences = preferences
        self._theme.set_theme(theme_for(preferences.theme))
        self._theme.set_text(preferences.text)
        self._theme.set_signs(preferences.signs)
        self._theme.set_reduced_motion(preferences.reduced_motion)
        self._keep(preferences)

    def other_theme(self) -> None:
        """Change between dark and light."""
        name = "light" if self._theme.name == "dark" else "dark"
        self._theme.set_theme(name)
        self.change(theme=name)

    def next_text_size(self) -> None:
        """Go from normal to large to projector, and round again."""
        size = TEXTS[(TEXTS.index(self._theme.text) + 1) % len(TEXTS)]
        self._theme.set_text(size)
        self.change(text=size)
