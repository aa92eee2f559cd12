"""The three columns of the page; where there is no room for three, data and results take turns in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.ui.pages.splitter_memory import SplitterMemory
    from playground.ui.theme.theme import Theme

WIDTHS = (226, 738, 360)
NARROW_WIDTHS = (640, 360)
WIDE_RESULT = 460
WIDE_FROM = 1_700
THREE_FROM = 1_120
RESULT_HEIGHTS = (410, 308)
LEAST_WIDTH, LEAST_HEIGHT = 690, 250
SHORT_BELOW = 440
DATA, RESULT, MAP, LOSS = "data", "result", "map", "loss"
TWO = [Choice(DATA, "Data"), Choice(RESULT, "Result")]
THREE = [Choice(DATA, "Data"), Choice(MAP, "Map"), Choice(LOSS, "Loss")]


class Columns(QWidget):
    """Data, centre and result beside each other, each as wide as the person dragged it."""

    def __init__(
        self,
        theme: Theme,
        data: QWidget,
        centre: QWidget,
        decision: QWidget,
        loss: QWidget,
        memory: SplitterMemory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._data, self._decision, self._loss = theme, data, decision, loss
        self._data_wanted = self._result_wanted = True
        self._memory = memory
        self._arranged: tuple[bool, bool, bool, float] | None = None
        self._side = QWidget(self)
        self._two, self._three = self._switch(TWO, RESULT), self._switch(THREE, MAP)
        self.results = Splitter(theme, Qt.Orientation.Vertical, self._side)
        self.results.addWidget(decision)
        self.results.addWidget(loss)
        column = self._side_column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        for switch in (self._two, self._three):
            column.addWidget(switch, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.results, 1)
        self.splitter = Splitter(theme, Qt.Orientation.Horizontal, self)
        for part in (data, centre, self._side):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        memory.follow(self.splitter, lambda: self._key("columns"))
        memory.follow(self.results, lambda: self._key("results"))
        theme.changed.connect(self._arrange)

    @property
    def narrow(self) -> bool:
        """Whether data and result take turns."""
        return self.width() < self._theme.px(THREE_FROM)

    @property
    def short(self) -> bool:
        """Whether map and loss take turns as well."""
        return self.narrow and self.height() < self._theme.px(SHORT_BELOW)

    def minimumSizeHint(self) -> QSize:
        """Allow what is left when everything takes turns."""
        return QSize(self._theme.px(LEAST_WIDTH), self._theme.px(LEAST_HEIGHT))

    def show_sides(self, *, data: bool, result: bool) -> None:
        """Show or fold the two outer columns."""
        self._data_wanted, self._result_wanted = data, result
        self._apply()

    def turn_to_loss(self) -> None:
        """Let the loss be seen, where it takes turns with other parts."""
        self._two.show_choice(RESULT)
        self._three.show_choice(LOSS)
        self._apply()

    def turn_to_map(self) -> None:
        """Let the decision map be seen, where it takes turns with other parts."""
        self._two.show_choice(RESULT)
        self._three.show_choice(MAP)
        self._apply()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew where the width asks for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= self._theme.px(WIDE_FROM)
        arranged = (self.narrow, self.short, wide, self._theme.k)
        if arranged == self._arranged:
            return
        self._arranged = arranged
        self._side_column.setSpacing(self._theme.px(8))
        self._memory.restore(self.results, self._key("results"), RESULT_HEIGHTS)
        if self.narrow:
            self._side_column.addWidget(self._data, 1)
            self._memory.restore(self.splitter, self._key("columns"), NARROW_WIDTHS)
        else:
            self.splitter.insertWidget(0, self._data)
            data, centre, result = WIDTHS
            widths = (data, centre, WIDE_RESULT if wide else result)
            self._memory.restore(self.splitter, self._key("columns"), widths)
        self._apply()

    def _key(self, part: str) -> str:
        arrangement = (
            "narrow" if self.narrow else "wide" if self.width() >= self._theme.px(WIDE_FROM) else "usual"
        )
        return f"network.{part}.{arrangement}.{self._theme.text}"

    def _switch(self, sides: list[Choice], first: str) -> Segmented:
        switch = Segmented(self._theme, sides, self._side, name="What stands at the side")
        switch.show_choice(first)
        switch.chosen.connect(lambda _key: self._apply())
        return switch

    def _apply(self) -> None:
        turns = self.narrow and self._data_wanted and self._result_wanted
        self._two.setVisible(turns and not self.short)
        self._three.setVisible(self.narrow and self.short and self._result_wanted)
        chosen = self._three.choice() if self.short else self._two.choice()
        at_data = chosen == DATA and self.narrow and self._data_wanted
        results = self._result_wanted and not at_data
        self._data.setVisible(self._data_wanted and (not turns or at_data))
        self.results.setVisible(results)
        self._decision.setVisible(not self.short or chosen != LOSS)
        self._loss.setVisible(not self.short or chosen == LOSS)
        self._side.setVisible(self._result_wanted or (self.narrow and self._data_wanted))
