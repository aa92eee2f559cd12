"""Remembers how wide a person dragged the parts of a page, by arrangement and text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playground.ui.widgets.splitter import Splitter

Sizes = tuple[int, ...]


class SplitterMemory(QObject):
    """Holds sizes in pixels by the key of an arrangement."""

    def __init__(self, sizes: Mapping[str, Sizes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes = dict(sizes)

    def follow(self, splitter: Splitter, key: Callable[[], str]) -> None:
        """Remember each drag of this splitter under the key it has then."""

        def remember(*_moved: int) -> None:
            self.sizes[key()] = tuple(splitter.sizes())

        splitter.splitterMoved.connect(remember)

    def restore(self, splitter: Splitter, key: str, default: Sizes) -> None:
        """Give the splitter its remembered sizes, or its default ones in design pixels."""
        splitter.set_default_sizes(default)
        remembered = self.sizes.get(key)
        if remembered is not None and len(remembered) == splitter.count():
            splitter.setSizes(list(remembered))
