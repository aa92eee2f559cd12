"""A window that stands still does not lay itself out again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from playground.storage.examples import example_named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.ui.window.conftest import Opened

ROUNDS = 60


class Resizes(QObject):
    """Counts how often what it filters is given another size."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Resize
        return False


def test_the_canvas_keeps_its_size_where_edges_have_no_values(
    open_window: Opened, qapp: QApplication
) -> None:
    window = open_window("digits")
    window.files.open_example(example_named("mnist-convolution"))
    for _ in range(ROUNDS):
        qapp.processEvents()
    resizes = Resizes()
    window.page.canvas.installEventFilter(resizes)
    for _ in range(ROUNDS):
        qapp.processEvents()
    assert resizes.count == 0
