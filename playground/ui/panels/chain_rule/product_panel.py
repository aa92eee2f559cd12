"""The panel "The product": a derivative as the sum over its paths, and the same by backpropagation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from playground.document import edits
from playground.document.choices import ChainSum
from playground.ui.panels.chain_rule.cost_sheet import CostSheet
from playground.ui.panels.chain_rule.delta_sheet import DeltaSheet
from playground.ui.panels.chain_rule.product_sheet import ProductSheet
from playground.ui.panels.chain_rule.product_words import words
from playground.ui.panels.chain_rule.stage import EVERYTHING, Stage
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.segmented import Choice, Segmented

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import ChainAnswer

TITLES = {
    ChainSum.PATHS: "The product",
    ChainSum.DELTAS: "Layer by layer",
    ChainSum.COST: "What it costs",
}
CHOICES = (
    Choice(ChainSum.PATHS, "Product", tip="Multiply along each path, and add up the paths"),
    Choice(ChainSum.DELTAS, "Backpropagation", tip="The same number layer by layer, from the output back"),
    Choice(ChainSum.COST, "Cost", tip="How many multiplications each way takes"),
)

LEAST = 96

Sheet = ProductSheet | DeltaSheet | CostSheet


class ProductPanel(Panel):
    """`pointed` carries the key of a term; `path_chosen` the neurons of a path whose product is clicked."""

    pointed = Signal(object)
    path_chosen = Signal(object)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, TITLES[ChainSum.PATHS], parent)
        self._session = session
        self._answer: ChainAnswer | None = None
        self._stage = EVERYTHING
        self.ways = Segmented(theme, CHOICES, self, name="How the derivative is put together")
        self.header.addStretch(1)
        self.header.addWidget(self.ways)
        self.product, self.deltas = ProductSheet(theme, self), DeltaSheet(theme, self)
        self.cost = CostSheet(theme, self)
        self._sheets: dict[ChainSum, Sheet] = {
            ChainSum.PATHS: self.product,
            ChainSum.DELTAS: self.deltas,
            ChainSum.COST: self.cost,
        }
        self.words = Label(theme, "", self, token="ink", wrap=True)
        self.body.addWidget(self.words)  # in sight, however far the formulas are scrolled
        self._areas = {way: self._area(sheet) for way, sheet in self._sheets.items()}
        theme.changed.connect(self._measure)
        self._measure()
        self._reason = Label(theme, "", self, token="ink2", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._reason, 1)
        self.ways.chosen.connect(self._choose)
        for sheet in (self.product, self.deltas):
            sheet.pointed.connect(self.pointed)
        self.product.path_pressed.connect(self._take_path)
        self.show_reason("")

    def show_answer(self, answer: ChainAnswer, stage: Stage = EVERYTHING) -> None:
        """Show what is known of the answer at this stage of the walk."""
        self._answer, self._stage = answer, stage
        self._show_way()

    def show_reason(self, text: str) -> None:
        """Show why there is no answer."""
        self._answer = None
        self._reason.setText(text)
        self._show_way()

    def light(self, key: Hashable) -> None:
        """Light the terms of this key; with None, what has just been found in the walk."""
        for sheet in (self.product, self.deltas):
            sheet.light(key)

    def _area(self, sheet: Sheet) -> ScrollingColumn:
        area = ScrollingColumn(sheet, self)
        self.body.addWidget(area, 1)
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the lines they take in this width."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        # A splitter asks for the least height alone, not for that in a width.
        width = self.body.contentsRect().width()
        self.words.setMinimumHeight(max(0, self.words.heightForWidth(width)))

    def _measure(self) -> None:
        """Keep room for a line of formulas in letters and one in numbers."""
        for area in self._areas.values():
            area.setMinimumHeight(self._theme.px(LEAST))

    def _show_way(self) -> None:
        way = self._session.experiment.view.chain_rule.sum_by
        self.ways.show_choice(way)
        self.set_title(TITLES[way])
        self._reason.setVisible(self._answer is None)
        for each, area in self._areas.items():
            area.setVisible(each is way and self._answer is not None)
        self.words.setVisible(way is not ChainSum.COST and self._answer is not None)
        if self._answer is not None:
            self.words.setText(words(self._answer, self._stage))
            self._fit_words()
            self._sheets[way].show_answer(self._answer, self._stage)

    def _choose(self, key: str) -> None:
        self._session.edit("Change the sum", partial(edits.set_chain_rule, sum_by=ChainSum(key)))
        self._show_way()

    def _take_path(self, at: int) -> None:
        if self._answer is not None and at < len(self._answer.paths):
            self.path_chosen.emit(self._answer.paths[at].neurons)
