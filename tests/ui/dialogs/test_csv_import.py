from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QDialog

from playground.data.csv_choices import ALL_ROWS, ColumnChoice, RowChoice
from playground.data.csv_format import CsvFormat
from playground.data.csv_inputs import Filled
from playground.data.csv_losses import LeftOut, Loss
from playground.data.errors import DataError
from playground.ui.dialogs.csv_import import CsvImportDialog
from playground.ui.dialogs.csv_words import verdict_text
from playground.ui.widgets.tick_delegate import NOTE
from playground.worker.csv_messages import Preview, TooMuch, Verdict
from playground.worker.csv_process import CsvReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def table(tmp_path: Path) -> Path:
    lines = [f"{n / 8:.3f};{n % 7};note{n};{'abc'[n % 3]}".replace(".", ",") for n in range(300)]
    for n in range(12):
        lines[20 * n] = "?;" + lines[20 * n].split(";", 1)[1]
    path = tmp_path / "points.csv"
    path.write_text("width;count;note;species\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def load(qtbot: QtBot, theme: Theme, window: QWidget) -> Callable[[Path], CsvImportDialog]:
    def opened(path: Path) -> CsvImportDialog:
        dialog = CsvImportDialog(theme, path, window)
        qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        return dialog

    return opened


def settled(qtbot: QtBot, dialog: CsvImportDialog, words: str) -> None:
    """Wait until the dialog says so."""
    qtbot.waitUntil(lambda: words in dialog.sentence.text(), timeout=20_000)


def pick(qtbot: QtBot, box: Any, key: str) -> None:
    """Choose from a list by the keyboard."""
    box.setFocus()
    moves = box.findData(key) - box.currentIndex()
    for _ in range(abs(moves)):
        qtbot.keyClick(box, Key.Key_Down if moves > 0 else Key.Key_Up)


def items(dialog: CsvImportDialog) -> list[tuple[str, str]]:
    """The name of each column in the list, and what becomes of it."""
    model = dialog.columns.inputs.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return [(index.data(), index.data(NOTE)) for index in rows]


def click_item(qtbot: QtBot, dialog: CsvImportDialog, place: int) -> None:
    inputs = dialog.columns.inputs
    centre = inputs.visualRect(inputs.index_of(place)).center()
    qtbot.mouseClick(inputs.viewport(), LEFT, pos=centre)


def texts(table: Any, row: int) -> list[str]:
    return [table.text(row, place) for place in range(table.model().columnCount())]


def show_tab(qtbot: QtBot, dialog: CsvImportDialog, steps: int) -> None:
    """Go along the tabs above the tables by the keyboard."""
    segment = next(each for each in dialog.findings.tabs.children() if getattr(each, "isChecked", bool)())
    segment.setFocus()
    for _ in range(steps):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Right)


