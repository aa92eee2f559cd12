"""The page "Functions": its parts, one of them in sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import FunctionsPart
from playground.ui.pages.panel_walk import focus_next
from playground.ui.panels.functions.descent_part import DescentPart
from playground.ui.panels.functions.slope_panel import SlopePart
from playground.ui.panels.functions.sum_part import SumPart
from playground.ui.panels.functions.surface_part import SurfacePart
from playground.ui.panels.page_title import PageTitle
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Aspect, Experiment
    from playground.session.session import Session
    from playground.session.training import TrainingState
    from playground.ui.theme.theme import Theme

GAP = 10
Part = SlopePart | DescentPart | SumPart | SurfacePart
# Of each part what it is called, the question it answers, and its class.
PARTS: dict[FunctionsPart, tuple[str, str, type[Part]]] = {
    FunctionsPart.SLOPE: ("Slope", "How steep is a curve at one point?", SlopePart),
    FunctionsPart.DESCENT: ("Going downhill", "Where do steps against the slope lead?", DescentPart),
    FunctionsPart.SUM: ("A network’s sum", "What does each neuron add to the output?", SumPart),
    FunctionsPart.SURFACE: ("Two variables", "How steep is a surface, and which way?", SurfacePart),
}


class FunctionsPage(QWidget):
    """Shows one part at a time."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._session, self._actions = theme, session, actions
        self.title = PageTitle(theme, actions, "Functions", self)
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, GAP)
        layout.addWidget(self.title)
        choices = [Choice(part.value, text, tip=question) for part, (text, question, _) in PARTS.items()]
        self.parts = Segmented(theme, choices, self.title, name="Part of the page")
        self.parts.setVisible(len(PARTS) > 1)
        self.title.choices.addWidget(self.parts)
        self._stack = QStackedWidget(self)
        self._made: dict[FunctionsPart, Part] = {}
        layout.addWidget(self._stack, 1)
        self.parts.chosen.connect(self._choose)

    @property
    def part(self) -> Part:
        """The part in sight, made when it is first turned to."""
        wanted = self._session.experiment.view.functions.part
        shown = wanted if wanted in PARTS else FunctionsPart.SLOPE
        if shown not in self._made:
            part = self._made[shown] = PARTS[shown][2](self._theme, self._session, self)
            self._stack.addWidget(part)
            if isinstance(part, SumPart):
                part.example_wanted.connect(self._actions["open_sine"].trigger)
        return self._made[shown]

    def enter(self, experiment: Experiment) -> None:
        """Come into sight, with the part that the view names."""
        self._turn()

    def leave(self) -> None:
        """Ask nothing more."""
        for part in self._made.values():
            part.leave()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed."""
        if self._stack.currentWidget() is not self.part:
            self._turn()
        else:
            self.part.show_experiment(experiment)

    def _turn(self) -> None:
        """Bring the part in sight that the view names."""
        self.leave()
        self._stack.setCurrentWidget(self.part)
        shown = next(key for key, part in self._made.items() if part is self.part)
        self.parts.show_choice(shown.value)
        self.title.ask(PARTS[shown][1])
        self.part.enter()

    def _choose(self, key: str) -> None:
        part = FunctionsPart(key)
        self._session.edit("Functions", partial(edits.set_functions, part=part))

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.title.show_state(state)

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel."""
        focus_next((self.title, *self.part.focus_targets()), self.window().focusWidget())
