from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from playground.ui.theme.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(params=["dark", "light"])
def theme(request: pytest.FixtureRequest, qtbot: QtBot) -> Theme:
    return Theme(request.param)
