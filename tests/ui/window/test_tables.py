"""The person's own tables in the window: read as chosen, kept so in a project, and written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from playground.data.csv_import import read_csv
from playground.data.csv_table import build_table
from playground.document import limits
from playground.document.sources import TableSource
from playground.ui.commands import files
from playground.ui.dialogs.csv_import import CsvImportDialog
from playground.ui.dialogs.save_changes import SaveAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from playground.document.errors import FileError
    from playground.ui.main_window import MainWindow
    from tests.ui.window.conftest import Opened

Key = Qt.Key
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def load(window: MainWindow, path: Path, act: Callable[[CsvImportDialog], bool]) -> bool:
    """Load a table; `act` is called with the dialog again and again until it says that it has loaded it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CsvImportDialog) and dialog.load_button.isEnabled() and act(dialog):
            dialog.load_button.click()
            timer.stop()

    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(20)
    return window.files.load_table(path)


def test_a_table_read_against_its_looks_opens_alike_from_its_project(
    qtbot: QtBot, open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "odd.csv"
    rows = [f"{n};{('red', 'green')[n // 2 % 2]};{'' if n % 9 == 4 else n % 5};{n % 3}" for n in range(90)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    window = open_window()

    def act(dialog: CsvImportDialog) -> bool:
        plan = dialog.columns.plan
        assert plan is not None
        if dialog.row_choice.choice().every == 1:
            # Every second row, words as inputs, holes filled: nothing that the file itself would say.
            dialog.row_choice.every.show_value(2)
            dialog.row_choice.combo.box.setCurrentIndex(1)
            dialog.row_choice.combo.box.activated.emit(1)
        elif plan.choice(2).missing == "drop":
            plan.target = 3
            plan.tick(1, True)
            plan.choose_missing([2], "median")
            dialog.columns._tell()
        elif dialog.load_button.text() == "Load 45 rows":
            dialog.standardize_switch.show_on(False)
            return True
        return False

    assert load(window, path, act)
    session = window.session
    source, table = session.experiment.data.source, session.table
    assert isinstance(source, TableSource)
    assert table is not None
    assert table.rows == 45
    assert not source.standardize
    monkeypatch.setattr(limits, "EMBEDDED_TABLE_BYTES", 0)
    qtbot.waitUntil(lambda: session.run.kept() is not None, timeout=20_000)
    session.files.save(tmp_path / "mine.playground")
    monkeypatch.setattr(files, "ask_to_save", lambda *_: SaveAnswer.DISCARD)
    assert window.files.open(tmp_path / "mine.playground")
    assert session.experiment.data.source == source
    assert session.table is not table
    assert session.table is not None
    np.testing.assert_array_equal(session.table.values, table.values)


def test_the_data_is_exported_by_its_keys_and_reads_back_alike(
    qtbot: QtBot, open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window("iris")
    asked: list[str] = []

    def choose(_parent: object, title: str, suggested: str, _kinds: str) -> tuple[str, str]:
        asked.append(suggested)
        return str(tmp_path / "flowers"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    qtbot.keyClick(window, Key.Key_E, CONTROL_SHIFT)
    qtbot.waitUntil(lambda: (tmp_path / "flowers.csv").exists(), timeout=20_000)
    assert asked[0].endswith("iris.csv")
    qtbot.waitUntil(lambda: "150 samples are in “flowers.csv”" in window.status.told())
    table = window.session.table
    assert table is not None
    back, _ = build_table(read_csv(tmp_path / "flowers.csv"), table.target_name, table.columns)
    assert back.content_hash() == table.content_hash()
    parts = read_csv(tmp_path / "flowers.csv").column("part")
    assert parts.codes is not None
    trained = [parts.distinct[code] for code in parts.codes].count("train")
    assert trained == len(window.session.samples.train_labels)


def test_an_export_that_cannot_be_written_is_told(
    qtbot: QtBot, open_window: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    told: list[FileError] = []
    monkeypatch.setattr(window.files, "tell_error", lambda _headline, error: told.append(error))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "a.csv"), ""))
    assert window.files.export_data() is False
    assert told[0].problem == "there is no such file or folder."
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert window.files.export_data() is False
    assert len(told) == 1


def test_standardising_is_switched_in_the_data_panel_and_taken_back(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("iris")
    switch = window.page.data._standardize
    assert switch.isVisible()
    assert switch.isChecked()
    switch.setFocus()
    qtbot.keyClick(switch, Key.Key_Space)
    source = window.session.experiment.data.source
    assert isinstance(source, TableSource)
    assert not source.standardize
    assert window.session.samples.input_deviations.tolist() == [1.0] * 4
    window.session.undo_stack.undo()
    assert switch.isChecked()
    assert np.abs(window.session.samples.train_inputs.mean(axis=0)).max() < 1e-9
    qtbot.waitUntil(lambda: window.session.training.checkpoint is not None, timeout=20_000)


def test_generated_points_cannot_be_standardised(open_window: Opened) -> None:
    assert not open_window().page.data._standardize.isVisible()
