"""The weights of a layer as a table, in the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from playground.document import edits
from playground.document.errors import ExperimentError
from playground.ui.canvas.items import LayerPlace
from playground.ui.panels.weights.number_grid import grid_from_text, grid_to_text
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.weights.weights_view import WeightsView
    from tests.ui.window.conftest import Opened

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def opened(qtbot: QtBot, open_window: Opened) -> MainWindow:
    window = open_window("circle")
    qtbot.keyClick(window, Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert window.page.bottom.tab == "weights"
    return window


def view(window: MainWindow) -> WeightsView:
    return window.page.bottom.weights


def weights(window: MainWindow, layer: int) -> np.ndarray:
    parameters = window.page.canvas.scene.values.weights
    assert parameters is not None
    return np.vstack([parameters[layer].weights, parameters[layer].biases])


def shown(window: MainWindow) -> list[list[float]]:
    model = view(window).model
    return [
        [model.value(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_it_shows_what_the_run_has_under_the_names_of_the_canvas(qtbot: QtBot, open_window: Opened) -> None:
    window = opened(qtbot, open_window)
    model = view(window).model
    assert shown(window) == weights(window, 0).tolist()
    across = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(4)]
    down = [model.headerData(i, Qt.Orientation.Vertical) for i in range(3)]
    assert across == ["1.1", "1.2", "1.3", "1.4"]
    assert down == ["x₁", "x₂", "bias b"]
    assert model.data(model.index(1, 2), Qt.ItemDataRole.ToolTipRole).startswith("Weight x₂ → 1.3: ")


def test_it_follows_the_selection_on_the_canvas(qtbot: QtBot, open_window: Opened) -> None:
    window = opened(qtbot, open_window)
    window.page.canvas.select(Parameter(2, 1, 0))
    assert shown(window) == weights(window, 2).tolist()
    window.page.canvas.select(LayerPlace(1))
    assert shown(window) == weights(window, 1).tolist()


def test_typing_sets_a_weight_and_undo_brings_it_back(qtbot: QtBot, open_window: Opened) -> None:
    window = opened(qtbot, open_window)
    table, before = view(window).table, weights(window, 0)[1, 1]
    table.setCurrentIndex(view(window).model.index(1, 1))
    qtbot.keyClick(table, Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert float(editor.text()) == before
    editor.selectAll()
    qtbot.keyClicks(editor, "-1,25")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: weights(window, 0)[1, 1] == -1.25)
    window.actions_by_key["undo"].trigger()
    qtbot.waitUntil(lambda: weights(window, 0)[1, 1] == before)


def test_a_table_is_pasted_from_a_spreadsheet_and_copied_to_one(qtbot: QtBot, open_window: Opened) -> None:
    window = opened(qtbot, open_window)
    table = view(window).table
    QGuiApplication.clipboard().setText("1\t1\t1\t1\r\n1\t1\t1\t1\r\n-0,5\t-1.5\t0\t2e-3\r\n")
    table.setCurrentIndex(view(window).model.index(0, 0))
    qtbot.keyClick(table, Key.Key_V, CONTROL)
    wanted = [[1.0] * 4, [1.0] * 4, [-0.5, -1.5, 0.0, 0.002]]
    qtbot.waitUntil(lambda: shown(window) == wanted)
    assert window.session.undo_stack.count() == 1
    table.clearSelection()
    qtbot.keyClick(table, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().splitlines()[2] == "-0.5\t-1.5\t0.0\t0.002"
    window.session.training.play()
    qtbot.waitUntil(lambda: shown(window) != wanted, timeout=20_000)
    window.session.training.pause()


def test_delete_zeroes_the_selected_cells(qtbot: QtBot, open_window: Opened) -> None:
    window = opened(qtbot, open_window)
    table, model = view(window).table, view(window).model
    area = QItemSelection(model.index(0, 1), model.index(1, 2))
    table.selectionModel().select(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    qtbot.keyClick(table, Key.Key_Delete)
    qtbot.waitUntil(lambda: np.count_nonzero(weights(window, 0)[:2, 1:3]) == 0)
    assert window.session.undo_stack.undoText() == "Set 4 weights"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There are no numbers"),
        ("1\t2\n3\tx", "Row 2, column 2: “x” is no number."),
        ("1\t2\n3", "Row 2 has 1 cells, row 1 has 2."),
        ("1\t\t2", "Row 1, column 2: an empty cell is no number."),
        ("1\t2\t3\t4\t5", "1 × 5 cells do not fit: 3 × 4 are left."),
        ("1e9", "Weight: 1e+09 is not allowed."),
    ],
)
def test_what_cannot_be_pasted_is_said_and_changes_nothing(
    qtbot: QtBot, open_window: Opened, text: str, said: str
) -> None:
    window = opened(qtbot, open_window)
    before, table = weights(window, 0), view(window).table
    QGuiApplication.clipboard().setText(text)
    table.setCurrentIndex(view(window).model.index(0, 0))
    told: list[str] = []
    window.session.edit_refused.connect(lambda error: told.append(str(error)))
    qtbot.keyClick(table, Key.Key_V, CONTROL)
    told.append(view(window)._told.text())
    assert any(each.startswith(said) for each in told)
    assert np.array_equal(weights(window, 0), before)
    assert not window.session.undo_stack.canUndo()


def test_the_clipboards_numbers_are_exact() -> None:
    numbers = np.random.default_rng(5).normal(size=(3, 4)).tolist()
    assert grid_from_text(grid_to_text(numbers)) == numbers
    assert grid_from_text("1;2\n3;4") == [[1.0, 2.0], [3.0, 4.0]]
    assert grid_from_text("1 2\n3 4\n") == [[1.0, 2.0], [3.0, 4.0]]
    with pytest.raises(ExperimentError):
        grid_from_text("\n \n")


def test_another_network_is_not_shown_under_the_names_of_the_last(qtbot: QtBot, open_window: Opened) -> None:
    window = opened(qtbot, open_window)
    model = view(window).model
    window.session.edit("Layers", edits.set_hidden, (2, 3))
    assert model.rowCount() == 0
    qtbot.waitUntil(lambda: model.columnCount() == 2, timeout=10_000)
    window.session.edit("Input", edits.set_input_on, "x2", False)
    assert model.rowCount() == 0
    qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=10_000)
    assert model.headerData(0, Qt.Orientation.Vertical) == "x₁"
    assert shown(window) == weights(window, 0).tolist()