def test_a_table_is_shown_chosen_from_and_loaded(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300 rows are used: 2 inputs, 3 classes.")
    assert "12 rows where “width” is not a number (first: line 2)" in dialog.sentence.text()
    assert dialog.load_button.text() == "Load 288 rows"
    assert dialog.target.combo.choice() == "3"
    assert items(dialog) == [
        ("width", "number, 12 missing: dropped"),
        ("count", "number"),
        ("note", "words, left out"),
        ("species", "the target"),
    ]
    assert texts(dialog.findings.preview, 1) == ["0,125", "1", "note1", "b"]
    model = dialog.findings.preview.model()
    heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(4)]
    assert heads == ["width\nnumber", "count\nnumber", "note\nwords", "species\nwords"]
    assert texts(dialog.findings.problems, 1) == ["22", "width", "?", "not a number"]
    assert dialog.findings.problems.model().rowCount() == 12
    assert [texts(dialog.findings.losses, row) for row in range(2)] == [
        ["12 rows", "2", "where “width” is not a number"],
        ["1 column", "", "of words, left out: note"],
    ]
    qtbot.waitUntil(dialog.load_button.hasFocus)
    qtbot.keyClick(dialog.load_button, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.path == table
    assert dialog.table is not None
    assert dialog.table.columns == ("width", "count")
    assert dialog.table.classes == ("a", "b", "c")
    kept = [n for n in range(300) if n % 20 or n >= 240]
    np.testing.assert_array_equal(dialog.table.values[:, 1], [n % 7 for n in kept])


def test_unticking_the_bad_column_keeps_every_row(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    click_item(qtbot, dialog, 0)
    settled(qtbot, dialog, "All 300 rows are used")
    assert dialog.load_button.text() == "Load 300 rows"
    dialog.columns.inputs.setFocus()
    qtbot.keyClick(dialog.columns.inputs, Key.Key_Space)
    settled(qtbot, dialog, "288 of 300")


def test_the_target_cannot_be_ticked(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    click_item(qtbot, dialog, 3)
    assert dialog.columns.plan.inputs() == (0, 1)
    assert dialog.columns.reason.text() == "“species”: the target."
    assert not dialog.columns.missing.isVisible()


def test_all_and_none(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    qtbot.mouseClick(dialog.columns.none_button, LEFT)
    settled(qtbot, dialog, "no column is left")
    assert not dialog.load_button.isEnabled()
    assert dialog.warning.isVisible()
    qtbot.mouseClick(dialog.columns.all_button, LEFT)
    settled(qtbot, dialog, "288 of 300 rows are used: 3 inputs")
    assert dialog.load_button.isEnabled()
    assert not dialog.warning.isVisible()


def test_another_target_and_kind(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    pick(qtbot, dialog.target.combo.box, "1")
    settled(qtbot, dialog, "7 classes")
    assert dialog.target.kinds.choice() == "classes"
    assert items(dialog)[1] == ("count", "the target")
    segment = next(each for each in dialog.target.kinds.children() if getattr(each, "isChecked", bool)())
    qtbot.keyClick(segment, Key.Key_Right)
    settled(qtbot, dialog, "the target is a number.")
    pick(qtbot, dialog.target.combo.box, "3")
    settled(qtbot, dialog, "3 classes")


def test_words_as_a_number_are_refused_with_the_reason(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    segment = next(each for each in dialog.target.kinds.children() if getattr(each, "isChecked", bool)())
    qtbot.keyClick(segment, Key.Key_Right)
    settled(qtbot, dialog, "it holds words, not numbers. Take it as classes.")
    assert dialog.sentence.text().startswith("Column")
    assert not dialog.load_button.isEnabled()


def test_the_recognised_format_is_shown_and_can_be_changed(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    combos = dialog.format_row.combos
    shown = {part: combo.choice() for part, combo in combos.items()}
    assert shown == {
        "delimiter": ";",
        "decimal": ",",
        "quote": '"',
        "encoding": "utf-8",
        "has_header": "names",
    }
    pick(qtbot, combos["has_header"].box, "rows")
    qtbot.waitUntil(lambda: items(dialog)[0][0] == "column 1", timeout=20_000)
    pick(qtbot, combos["decimal"].box, ".")
    settled(qtbot, dialog, "at least 10 are needed")
    problems = dialog.findings.problems
    reasons = {problems.text(row, 3) for row in range(problems.model().rowCount())}
    assert "written with the other decimal sign" in reasons


def test_the_comma_is_never_both(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    combos = dialog.format_row.combos
    pick(qtbot, combos["delimiter"].box, ",")
    assert (combos["delimiter"].choice(), combos["decimal"].choice()) == (",", ".")
    pick(qtbot, combos["decimal"].box, ",")
    assert (combos["delimiter"].choice(), combos["decimal"].choice()) == (";", ",")
    settled(qtbot, dialog, "3 classes")


def test_a_wrong_format_is_told_and_can_be_taken_back(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    pick(qtbot, dialog.format_row.combos["encoding"].box, "utf-16")
    qtbot.waitUntil(dialog.warning.isVisible, timeout=20_000)
    assert not dialog.load_button.isEnabled()
    assert not dialog.columns.isEnabled()
    assert dialog.format_row.isEnabled()
    pick(qtbot, dialog.format_row.combos["encoding"].box, "utf-8")
    settled(qtbot, dialog, "3 classes")
    assert dialog.columns.isEnabled()


@pytest.mark.parametrize("content", [b"", b"\0" * 50, b"PK\x03\x04" + bytes(50), b'a,b\n"1,2\n'])
def test_a_file_that_is_no_table_is_told(content: bytes, qtbot: QtBot, load: Any, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    dialog = load(path)
    qtbot.waitUntil(dialog.warning.isVisible, timeout=20_000)
    assert len(dialog.sentence.text()) > 20
    assert not dialog.load_button.isEnabled()
    qtbot.keyClick(dialog.focusWidget() or dialog, Key.Key_Escape)
    assert dialog.table is None


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_the_death_of_the_process_is_told_and_reading_goes_on(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    os.kill(dialog._reader.pid, signal.SIGKILL)
    settled(qtbot, dialog, "ended by the system")
    pick(qtbot, dialog.format_row.combos["has_header"].box, "rows")
    qtbot.waitUntil(lambda: dialog.load_button.isEnabled(), timeout=20_000)


def test_cancel_ends_the_process(qtbot: QtBot, load: Any, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("a,b\n" + "1,2\n" * 2_000_000)
    dialog = load(tmp_path / "long.csv")
    qtbot.waitUntil(dialog.progress.isVisible, timeout=20_000)
    assert "Reading" in dialog.sentence.text()
    qtbot.mouseClick(dialog.cancel_button, LEFT)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog._reader.pid == 0


class Silent(CsvReader):
    """A reader that starts no process."""

    def read(self, path: Path, format: CsvFormat | None = None, rows: RowChoice = ALL_ROWS) -> None:
        self.asked = (format, rows)


def made_up(columns: int, problems: int = 0) -> Preview:
    names = tuple(f"{'x' * 300} {n}" for n in range(columns))
    rows = tuple(tuple(str(n) for n in range(columns)) for _ in range(12))
    kinds: tuple[Any, ...] = ("number",) * columns
    none = (0,) * columns
    point = CsvFormat("utf-8", ",", ".", True)
    return Preview(point, names, kinds, none, none, 10**6, 10**6, rows, (), problems, (), 0, 0)


def test_a_wide_table_with_long_names_fits(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    reader = Silent()
    reader.check = lambda *args: None  # type: ignore[method-assign]
    dialog = CsvImportDialog(theme, Path("wide.csv"), window, reader=reader)
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
    dialog.show()
    dialog.csv_preview(made_up(1024))
    assert dialog.width() <= dialog.screen().availableGeometry().width()
    assert dialog.columns.plan.inputs() == tuple(range(1, 1024))
    assert dialog.findings.count.text() == "12 of 1\u2009000\u2009000 rows, 1\u2009024 columns"


@pytest.mark.parametrize(
    ("verdict", "losses", "filled", "words"),
    [
        (("classes", 300, 300, 3), (), (), "All 300 rows are used: 2 inputs, 3 classes."),
        (
            ("number", 299, 300, 0),
            (Loss(1, "without a target", 17),),
            (),
            "299 of 300 rows are used: 2 inputs, the target is a number. "
            "Left out: 1 row without a target (first: line 17).",
        ),
        (
            ("classes", 280, 300, 2),
            (
                Loss(3, "with too few cells", 17),
                Loss(12, "without a target", 9),
                Loss(1, "where “b” is empty", 4),
                Loss(4, "where “a” is empty", 5),
            ),
            (Filled("c", 5, "0.5", "the mean"),),
            "280 of 300 rows are used: 2 inputs, 2 classes. "
            "Left out: 12 rows without a target (first: line 9), "
            "4 rows where “a” is empty (first: line 5), 3 rows with too few cells (first: line 17), "
            "and 1 more reason. Filled: 5 cells of “c” with 0.5.",
        ),
    ],
)
def test_the_sentence(
    verdict: tuple[Any, int, int, int], losses: tuple[Loss, ...], filled: tuple[Filled, ...], words: str
) -> None:
    left_out = LeftOut(sum(loss.rows for loss in losses), {}, (), losses, filled)
    assert verdict_text(Verdict(*verdict, left_out, None, inputs=2)) == words


def test_a_refusal_is_one_sentence_after_another(
    qtbot: QtBot, theme: Theme, window: QWidget, tmp_path: Path
) -> None:
    dialog = CsvImportDialog(theme, tmp_path / "a.csv", window, reader=Silent())
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
    dialog.csv_verdict(Verdict("classes", 0, 5, 0, None, DataError("rows", "too few", "Choose more")))
    assert dialog.sentence.text() == "Rows: too few. Choose more."


def test_every_part_has_a_name(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "3 classes")
    parts = [
        dialog.columns.inputs,
        dialog.columns.filter,
        dialog.columns.missing.box,
        dialog.columns.words.box,
        dialog.findings.tabs,
        dialog.findings.preview,
        dialog.findings.losses,
        dialog.findings.problems,
        dialog.row_choice.combo.box,
        dialog.row_choice.every,
        dialog.row_choice.sample,
        dialog.row_choice.seed,
        dialog.standardize_switch,
        dialog.progress,
        dialog.target.kinds,
    ]
    parts += [combo.box for combo in dialog.format_row.combos.values()]
    parts += [dialog.target.combo.box, dialog.load_button, dialog.cancel_button]
    assert all(part.accessibleName() for part in parts)


def test_a_latin_1_file_with_decimal_commas_is_loaded_by_keys(
    qtbot: QtBot, load: Any, tmp_path: Path
) -> None:
    path = tmp_path / "größen.csv"
    rows = [f"{n / 8:.3f};{'groß' if n % 2 else 'klein'};{n % 5}".replace(".", ",") for n in range(40)]
    rows[3] = ";groß;1"
    path.write_bytes(("Länge;Größe;Zahl\r\n" + "\r\n".join(rows) + "\r\n").encode("latin-1"))
    dialog = load(path)
    settled(qtbot, dialog, "39 of 40 rows are used: 2 inputs, 2 classes.")
    shown = {part: combo.choice() for part, combo in dialog.format_row.combos.items()}
    assert (shown["delimiter"], shown["decimal"], shown["encoding"]) == (";", ",", "cp1252")
    dialog.columns.inputs.setFocus()
    pick(qtbot, dialog.columns.missing.box, "mean")
    settled(qtbot, dialog, "Filled: 1 cell of “Länge” with")
    dialog.load_button.setFocus()
    qtbot.keyClick(dialog.load_button, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    lengths = [n / 8 for n in range(40) if n != 3]
    assert dialog.table.columns == ("Länge", "Zahl")
    assert dialog.table.classes == ("groß", "klein")
    assert dialog.table.values[3, 0] == pytest.approx(np.mean(lengths), rel=1e-12)
    np.testing.assert_array_equal(np.delete(dialog.table.values[:, 0], 3), lengths)
    assert dialog.recipe.format == CsvFormat("cp1252", ";", ",", True)
    assert dialog.recipe.inputs == (("Länge", ColumnChoice("mean")), ("Zahl", ColumnChoice()))


def test_a_thousand_columns_are_found_and_left_out_by_keys(qtbot: QtBot, load: Any, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    names = [f"gene {n}" for n in range(1_100)]
    rows = [",".join(str((n * row) % 17) for n in range(1_100)) + f",{'ab'[row % 2]}" for row in range(30)]
    path.write_text(",".join([*names, "kind"]) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    dialog = load(path)
    settled(qtbot, dialog, "they are 1,100; the limit is 1,024. Leave out at least 76 of them.")
    assert not dialog.load_button.isEnabled()
    dialog.columns.filter.setFocus()
    qtbot.keyClicks(dialog.columns.filter, "gene 9")
    assert len(dialog.columns.inputs.shown()) == 1 + 10 + 100
    dialog.columns.none_button.setFocus()
    qtbot.keyClick(dialog.columns.none_button, Key.Key_Space)
    settled(qtbot, dialog, "All 30 rows are used: 989 inputs, 2 classes.")
    dialog.load_button.setFocus()
    qtbot.keyClick(dialog.load_button, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table is not None, timeout=20_000)
    assert len(dialog.table.columns) == 989
    assert not any(name.startswith("gene 9") for name in dialog.table.columns)


def test_words_become_inputs_by_keys(qtbot: QtBot, load: Any, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    rows = [f"{n},{('red', 'green', 'blue')[n % 3]},2024-01-{1 + n % 28:02},{'xy'[n % 2]}" for n in range(40)]
    path.write_text("a,colour,day,kind\n" + "\n".join(rows) + "\n", encoding="utf-8")
    dialog = load(path)
    settled(qtbot, dialog, "1 input")
    assert items(dialog)[1:3] == [("colour", "words, left out"), ("day", "dates, left out")]
    inputs = dialog.columns.inputs
    inputs.setFocus()
    qtbot.keyClick(inputs, Key.Key_Down)
    qtbot.keyClick(inputs, Key.Key_Space)
    settled(qtbot, dialog, "4 inputs")
    assert items(dialog)[1] == ("colour", "words, 3 inputs")
    pick(qtbot, dialog.columns.words.box, "ordinal")
    settled(qtbot, dialog, "2 inputs")
    dialog.load_button.setFocus()
    qtbot.keyClick(dialog.load_button, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table is not None, timeout=20_000)
    np.testing.assert_array_equal(dialog.table.values[:, 1], [n % 3 for n in range(40)])
    assert dialog.recipe.inputs[1] == ("colour", ColumnChoice("drop", "ordinal"))


def test_no_target_is_refused_with_the_reason(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    pick(qtbot, dialog.target.combo.box, "-1")
    settled(qtbot, dialog, "Target: none is chosen. Choose the column that is to be predicted.")
    assert not dialog.load_button.isEnabled()
    assert items(dialog)[3] == ("species", "words, left out")


def test_a_random_sample_and_every_kth_row(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    choice = dialog.row_choice
    pick(qtbot, choice.combo.box, "every")
    settled(qtbot, dialog, "of 300 rows are used")
    qtbot.waitUntil(lambda: dialog.load_button.text() == "Load 18 rows", timeout=20_000)
    assert "Not taken: 270 rows. Left out: 12 rows" in dialog.sentence.text()
    assert texts(dialog.findings.losses, 0) == ["270 rows", "", "passed over, one of 10 is taken"]
    pick(qtbot, choice.combo.box, "sample")
    settled(qtbot, dialog, "288 of 300")
    choice.sample.setFocus()
    choice.sample.selectAll()
    qtbot.keyClicks(choice.sample, "50")
    qtbot.keyClick(choice.sample, Key.Key_Return)
    qtbot.waitUntil(lambda: texts(dialog.findings.losses, 0)[0] == "250 rows", timeout=20_000)
    assert dialog.isVisible()
    assert texts(dialog.findings.losses, 0)[2] == "not drawn, seed 0"


def test_a_file_too_large_for_the_memory_is_told_with_the_numbers(
    qtbot: QtBot, theme: Theme, window: QWidget, tmp_path: Path
) -> None:
    reader = Silent()
    dialog = CsvImportDialog(theme, tmp_path / "a.csv", window, reader=reader)
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
    dialog.show()
    comma = CsvFormat("utf-8", ";", ",", True)
    dialog.csv_too_much(TooMuch(comma, 400_000_000, 3, 45_000_000_000, 3_000_000_000, 10_000_000))
    assert dialog.warning.isVisible()
    assert "About 400 000 000 rows of 3 columns need 45.0 GB of memory, and 3.0 GB may be used" in (
        dialog.sentence.text().replace("\u2009", " ")
    )
    assert dialog.load_button.text() == "Read the sample"
    qtbot.mouseClick(dialog.load_button, LEFT)
    assert reader.asked == (comma, RowChoice(sample=10_000_000))


def test_standardising_is_asked_for(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    assert dialog.standardize
    dialog.standardize_switch.setFocus()
    qtbot.keyClick(dialog.standardize_switch, Key.Key_Space)
    assert not dialog.standardize


def test_every_control_is_reached_by_tab(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    wanted = {
        *(combo.box for combo in dialog.format_row.combos.values()),
        dialog.target.combo.box,
        dialog.row_choice.combo.box,
        dialog.standardize_switch,
        dialog.columns.filter,
        dialog.columns.inputs,
        dialog.columns.missing.box,
        dialog.findings.preview,
        dialog.cancel_button,
        dialog.load_button,
    }
    seen = set()
    for _ in range(40):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
        seen.add(dialog.focusWidget())
    assert wanted <= seen


def test_the_tabs_show_what_is_left_out_and_what_cannot_be_read(qtbot: QtBot, load: Any, table: Path) -> None:
    dialog = load(table)
    settled(qtbot, dialog, "288 of 300")
    show_tab(qtbot, dialog, 1)
    assert dialog.findings.losses.isVisible()
    show_tab(qtbot, dialog, 1)
    assert dialog.findings.problems.isVisible()
    assert dialog.findings.count.text() == "12 problems"


@pytest.mark.parametrize("text", ["normal", "large"])
def test_it_fits_a_small_screen(
    text: str, qtbot: QtBot, theme: Theme, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CsvImportDialog, "_screen_size", lambda self: QRect(0, 0, 1280, 720))
    theme.set_text(text)
    reader = Silent()
    reader.check = lambda *args: None  # type: ignore[method-assign]
    dialog = CsvImportDialog(theme, Path("wide.csv"), window, reader=reader)
    qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.done(0))
    dialog.show()
    dialog.csv_preview(made_up(1024))
    dialog.row_choice.offer_sample(10_000_000)
    assert dialog.width() <= 1280
    assert dialog.height() <= 720
    assert dialog.minimumSizeHint().width() <= 1280
    assert dialog.minimumSizeHint().height() <= 720


def test_so_many_rows_are_said_to_be_slow() -> None:
    texts = [verdict_text(Verdict("classes", n, n, 3, None, None, inputs=2)) for n in (2_000_000, 2_000_001)]
    assert ["a sample learns sooner" in text for text in texts] == [False, True]
