"""A canvas with a small network of known numbers on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground.ui.canvas.canvas import NetworkCanvas
from playground.ui.theme.theme import Theme
from tests.ui.canvas.networks import SMALL, feed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def theme(qapp: object) -> Theme:
    theme = Theme()
    theme.set_reduced_motion(True)
    return theme


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> NetworkCanvas:
    widget = NetworkCanvas(theme)
    qtbot.addWidget(widget)
    widget.resize(738, 400)
    widget.show_experiment(SMALL)
    feed(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget
