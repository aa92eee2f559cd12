"""The gallery and the settings below it, used with mouse and keys in the real window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea

from playground.document import codec
from playground.document.choices import Dataset
from playground.document.sources import GeneratedSource
from playground.document.view import View
from playground.session.wording import DATASET_GROUPS, DATASETS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.main_window import MainWindow
    from playground.ui.widgets.thumb import DatasetThumb
    from tests.ui.window.conftest import Opened

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, window: MainWindow, dataset: Dataset) -> None:
    gallery = window.page.data.gallery
    group = next(name for name, datasets in DATASET_GROUPS.items() if dataset in datasets)
    if not gallery.groups[group].is_open:
        click(qtbot, gallery.groups[group].caption)
    thumb = gallery.set_thumbs[dataset]
    assert thumb.isVisible()
    click(qtbot, thumb)


def plain(window: MainWindow) -> str:
    return codec.to_json(replace(window.session.experiment, view=View()))


def source_of(window: MainWindow) -> GeneratedSource:
    source = window.session.experiment.data.source
    assert isinstance(source, GeneratedSource)
    return source


def type_into(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)


def test_every_set_has_its_place_and_its_words() -> None:
    shown = [dataset for group in DATASET_GROUPS.values() for dataset in group]
    assert sorted(shown) == sorted(Dataset)
    assert DATASETS.keys() == set(Dataset)
    assert len({title for title, _ in DATASETS.values()}) == len(Dataset)


@pytest.mark.parametrize("group", DATASET_GROUPS)
def test_each_picture_is_clicked_trained_on_and_undone(qtbot: QtBot, open_window: Opened, group: str) -> None:
    window = open_window()
    first = plain(window)
    for dataset in DATASET_GROUPS[group]:
        choose(qtbot, window, dataset)
        assert source_of(window).dataset is dataset
        assert window.page.data.gallery.set_thumbs[dataset].isChecked()
        qtbot.keyClick(window, Key.Key_Space)
        qtbot.waitUntil(lambda: window.session.step > 20, timeout=20_000)
        qtbot.keyClick(window, Key.Key_Space)
        window.settle()
        window.grab()
    while window.session.undo_stack.canUndo():
        qtbot.keyClick(window, Key.Key_Z, Control)
    assert plain(window) == first
    assert window.page.data.gallery.groups["Two classes"].is_open


def test_one_group_is_open_and_d_opens_that_of_the_next_set(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    groups = window.page.data.gallery.groups
    seen = set()
    for _ in Dataset:
        qtbot.keyClick(window, Key.Key_D)
        dataset = source_of(window).dataset
        seen.add(dataset)
        assert [name for name, group in groups.items() if group.is_open] == [
            name for name, datasets in DATASET_GROUPS.items() if dataset in datasets
        ]
    assert seen == set(Dataset)


def test_a_group_that_is_looked_into_stays_open_while_settings_change(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    groups = window.page.data.gallery.groups
    click(qtbot, groups["Numbers"].caption)
    assert groups["Numbers"].is_open
    assert not groups["Two classes"].is_open
    qtbot.keyClick(window, Key.Key_D, Control)
    assert groups["Numbers"].is_open
    click(qtbot, groups["Numbers"].caption)
    assert not any(group.is_open for group in groups.values())


def test_a_caption_opens_its_group_by_the_keyboard(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    caption = window.page.data.gallery.groups["More classes"].caption
    caption.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(caption, Key.Key_Return)
    assert window.page.data.gallery.set_thumbs[Dataset.ARMS].isVisible()
    assert caption.accessibleDescription() == "More classes: Blobs, Rings, Arms"


def test_each_picture_says_what_it_teaches(open_window: Opened) -> None:
    gallery = open_window().page.data.gallery
    for dataset, (title, line) in DATASETS.items():
        thumb = gallery.set_thumbs[dataset]
        assert (thumb.text(), thumb.accessibleName(), thumb.accessibleDescription()) == (title, title, line)


def picture_of(thumb: DatasetThumb) -> bytes:
    return bytes(thumb.grab().toImage().constBits())


def test_pictures_are_drawn_with_the_settings_of_the_set(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    thumb = window.page.data.gallery.set_thumbs[Dataset.MOONS]
    calm = picture_of(thumb)
    type_into(qtbot, window.page.data.sampling.noise.field, "40")
    noisy = picture_of(thumb)
    assert noisy != calm
    type_into(qtbot, window.page.data.sampling.samples.field, "20")
    assert picture_of(thumb) != noisy


# Settings


def test_samples_are_typed_exactly_and_the_usual_number_is_not_kept(
    qtbot: QtBot, open_window: Opened
) -> None:
    window = open_window()
    slider = window.page.data.sampling.samples
    assert slider.value() == 500
    type_into(qtbot, slider.field, "777")
    assert source_of(window).samples == 777
    assert len(window.session.samples.train_labels) + len(window.session.samples.test_labels) == 777
    type_into(qtbot, slider.field, "500")
    assert source_of(window).samples == 0
    choose(qtbot, window, Dataset.SINE)
    assert slider.value() == 300


@pytest.mark.parametrize("samples", ["10", "10000"])
def test_the_fewest_and_the_most_samples_are_trained_on(
    qtbot: QtBot, open_window: Opened, samples: str
) -> None:
    window = open_window()
    type_into(qtbot, window.page.data.sampling.samples.field, samples)
    assert source_of(window).samples == int(samples)
    qtbot.keyClick(window, Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.step > 20, timeout=20_000)


def test_too_many_samples_are_refused_beside_the_field(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    type_into(qtbot, window.page.data.sampling.samples.field, "20000")
    assert source_of(window).samples == 0


def test_the_balance_is_the_share_of_plus_one(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    balance = window.page.data.sampling.balance
    assert balance.label.text() == "Share of +1"
    type_into(qtbot, balance.field, "20")
    labels = [*window.session.samples.train_labels, *window.session.samples.test_labels]
    assert sum(labels) == 100


def test_settings_are_shown_where_they_mean_something(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    sampling = window.page.data.sampling

    def shown() -> tuple[bool, ...]:
        parts = (sampling.samples, sampling.noise, sampling.balance, sampling.classes)
        return tuple(part.isVisible() for part in parts)

    assert shown() == (True, True, True, False)
    choose(qtbot, window, Dataset.ARMS)
    assert shown() == (True, True, True, True)
    assert sampling.balance.label.text() == "Weight of class A"
    choose(qtbot, window, Dataset.STEP)
    assert shown() == (True, True, False, False)
    click(qtbot, window.page.data.gallery.groups["Tables"].caption)
    click(qtbot, window.page.data.gallery.table_thumbs["iris"])
    assert shown() == (False, False, False, False)


def test_classes_are_counted_up_and_down_to_their_limits(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    choose(qtbot, window, Dataset.RINGS)
    classes = window.page.data.sampling.classes
    for count in (4, 5, 6):
        click(qtbot, classes.more_button)
        assert (classes.text(), window.session.experiment.outputs) == (str(count), count)
    assert not classes.more_button.isEnabled()
    for _ in range(4):
        click(qtbot, classes.fewer_button)
    assert source_of(window).class_count == 2
    assert not classes.fewer_button.isEnabled()
    assert window.session.samples.classes == ("\N{MINUS SIGN}1", "+1")


def test_a_seed_is_typed_and_the_dice_draw_another(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    seed = window.page.data.seed
    type_into(qtbot, seed.field, "1234")
    assert window.session.experiment.data.seed == 1234
    points = window.session.samples.train_points
    click(qtbot, seed.resample)
    assert window.session.experiment.data.seed != 1234
    assert seed.field.value() == window.session.experiment.data.seed
    type_into(qtbot, seed.field, "1234")
    assert (window.session.samples.train_points == points).all()


def test_three_classes_are_told_by_marks_and_names(qtbot: QtBot, open_window: Opened) -> None:
    window = open_window()
    choose(qtbot, window, Dataset.BLOBS)
    qtbot.waitUntil(lambda: window.page.decision._classes.isVisible(), timeout=10_000)
    assert window.page.decision._classes.accessibleName() == "Classes: A, B, C"
    assert window.page.canvas.scene.design.classes == ("A", "B", "C")


@pytest.mark.parametrize(("size", "text"), [((1280, 720), "large"), ((1440, 900), "normal")])
def test_the_panel_scrolls_to_its_last_control(open_window: Opened, size: tuple[int, int], text: str) -> None:
    window = open_window(size=size, text=text)
    window.page.columns._three.show_choice("data")
    window.page.columns._three.chosen.emit("data")
    panel = window.page.data
    assert panel.isVisible()
    area = panel.findChild(QScrollArea)
    content = area.widget()
    assert content.height() >= content.minimumSizeHint().height()
    assert content.minimumSizeHint().width() <= area.viewport().width()
    for part in (panel.sampling.samples.field, panel.sampling.balance.field, panel.seed.resample):
        assert content.rect().contains(part.rect().translated(part.mapTo(content, QPoint(0, 0))))
