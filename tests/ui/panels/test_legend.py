"""The legend of the marks: every class that has room is named."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from playground.ui.panels.legend import PointLegend
from playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DIGITS = tuple("0123456789")
LONG = tuple(f"a class with a long name {number}" for number in range(12))


@pytest.fixture
def legend(qtbot: QtBot, qapp: object) -> PointLegend:
    made = PointLegend(Theme())
    qtbot.addWidget(made)
    return made


def show(legend: PointLegend, classes: tuple[str, ...], width: int = 198) -> None:
    samples = SimpleNamespace(classes=classes, train_labels=np.zeros(1_437), test_labels=np.zeros(360))
    legend.show_samples(samples)  # type: ignore[arg-type]
    legend.resize(width, legend.sizeHint().height())
    legend.resize(width, legend.sizeHint().height())


def test_ten_digits_are_all_named_in_three_rows(legend: PointLegend) -> None:
    show(legend, ("no", "yes", "perhaps"))
    row = legend.sizeHint().height() / 3
    show(legend, DIGITS)
    assert tuple(legend._names()) == DIGITS
    assert legend.height() == pytest.approx(3 * row, abs=2), "two of digits, one of counts"
    assert legend.accessibleName() == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9: 1\u2009437 to train on, 360 to test"
    legend.grab()


def test_more_classes_than_have_room_are_counted(legend: PointLegend) -> None:
    show(legend, LONG)
    shown = legend._names()
    assert shown[:-1] == list(LONG[: len(shown) - 1])
    assert shown[-1] == f"{len(LONG) - len(shown) + 1} more"
    show(legend, LONG, width=900)
    assert tuple(legend._names()) == LONG
    legend.grab()


def test_two_classes_stand_beside_their_counts(legend: PointLegend) -> None:
    show(legend, ("−1", "+1"))
    assert legend._names() == ["Class −1", "Class +1"]
    legend.grab()
