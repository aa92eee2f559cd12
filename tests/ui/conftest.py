"""Leaves the application's look as it was, whatever a test applied to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def the_application_looks_as_before(qapp: QApplication) -> Iterator[None]:
    palette = qapp.palette()
    yield
    qapp.setStyleSheet("")
    if qapp.palette() != palette:
        qapp.setPalette(palette)
