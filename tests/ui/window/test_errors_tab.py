"""The errors under the canvas of the real window, against what the run's own weights say by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from playground.document import edits
from playground.document.choices import Dataset
from playground.session.training import TrainingState
from playground.ui.theme.numbers import format_fixed, format_percent, format_significant
from playground.worker.run import Run
from playground.worker.snapshots import ClassErrors, Neuron, NumberErrors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.panels.errors.errors_view import ErrorsView
    from playground.ui.panels.errors.sample_list import SampleRow
    from tests.ui.window.conftest import Opened

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def view(window: MainWindow) -> ErrorsView:
    return window.page.bottom.errors


def turn(qtbot: QtBot, window: MainWindow, name: str) -> None:
    buttons = window.page.bottom.tabs.findChildren(QPushButton)
    qtbot.mouseClick(next(each for each in buttons if each.accessibleName() == name), LEFT)


def trained(qtbot: QtBot, window: MainWindow, epochs: int) -> Run:
    """Train for some epochs with the tab open, and return the run as its weights are then."""
    session = window.session
    turn(qtbot, window, "Errors")
    assert window.page.bottom.tab == "errors"
    for _ in range(epochs):
        window.actions_by_key["step_epoch"].trigger()
        qtbot.waitUntil(
            lambda: session.training.up_to_date and session.training.state is TrainingState.PAUSED,
            timeout=20_000,
        )
    kept = session.run.kept()
    assert kept is not None
    run = Run(session.experiment, session.table, kept.checkpoint)
    qtbot.waitUntil(lambda: errors_are_of(window, run), timeout=20_000)
    window.settle()
    return run


def errors_are_of(window: MainWindow, run: Run) -> bool:
    window.settle()
    errors = view(window)._errors
    if errors is None:
        return False
    if isinstance(errors.train, NumberErrors):
        offset, factor = run.samples.target_scale
        said = run.network.predict(run.samples.train_inputs)[:, 0] * factor + offset
        return bool(np.allclose(said, errors.train.predictions, atol=1e-9))
    return errors.train.said.tolist() == said_by(run, run.samples.train_inputs)


def said_by(run: Run, inputs: np.ndarray) -> list[int]:
    outputs = run.network.predict(inputs)
    return [int(np.argmax(row)) if len(row) > 1 else int(row[0] > 0) for row in outputs]


def cells_of(run: Run) -> Counter[tuple[int, int]]:
    said = said_by(run, run.samples.test_inputs)
    return Counter(zip(run.samples.test_labels.tolist(), said, strict=True))


def samples_of(run: Run, cell: tuple[int, int]) -> list[int]:
    pairs = zip(run.samples.test_labels.tolist(), said_by(run, run.samples.test_inputs), strict=True)
    return [number for number, pair in enumerate(pairs) if pair == cell]


def click_cell(qtbot: QtBot, window: MainWindow, cell: tuple[int, int]) -> None:
    matrix = view(window).classes.matrix
    qtbot.mouseClick(matrix, LEFT, pos=matrix.layout_of_cells().rect(*cell).center().toPoint())


def listed(window: MainWindow) -> list[SampleRow]:
    errors = view(window)
    page = errors._pages.currentWidget()
    model = page.list.samples  # type: ignore[union-attr]
    return [model.data(model.index(row), Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]


def lit(window: MainWindow) -> list[int]:
    return window.page.decision.map.rings.indices.tolist()


def test_two_classes(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("spiral")
    window.session.edit("Noise", edits.set_noise, 0.3)
    run = trained(qtbot, window, 3)
    errors, cells = view(window), cells_of(run)
    counts = errors.classes.matrix._errors
    assert counts is not None
    assert counts.counts.tolist() == [[cells[i, j] for j in (0, 1)] for i in (0, 1)]
    wrong = cells[0, 1] + cells[1, 0]
    assert 1 < wrong < 250
    assert errors.sentence.text().startswith(f"Of 250 test samples {wrong} are wrong, ")
    assert errors.classes.test.text() == format_percent(1 - wrong / 250, 1)
    assert len(listed(window)) == min(wrong, 200)

    cell = max(((0, 1), (1, 0)), key=lambda each: cells[each])
    click_cell(qtbot, window, cell)
    assert lit(window) == samples_of(run, cell)
    assert window.page.decision.map.rings.of_test
    assert sorted(row.sample for row in listed(window)) == samples_of(run, cell)
    score = np.abs(run.network.predict(run.samples.test_inputs)[:, 0])
    in_order = sorted(samples_of(run, cell), key=lambda number: -score[number])
    assert [row.sure for row in listed(window)] == [format_significant(score[n], 2) for n in in_order]

    click_cell(qtbot, window, cell)
    assert lit(window) == []
    assert len(listed(window)) == min(wrong, 200)


def test_the_lit_samples_are_let_go_of_by_esc_on_the_map_by_another_tab_and_by_other_data(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window("circle")
    trained(qtbot, window, 1)
    board = window.page.decision.map
    click_cell(qtbot, window, (0, 0))
    assert lit(window)
    board.setFocus()
    qtbot.keyClick(board, Key.Key_Escape)
    assert lit(window) == []
    assert view(window).classes.matrix._marked is None

    click_cell(qtbot, window, (0, 0))
    assert lit(window)
    turn(qtbot, window, "Gradients")
    assert lit(window) == []

    turn(qtbot, window, "Errors")
    click_cell(qtbot, window, (1, 1))
    assert lit(window)
    window.session.edit("Data", edits.set_dataset, Dataset.XOR)
    assert lit(window) == []


def test_three_classes_by_keyboard(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    run = trained(qtbot, window, 2)
    errors, cells = view(window), cells_of(run)
    matrix = errors.classes.matrix
    matrix.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Right):
        qtbot.keyClick(matrix, key)
    assert matrix.pointed == (1, 2)
    qtbot.keyClick(matrix, Key.Key_Left)
    said = sum(cells[true, 1] for true in range(3))
    true = sum(cells[1, other] for other in range(3))
    shares = dict(matrix.reading())
    assert shares["true versicolor, said versicolor"] == str(cells[1, 1])
    for name, whole in (("recall of versicolor", true), ("precision of versicolor", said)):
        share = cells[1, 1] / whole
        assert shares[name] == format_percent(1.0 if share == 1 else min(share, 0.99))
    assert "recall of versicolor" in matrix.accessibleDescription()
    qtbot.keyClick(matrix, Key.Key_Return)
    assert lit(window) == samples_of(run, (1, 1))
    qtbot.keyClick(matrix, Key.Key_C, CONTROL)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    names = ["setosa", "versicolor", "virginica"]
    assert lines[0] == ["true \\ said", *names]
    assert lines[1:] == [[name, *(str(cells[i, j]) for j in range(3))] for i, name in enumerate(names)]
    qtbot.keyClick(matrix, Key.Key_Escape)
    assert (lit(window), matrix.pointed) == ([], None)


def test_train_and_test_are_two_sets(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("iris")
    run = trained(qtbot, window, 1)
    errors = view(window)
    buttons = errors.parts.findChildren(QPushButton)
    qtbot.mouseClick(next(each for each in buttons if each.accessibleName() == "Train"), LEFT)
    said = said_by(run, run.samples.train_inputs)
    wrong = sum(a != b for a, b in zip(said, run.samples.train_labels.tolist(), strict=True))
    assert f"{len(said)} training samples" in errors.sentence.text()
    assert len(listed(window)) == wrong
    assert errors.classes.train.text() == format_percent(1 - wrong / len(said), 1)
    window.session.edit("Share", edits.set_train_share, 1.0)
    trained(qtbot, window, 1)
    assert not errors.parts.isVisible()
    assert "150 training samples" in errors.sentence.text()
    assert errors.classes.test.text() == "none"


def test_numbers(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("multi-gauss")
    run = trained(qtbot, window, 2)
    errors, page = view(window), view(window).numbers
    targets = run.samples.test_labels
    said = run.network.predict(run.samples.test_inputs)[:, 0]
    misses = targets - said
    r_squared = 1 - (misses**2).sum() / ((targets - targets.mean()) ** 2).sum()
    assert page.test.text() == format_fixed(r_squared, 4)
    assert page.absolute.text() == format_significant(float(np.abs(misses).mean()))
    assert page.square.text() == format_significant(float(np.sqrt((misses**2).mean())))
    assert errors.sentence.text().startswith(f"Off by {page.absolute.text()} on average")
    order = np.argsort(-np.abs(misses), kind="stable")[:200].tolist()
    assert [row.sample for row in listed(window)] == order

    qtbot.mouseClick(page.plot, LEFT, pos=page.plot.place_of(order[0]).toPoint())
    picked = lit(window)
    assert len(picked) == 1
    there = page.plot.place_of(picked[0])
    assert (there - page.plot.place_of(order[0])).manhattanLength() < 3
    page.plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.plot, Key.Key_Escape)
    assert lit(window) == []
    qtbot.keyClick(page.plot, Key.Key_Right)
    qtbot.keyClick(page.plot, Key.Key_Right)
    second = np.argsort(targets, kind="stable")[1]
    assert page.plot.pointed == second
    told = dict(page.plot.reading())
    assert told["true"] == format_significant(targets[second])
    assert told["predicted"] == format_significant(float(said[second]))
    qtbot.keyClick(page.plot, Key.Key_Return)
    assert lit(window) == [second]


def test_a_training_sample_that_is_chosen_is_the_one_looked_at(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("plane")
    trained(qtbot, window, 1)
    errors, page = view(window), view(window).numbers
    errors.parts.show_choice("train")
    errors.clear()
    rows = listed(window)
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    place = page.list.visualRect(page.list.samples.index(1)).center()
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=place)
    assert lit(window) == [rows[1].sample]
    assert window.session.experiment.view.sample == rows[1].sample
    qtbot.keyClick(page.list, Key.Key_Down)
    assert lit(window) == [rows[2].sample]
    assert window.session.experiment.view.sample == rows[2].sample
    assert page.plot._marked == rows[2].sample
    qtbot.keyClick(page.list, Key.Key_Return)
    assert lit(window) == []
    assert rows[1].spoken.startswith(f"Training sample {rows[1].number}: true ")


def test_one_input_rings_its_samples_on_the_curve(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("plane")
    window.session.edit("Data", edits.set_dataset, Dataset.SINE)
    run = trained(qtbot, window, 1)
    curve, page = window.page.decision.curve, view(window).numbers
    sample = listed(window)[0].sample
    page.list.pressed_on.emit(sample)
    assert curve.rings.indices.tolist() == [sample]
    at = curve.frame()
    place = QPointF(at.px(run.samples.test_points[sample, 0]), at.py(run.samples.test_labels[sample]))  # type: ignore[index]
    image = curve.grab().toImage()
    around = [image.pixelColor((place + QPointF(dx, 0)).toPoint()).lightness() for dx in (-6, 6)]
    assert max(around) > 200
    window.page.canvas.select(Neuron(1, 0), show=True)
    qtbot.waitUntil(lambda: window.page.cards.is_open)


def test_pictures(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window("digits")
    run = trained(qtbot, window, 1)
    errors, cells = view(window), cells_of(run)
    part = errors.classes._part
    assert isinstance(part, ClassErrors)
    assert part.counts.tolist() == [[cells[i, j] for j in range(10)] for i in range(10)]
    assert errors.classes.matrix.layout_of_cells().counts
    wrong = max((cell for cell in cells if cell[0] != cell[1]), key=lambda each: cells[each])
    click_cell(qtbot, window, wrong)
    rows = listed(window)
    assert sorted(row.sample for row in rows) == samples_of(run, wrong)
    assert {(row.true, row.said) for row in rows} == {(str(wrong[0]), str(wrong[1]))}
    picture = rows[0].picture
    assert picture is not None
    pixels = run.samples.own_units(run.samples.test_inputs[rows[0].sample][np.newaxis])[0].reshape(8, 8)
    drawn = [[picture.pixelColor(x, y).alpha() for x in range(8)] for y in range(8)]
    assert np.abs(np.array(drawn) - 255 * pixels / 16).max() <= 1
    outputs = run.network.predict(run.samples.test_inputs)[rows[0].sample]
    odds = np.exp(outputs - outputs.max())
    assert rows[0].sure == format_percent(float(odds.max() / odds.sum()), 1)
