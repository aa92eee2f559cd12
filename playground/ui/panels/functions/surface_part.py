"""Two variables: slices of one surface, the gradient, and the slope along an arrow that is turned by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import FunctionKind, Task
from playground.document.experiment import Aspect
from playground.document.surface_choice import SurfaceChoice
from playground.formula.writing import pretty
from playground.ui.panels.functions.arrow_panel import STEPS, USUAL, ArrowPanel
from playground.ui.panels.functions.said import said_of
from playground.ui.panels.functions.slices_panel import SlicesPanel
from playground.ui.panels.functions.surface_choices import WRITTEN, SurfaceChoices
from playground.ui.panels.functions.surface_words import flatness_of
from playground.ui.plots.points import PointCloud
from playground.ui.plots.slopes.arrow_map import ArrowMap
from playground.ui.plots.surface.view import SurfaceView
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import ArrowAnswer, ArrowQuestion, SurfaceAnswer, SurfaceQuestion
from playground.worker.snapshots import DecisionMap

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told
    from playground.worker.snapshots import Parameter

SURFACE_SLOT, ARROW_SLOT = "surface", "arrow"
GAP = 10
INNER = 0.9  # of the window's reach: where the weights leave it, it is laid around them anew
HELP = (
    "Drag the dot to another place; drag anywhere else to turn the arrow. Arrow keys turn it by 1°, with "
    "Shift by 10°; with Ctrl they move the dot"
)
RAISED_HELP = "Drag to turn the surface, the wheel comes nearer. The arrow is turned on the map"


class SurfacePart(QWidget):
    """Asks the worker while it is in sight; `choice` is what is looked at, kept in the experiment's view."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self.choice = SurfaceChoice()
        self.surface: SurfaceAnswer | None = None
        self.arrow: ArrowAnswer | None = None
        self._held: tuple[Parameter, ...] = ()
        self._window: tuple[float, float, float, float] | None = None
        self._step = dict(STEPS)[USUAL]
        self._experiment = session.experiment
        self.choices = SurfaceChoices(theme, self)
        self.map = ArrowMap(theme, self)
        set_tip(self.map, HELP)
        self.raised = SurfaceView(theme, self, colors="loss")
        self.raised.setAccessibleName("Function of two variables as a surface")
        set_tip(self.raised, RAISED_HELP)
        nowhere, nothing = np.zeros((0, 2)), np.zeros(0)
        self.raised.show_points(PointCloud(nowhere, nothing, nowhere, nothing, Task.REGRESSION))
        self.note = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.panel, self.slices = ArrowPanel(theme, self), SlicesPanel(theme, self)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        left, right = Panel(self._theme, "", self), QVBoxLayout()
        left.setAccessibleName("Function of two variables")
        self._pictures = QStackedWidget(left)
        self._pictures.addWidget(self.map)
        self._pictures.addWidget(self.raised)
        left.body.addWidget(self.choices)
        left.body.addWidget(self._pictures, 1)
        below = QHBoxLayout()
        Spacing(self._theme, left, below, GAP)
        below.addWidget(self.note, 1)
        below.addWidget(self.choices.picture)
        left.body.addLayout(below)
        right.addWidget(self.panel, 3)
        right.addWidget(self.slices, 2)
        row = QHBoxLayout(self)
        Spacing(self._theme, self, row, GAP)
        Spacing(self._theme, self, right, GAP)
        row.addWidget(left, 1)
        row.addLayout(right, 1)

    def _listen(self) -> None:
        self.choices.chosen.connect(self._choose)
        self.map.moved.connect(lambda x, y: self._look(replace(self.choice, point=(x, y))))
        self.map.turned.connect(lambda angle: self._look(replace(self.choice, angle=angle)))
        self.map.let_go.connect(self._keep)
        self.panel.measured_by.connect(self._measure_by)
        self.panel.revealed.connect(lambda _on: self._show_steepest())
        self._session.studies.told.connect(self._take)

    # Coming and going

    def enter(self) -> None:
        """Come into sight, and ask."""
        self._experiment = self._session.experiment
        self.choice = self._experiment.view.functions.surface
        self._begin()

    def leave(self) -> None:
        """Ask nothing more."""
        for slot in (SURFACE_SLOT, ARROW_SLOT):
            self._session.studies.stop(slot)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what has changed, and ask anew where it is about another function."""
        aspects = self._experiment.changes(experiment)
        self._experiment = experiment
        before, self.choice = self.choice, experiment.view.functions.surface
        of_loss = self.choice.kind is FunctionKind.LOSS
        if _function(before) != _function(self.choice) or (of_loss and aspects & ~Aspect.VIEW):
            self._begin()
        elif before != self.choice:
            self._show_choice()
            self._ask_arrow()

    def focus_targets(self) -> tuple[QWidget, ...]:
        """Return where F6 brings the focus, one after another."""
        return self.choices, self.map, self.panel, self.slices

    # What is chosen

    def _choose(self, choice: SurfaceChoice) -> None:
        before, self.choice = self.choice, choice
        self._keep()
        if _function(before) != _function(choice):
            self._begin()
        else:
            self._show_choice()

    def _look(self, choice: SurfaceChoice) -> None:
        if choice.point != self.choice.point:
            self.panel.forget()
        moved, self.choice = choice.point != self.choice.point, choice
        self._ask_arrow(sliced=moved)

    def _keep(self) -> None:
        """Write what is looked at into the experiment's view, now that nothing is held any more."""
        self._ask_arrow()
        if self.choice != self._session.experiment.view.functions.surface:
            self._session.edit("Two variables", partial(edits.set_functions, surface=self.choice))

    def _measure_by(self, step: float) -> None:
        self._step = step
        self._ask_arrow()

    def _show_choice(self) -> None:
        self.choices.show_choice(self.choice, self._session.experiment)
        self._pictures.setCurrentWidget(self.raised if self.choice.raised else self.map)

    # Asking

    def _begin(self) -> None:
        """Forget the function before, and ask for this one."""
        self.surface = self.arrow = self._window = None
        self._held = ()
        self.panel.forget()
        self._show_choice()
        for slot in (SURFACE_SLOT, ARROW_SLOT):
            self._session.studies.stop(slot)
        self._ask_surface()

    def _ask_surface(self) -> None:
        choice = _function(self.choice)
        if self._held:
            first, second = map(_place, self._held)
            choice = replace(choice, first=first, second=second)
        follow = choice.kind is FunctionKind.LOSS
        self._session.studies.ask(SURFACE_SLOT, SurfaceQuestion(choice, self._window), follow=follow)

    def _ask_arrow(self, *, sliced: bool = True) -> None:
        if self.surface is None:
            return
        question = ArrowQuestion(self.choice, self.surface.window, self._step, self._held, sliced)
        self._session.studies.ask(ARROW_SLOT, question, follow=self.choice.kind is FunctionKind.LOSS)

    # Answers

    def _take(self, told: Told) -> None:
        if told.slot == SURFACE_SLOT and isinstance(told.answer, SurfaceAnswer):
            # The first picture may be a coarse one; a later coarse one would be a step back.
            if told.share >= 1.0 or self.surface is None:
                self._take_surface(told.answer)
        elif told.slot == ARROW_SLOT and isinstance(told.answer, ArrowAnswer):
            self._take_arrow(told.answer)
        elif told.slot in (SURFACE_SLOT, ARROW_SLOT) and told.reason:
            self._show_reason(told)

    def _take_surface(self, answer: SurfaceAnswer) -> None:
        is_first = self.surface is None
        self.surface, self._held, self._window = answer, answer.parameters, answer.window
        names = self.names()
        self.map.show_surface(answer, names)
        self._raise(answer, names)
        self._show_note(answer)
        if is_first:
            self._ask_arrow()
        elif not _inside(answer) and self.choice.point is None:
            self._window = None
            self._ask_surface()

    def _take_arrow(self, answer: ArrowAnswer) -> None:
        self.arrow = answer
        self.map.show_arrow(answer.point, answer.angle, answer.step_size)
        self.panel.show_arrow(answer)
        self.slices.show_arrow(answer, self.names())
        self._show_steepest()

    def _show_reason(self, told: Told) -> None:
        self.arrow = None
        if told.slot == SURFACE_SLOT:
            self.surface = None
            self.map.show_surface(None, self.names())
            self._session.studies.stop(ARROW_SLOT)
        self.note.setText("")
        self.panel.show_reason(said_of(told.reason))
        self.slices.show_nothing()
        self._show_steepest()

    def _show_steepest(self) -> None:
        answer = self.arrow
        shown = answer is not None and not answer.flat and self.panel.shows_gradient
        self.map.show_steepest(answer.steepest if answer is not None and shown else None)
        if answer is not None:
            self.panel.show_arrow(answer)

    def names(self) -> tuple[str, str]:
        """Return what the two variables are called."""
        if not self._held:
            return "x₁", "x₂"
        first, second = (self.choices.name_of(_place(each)) for each in self._held)
        return first, second

    def _show_note(self, answer: SurfaceAnswer) -> None:
        if answer.parameters:
            text = f"Mean loss of {answer.samples} training samples, without penalty; other weights held."
        else:
            name = self.choice.name
            text = f"f = {WRITTEN.get(name) or pretty(name)}. The arrow v is one unit long."
        self.note.setText(f"{flatness_of(answer)} {text}".strip())

    def _raise(self, answer: SurfaceAnswer, names: tuple[str, str]) -> None:
        values = np.where(answer.known, answer.values, np.nan)[::-1]
        low, high = float(answer.levels[0]), float(answer.levels[-1])
        shown = DecisionMap(None, values.astype(np.float32), None, low, max(high, low + 1e-9), answer.window)
        self.raised.set_axis_names(*names, "L" if answer.parameters else "f")
        self.raised.show_map(shown)


def _function(choice: SurfaceChoice) -> SurfaceChoice:
    """Return the choice of a function alone, whatever is looked at of it."""
    return SurfaceChoice(choice.kind, choice.name, choice.first, choice.second)


def _place(parameter: Parameter) -> tuple[int, int, int]:
    return parameter.layer, -1 if parameter.source is None else parameter.source, parameter.target


def _inside(answer: SurfaceAnswer) -> bool:
    """Return whether the weights as they are now are well inside of the window."""
    left, right, bottom, top = answer.window
    (x, y), reach = answer.start, INNER * (right - left) / 2
    return abs(x - (left + right) / 2) <= reach and abs(y - (bottom + top) / 2) <= reach
