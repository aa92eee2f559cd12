"""The menu bar, made from the table of commands, with the shipped experiments and the recent files."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playground.storage.examples import EXAMPLES, KNOWN_RESULTS, Example
from playground.ui.actions import MENUS, commands_of
from playground.ui.widgets.tooltip import tip_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QMenuBar


class Menus:
    """Fills a menu bar."""

    def __init__(
        self,
        bar: QMenuBar,
        actions: Mapping[str, QAction],
        open_example: Callable[[Example], None],
        open_recent: Callable[[Path], object],
    ) -> None:
        self._open_recent = open_recent
        self._paths: tuple[str, ...] = ()
        for name in MENUS:
            menu = bar.addMenu(f"&{name}")
            for command in commands_of(name):
                if command.gap_before:
                    menu.addSeparator()
                menu.addAction(actions[command.key])
                if command.key == "open":
                    self.recent = menu.addMenu("Open recent")
                    self.recent.setToolTipsVisible(True)
                    self.recent.aboutToShow.connect(self._fill_recent)
                    self._add_examples(menu.addMenu("Examples"), open_example)

    def show_recent(self, paths: Sequence[str]) -> None:
        """List these files, newest first; whether they are still there is looked up when the menu opens."""
        self._paths = tuple(paths)
        self.recent.setEnabled(bool(paths))

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in self._paths:
            action = self.recent.addAction(Path(path).name.replace("&", "&&"))
            action.setToolTip(path)
            # Unlike Path.exists, this answers for any text and any folder.
            action.setEnabled(os.path.exists(path))
            action.triggered.connect(partial(self._open, Path(path)))

    def _open(self, path: Path, _checked: bool = False) -> None:
        self._open_recent(path)

    def _add_examples(self, menu: QMenu, open_example: Callable[[Example], None]) -> None:
        menu.setToolTipsVisible(True)
        for example in EXAMPLES:
            if example is KNOWN_RESULTS[0]:
                menu.addSeparator()
            action = menu.addAction(example.title)
            action.setStatusTip(example.line)
            action.setToolTip(tip_text(example.about or f"{example.line[:1].upper()}{example.line[1:]}."))
            action.triggered.connect(partial(_open_example, open_example, example))


def _open_example(open_example: Callable[[Example], None], example: Example, _checked: bool = False) -> None:
    open_example(example)
