"""The pages of the window, one of them in sight; those about the calculus are made when first turned to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.document import edits
from playground.document.choices import Page
from playground.document.experiment import Aspect
from playground.ui.pages.chain_rule.page import ChainRulePage
from playground.ui.pages.functions.page import FunctionsPage
from playground.ui.pages.jacobian.page import JacobianPage
from playground.ui.pages.landscape.page import LandscapePage
from playground.ui.pages.network_page import NetworkPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.session.training import TrainingState
    from playground.ui.pages.splitter_memory import Sizes
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Parameter

CalculusPage = ChainRulePage | FunctionsPage | LandscapePage | JacobianPage
KINDS: dict[Page, type[CalculusPage]] = {
    Page.CHAIN_RULE: ChainRulePage,
    Page.FUNCTIONS: FunctionsPage,
    Page.LANDSCAPE: LandscapePage,
    Page.JACOBIAN: JacobianPage,
}


class Pages(QStackedWidget):
    """Shows the page that the view names; a page that is out of sight is told nothing and asks nothing.

    `printing` carries a worksheet that is to be put on paper.
    """

    printing = Signal(object)

    def __init__(
        self,
        theme: Theme,
        session: Session,
        actions: Mapping[str, QAction],
        sizes: Mapping[str, Sizes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._session, self._actions = theme, session, actions
        self.network = NetworkPage(theme, session, actions, sizes, self)
        self._others: dict[Page, CalculusPage] = {}
        self.addWidget(self.network)

    @property
    def shown(self) -> Page:
        """Which page is in sight."""
        return self._session.experiment.view.page

    @property
    def chain_rule(self) -> ChainRulePage:
        """The page "Chain rule"."""
        page = self._other(Page.CHAIN_RULE)
        assert isinstance(page, ChainRulePage)
        return page

    @property
    def functions(self) -> FunctionsPage:
        """The page "Functions"."""
        page = self._other(Page.FUNCTIONS)
        assert isinstance(page, FunctionsPage)
        return page

    @property
    def landscape(self) -> LandscapePage:
        """The page "Landscape"."""
        page = self._other(Page.LANDSCAPE)
        assert isinstance(page, LandscapePage)
        return page

    @property
    def jacobian(self) -> JacobianPage:
        """The page "Jacobian"."""
        page = self._other(Page.JACOBIAN)
        assert isinstance(page, JacobianPage)
        return page

    def turn_to(self, page: Page) -> None:
        """Let this page fill the window."""
        if page is self.shown:
            return
        self._session.edit("Page", edits.turn_to_page, page)
        shown = self.currentWidget()
        if shown is not None:
            shown.setFocus()

    def _other(self, page: Page) -> CalculusPage:
        if page not in self._others:
            self._others[page] = KINDS[page](self._theme, self._session, self._actions, self)
            self.addWidget(self._others[page])
            if page is Page.CHAIN_RULE:
                self.chain_rule.canvas_wanted.connect(self._show_on_canvas)
                self.chain_rule.by_hand.printing.connect(self.printing)
        return self._others[page]

    def _show_on_canvas(self, parameter: Parameter) -> None:
        self.turn_to(Page.NETWORK)
        self.network.canvas.select(parameter, show=True)

    def show_experiment(self, before: Experiment, after: Experiment, aspects: Aspect) -> None:
        """Bring the page in sight that the experiment's view names, and let it show the experiment."""
        page = after.view.page
        turned = self.currentWidget() is not (
            self.network if page is Page.NETWORK else self._others.get(page)
        )
        if aspects != Aspect.VIEW or page is Page.NETWORK:
            self.network.show_experiment(before, after, aspects)
        if turned:
            self._turn(page)
        elif page is not Page.NETWORK:
            self._other(page).show_experiment(after, aspects)

    def _turn(self, page: Page) -> None:
        left = self.currentWidget()
        self.setCurrentWidget(self.network if page is Page.NETWORK else self._other(page))
        if isinstance(left, CalculusPage):
            left.leave()
        if page is Page.NETWORK:
            self.network.live.show_all()
        else:
            shown = self._other(page)
            shown.show_state(self._session.training.state)
            shown.enter(self._session.experiment)
        self.network.watch()

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.network.show_state(state)
        if self.shown is not Page.NETWORK:
            self._other(self.shown).show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel of the page in sight."""
        if self.shown is Page.NETWORK:
            self.network.focus_next_panel()
        else:
            self._other(self.shown).focus_next_panel()
