"""Where the panels of the page "Chain rule" stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.document.choices import ChainMode
from playground.ui.pages.chain_rule.reason_view import ReasonView
from playground.ui.widgets.scrolling import LeastTall, ScrollingColumn
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from playground.ui.theme.theme import Theme

LEFT = 330
LEAST_BESIDE = 680
GAP = 10


class Arrangement(QStackedWidget):
    """At the left what is picked, at the right its stations or the sheet to fill in; or why there is nothing.

    `place_lane`, `place_below` and `place_by_hand` put the panels at the right.
    """

    def __init__(self, theme: Theme, left: Sequence[QWidget], above: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.reason = ReasonView(theme, self)
        self._left = LeastTall(self)
        self._walk = LeastTall(self)
        self.stations = Splitter(theme, Qt.Orientation.Vertical, self._walk)
        self.below = Splitter(theme, Qt.Orientation.Horizontal, self.stations)
        self.stations.addWidget(self.below)
        self.right = QStackedWidget(self)
        # In a small window the panels keep the least height in which they can be read, and scroll.
        self._walk_area = ScrollingColumn(self._walk, self)
        self.right.addWidget(self._walk_area)
        self._by_hand: QWidget | None = None
        self._lay_out(left, above)
        theme.changed.connect(self._measure)
        self._measure()

    def place_lane(self, lane: QWidget) -> None:
        """Put the lane of stations above all else at the right."""
        self.stations.insertWidget(0, lane)

    def place_below(
        self, panels: Sequence[QWidget], widths: Sequence[float], heights: Sequence[float]
    ) -> None:
        """Put panels side by side below the lane, with the sizes of both rows in design pixels."""
        for panel in panels:
            self.below.addWidget(panel)
        self.below.set_default_sizes(widths)
        self.stations.set_default_sizes(heights)

    def place_by_hand(self, panel: QWidget) -> None:
        """Put the sheet where it takes the place of all stations."""
        self._by_hand = panel
        self.right.addWidget(panel)

    def show_mode(self, mode: ChainMode) -> None:
        """Show the stations, or the sheet to fill in."""
        sheet = self._by_hand if mode is ChainMode.BY_HAND else None
        self.right.setCurrentWidget(sheet or self._walk_area)

    def show_answer(self) -> None:
        """Show the panels."""
        self.setCurrentIndex(0)

    def show_reason(self, text: str) -> None:
        """Show why there is no answer."""
        self.reason.show_reason(text)
        self.setCurrentWidget(self.reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how the panels below the lane have room."""
        super().resizeEvent(event)
        self._turn()

    def _lay_out(self, left: Sequence[QWidget], above: QWidget) -> None:
        panels, column, stations = QWidget(self), QVBoxLayout(self._left), QVBoxLayout(self._walk)
        row = QHBoxLayout(panels)
        for layout, owner in ((row, panels), (column, self._left), (stations, self._walk)):
            Spacing(self._theme, owner, layout, GAP)
        for widget in left:
            column.addWidget(widget)
        stations.addWidget(above)
        above.hide()
        stations.addWidget(self.stations, 1)
        self._left_area = ScrollingColumn(self._left, self)
        row.addWidget(self._left_area)
        row.addWidget(self.right, 1)
        self.addWidget(panels)
        self.addWidget(self.reason)

    def _measure(self) -> None:
        self._left_area.setFixedWidth(self._theme.px(LEFT))
        self._turn()

    def _turn(self) -> None:
        """Put the panels below the lane under each other where they have no room side by side."""
        narrow = self.width() < self._theme.px(LEFT + GAP + LEAST_BESIDE)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.below.orientation() != wanted:
            self.below.setOrientation(wanted)
            self.below.reset()
            self.stations.reset()
