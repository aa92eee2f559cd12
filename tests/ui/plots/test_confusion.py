"""The confusion matrix alone: where its cells lie, what there is room for, and whether it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from playground.ui.plots.confusion_layout import lay_out
from playground.ui.plots.confusion_painter import _WRONG, _shades, readable_on, share_text
from playground.ui.plots.confusion_view import ConfusionView
from playground.worker.snapshots import ClassErrors

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


def errors(counts: np.ndarray) -> ClassErrors:
    true, said = np.nonzero(counts)
    none = (None,) * len(counts)
    return ClassErrors(
        samples=int(counts.sum()),
        every=int(counts.sum()),
        counts=counts,
        true=true.astype(np.int16),
        said=said.astype(np.int16),
        sureness=np.ones(len(true), np.float32),
        probabilities=True,
        wrong=np.zeros(0, np.int64),
        accuracy=0.5,
        precision=none,
        recall=none,
        commonest=0.5,
        commonest_class=0,
    )


def names(count: int) -> list[str]:
    return [f"kind {index}" for index in range(count)]


@pytest.mark.parametrize("classes", [2, 3, 10, 12, 26])
def test_each_cell_is_found_where_it_lies_and_all_fit(theme: Theme, classes: int) -> None:
    area = QRectF(0, 0, 430, 200)
    layout = lay_out(theme, area, names(classes))
    assert area.contains(layout.cells)
    for cell in ((0, 0), (0, classes - 1), (classes - 1, 1)):
        assert layout.cell_at(layout.rect(*cell).center()) == cell
    assert layout.cell_at(layout.name_rect(0).center()) is None
    assert layout.counts == (classes <= 12)
    assert bool(layout.shares) == (classes <= 12)


def test_counts_are_left_out_where_they_could_not_be_read(theme: Theme) -> None:
    assert not lay_out(theme, QRectF(0, 0, 300, 90), names(10)).counts
    assert not lay_out(theme, QRectF(0, 0, 200, 400), names(10)).counts


def luminance(color: QColor) -> float:
    rgb = (color.redF(), color.greenF(), color.blueF())
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_every_count_stands_out_from_its_cell(theme: Theme) -> None:
    for share in range(1, 101):
        counts = np.array([[share, 100 - share], [100 - share, share]])
        image = _shades(theme, counts, _WRONG)
        for x, y in ((0, 0), (1, 0)):
            ground = image.pixelColor(x, y)
            text = readable_on(ground.rgb())
            dark, light = sorted((luminance(ground), luminance(text)))
            assert counts[y, x] == 0 or (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "–"), (0.0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.9999, "99 %"), (1.0, "100 %")],
)
def test_a_share_says_all_or_nothing_only_where_it_is(share: float | None, text: str) -> None:
    assert share_text(share).replace("\N{THIN SPACE}", " ") == text


def test_the_deeper_cell_has_the_greater_share_of_its_class(theme: Theme, qtbot: QtBot) -> None:
    view = ConfusionView(theme)
    qtbot.addWidget(view)
    view.resize(430, 200)
    view.show_errors(errors(np.array([[50, 50, 0], [90, 10, 0], [0, 0, 5]])), names(3))
    view.show()
    image, layout = view.grab().toImage(), view.layout_of_cells()

    def color(true: int, said: int) -> QColor:
        return image.pixelColor((layout.rect(true, said).topLeft() + QPointF(5, 5)).toPoint())

    panel = theme.color("card").lightness()
    far = [abs(color(index, index).lightness() - panel) for index in (2, 0, 1)]
    assert far[0] > far[1] > far[2]
    faint = [color(*cell).saturation() for cell in ((1, 0), (0, 1), (0, 2))]
    assert faint[0] > faint[1] > faint[2]
