"""Dialogs and parts of a page stand on one window."""

from __future__ import annotations

from tests.ui.stage import theme as theme
from tests.ui.stage import window as window
