"""The part "Going downhill" of the page "Functions": one curve, one start, three ways down."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import DescentMethod, DescentShown
from playground.document.descent_view import DescentView
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.descent_controls import DescentControls
from playground.ui.panels.functions.descent_steps import StepsPlot
from playground.ui.panels.functions.descent_verdict import DescentVerdict
from playground.ui.panels.functions.function_picker import FunctionPicker
from playground.ui.panels.functions.loss_actions import LossActions
from playground.ui.plots.descent_plot import DescentPlot
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.questions import CurveAnswer, CurveQuestion, DescentAnswer, DescentQuestion

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

CURVE, PATHS = "descent-curve", "descent"
SIDE, BELOW = 336, 132
_ROOMY = 560
LABEL = "Path downhill"
PLOT_TIP = (
    "Drag the start, or the ring η, where the first step ends. Left and Right move the start, Up and Down"
    " change η, Shift ten times as far, Home goes to the usual start."
)
METHODS = (
    Choice("gradient", "Gradient", tip="Each step: x ← x − η·f′(x)"),
    Choice("momentum", "Momentum", tip="Each step: v ← β·v + f′(x), then x ← x − η·v"),
    Choice("newton", "Newton", tip="Each step: x ← x − f′(x)/|f″(x)|, to the lowest point of a parabola"),
    Choice("all", "All three", tip="The three ways from the same start"),
)


class DescentPart(QWidget):
    """Asks for the curve and the paths while it is in sight; what is dragged is kept when it is let go."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._in_sight = self._dragging = False
        self._function, self._wanted = FunctionChoice(), DescentView()
        self._first: float | None = None
        self._curve: CurveAnswer | None = None
        self.answer: DescentAnswer | None = None
        self.picker = FunctionPicker(theme, session, self)
        self.methods = Segmented(theme, METHODS, self, name="Way down")
        self.plot = DescentPlot(theme, self)
        set_tip(self.plot, PLOT_TIP)
        self.steps = StepsPlot(theme, self)
        self.controls = DescentControls(theme, self)
        self.verdict = DescentVerdict(theme, self)
        self.loss = LossActions(theme, session, self)
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Come into sight: show what the view says, and ask."""
        self._in_sight, self._dragging = True, False
        self._show(self._session.experiment)

    def leave(self) -> None:
        """Ask nothing more."""
        self._in_sight = False
        for slot in (CURVE, PATHS):
            self._session.studies.stop(slot)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what has changed, and ask anew."""
        if self._in_sight:
            self._show(experiment)

    def focus_targets(self) -> tuple[QWidget, ...]:
        """Return where the focus goes when it is moved from panel to panel."""
        return (self.picker.kind, self.plot, self.steps, self.controls.rate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell what stands at the side how much room there is."""
        super().resizeEvent(event)
        roomy = self.height() >= self._theme.px(_ROOMY)
        self.verdict.set_roomy(roomy)
        self.controls.set_roomy(roomy)

    def question(self) -> DescentQuestion:
        """Return what is to be known of the paths now."""
        wanted = self._wanted
        if wanted.shown is DescentShown.ALL:
            methods = tuple(DescentMethod)
        else:
            methods = (DescentMethod(wanted.shown.value),)
        return DescentQuestion(
            self._function, wanted.start, wanted.rate, wanted.momentum, methods, first=self._first
        )

    def _show(self, experiment: Experiment) -> None:
        view = experiment.view.functions
        self._function = view.function
        self.picker.show_experiment(experiment)
        if not self._dragging:
            self._wanted, self._first = view.descent, None
        self.methods.show_choice(self._wanted.shown.value)
        self.controls.show_view(self._wanted)
        self._session.studies.ask(CURVE, CurveQuestion(view.function), follow=True)
        self._ask()

    def _ask(self) -> None:
        self._session.studies.ask(PATHS, self.question(), follow=True)

    # What is told

    def _take(self, told: Told) -> None:
        if told.slot not in (CURVE, PATHS) or not self._in_sight:
            return
        if told.reason:
            self._show_reason(told.reason)
        elif isinstance(told.answer, CurveAnswer):
            self._take_curve(told.answer)
        elif isinstance(told.answer, DescentAnswer):
            self._take_paths(told.answer)

    def _take_curve(self, answer: CurveAnswer) -> None:
        self._curve = answer
        self.picker.settle(answer.parameter)
        pieces = [(piece.xs, piece.ys) for piece in answer.value_pieces]
        self.plot.show_curve(pieces, answer.window, _moved(answer))
        self._show_together()

    def _take_paths(self, answer: DescentAnswer) -> None:
        self.answer = answer
        if answer.question.first is not None:
            self._take_dragged_rate(answer)
        self._show_together()
        self.verdict.show_answer(answer)
        self.plot.setAccessibleDescription(f"{self.verdict.text()} {PLOT_TIP}")
        self.steps.show_paths(answer)
        self.controls.show_answer(answer)
        self.loss.show_answer(answer)

    def _show_together(self) -> None:
        """Draw the paths over their own curve only: one of both may still be that of another function."""
        curve, answer = self._curve, self.answer
        together = curve is not None and answer is not None and curve.function == answer.question.function
        self.plot.show_descent(answer if together else None)

    def _take_dragged_rate(self, answer: DescentAnswer) -> None:
        """Show the rate that the first step's end stands for; keep it once that is let go."""
        self._wanted = replace(self._wanted, rate=answer.rate)
        self.controls.show_view(self._wanted)
        if not self._dragging and answer.question.first == self._first:
            self._keep()

    def _show_reason(self, text: str) -> None:
        self.verdict.show_reason(text)
        self.plot.show_descent(None)
        self.steps.show_series(())
        self.loss.hide()

    # What is set

    def _move_start(self, place: float) -> None:
        self._set(start=place)

    def _move_first(self, place: float) -> None:
        self._dragging, self._first = True, place
        self._ask()

    def _move_rate(self, rate: float) -> None:
        self._set(rate=rate)

    def _move_momentum(self, momentum: float) -> None:
        self._set(momentum=momentum)

    def _step_rate(self, stops: int) -> None:
        rate = self.controls.rate.track.scale.stepped(self._wanted.rate, stops)
        self._set(rate=rate)
        self.controls.show_view(self._wanted)

    def _set(self, **changes: Any) -> None:
        self._dragging, self._first = True, None
        self._wanted = replace(self._wanted, **changes)
        self._ask()

    def _let_go(self) -> None:
        self._dragging = False
        if self._first is None:
            self._keep()
        else:
            self._ask()

    def _go_home(self) -> None:
        self._dragging, self._first = False, None
        self._wanted = replace(self._wanted, start=None)
        self._keep()

    def _choose(self, key: str) -> None:
        self._wanted = replace(self._wanted, shown=DescentShown(key))
        self._keep()

    def _keep(self) -> None:
        """Write into the document what is looked at."""
        self._first = None
        if self._wanted == self._session.experiment.view.functions.descent:
            self._ask()
        else:
            self._session.edit(LABEL, partial(edits.set_functions, descent=self._wanted))

    def _connect(self) -> None:
        self._session.studies.told.connect(self._take)
        self.methods.chosen.connect(self._choose)
        self.plot.start_moved.connect(self._move_start)
        self.plot.first_moved.connect(self._move_first)
        self.plot.rate_stepped.connect(self._step_rate)
        self.plot.home_wanted.connect(self._go_home)
        self.plot.released.connect(self._let_go)
        self.controls.rate_moved.connect(self._move_rate)
        self.controls.momentum_moved.connect(self._move_momentum)
        self.controls.released.connect(self._let_go)

    def _lay_out(self) -> None:
        theme = self._theme
        main = Panel(theme, "The way down", self)
        main.header.addStretch(1)
        main.header.addWidget(self.methods)
        main.body.addWidget(self.picker)
        main.body.addWidget(self.plot, 1)
        caption = Label(theme, "", main, role="caption", token="ink3", elide=True)
        self.steps.titled.connect(caption.setText)
        main.body.addWidget(caption)
        main.body.addWidget(self.steps)
        steps = Panel(theme, "How far a step goes", self)
        steps.body.addWidget(self.controls)
        steps.body.addWidget(self.loss)
        for fixed in (steps, self.controls, self.loss):
            fixed.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        side = QWidget(self)
        column = QVBoxLayout(side)
        Spacing(theme, self, column, 10)
        column.addWidget(steps)
        column.addWidget(self.verdict, 1)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 10)
        row.addWidget(main, 1)
        row.addWidget(side)
        self._side = side
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._side.setFixedWidth(self._theme.px(SIDE))
        self.steps.setFixedHeight(self._theme.px(BELOW))


def _moved(answer: CurveAnswer) -> str:
    """Return what the curve runs over."""
    if answer.parameter is None:
        return "x"
    return "bias b" if answer.parameter.source is None else "weight w"
