"""The part "Slope": a function, its tangent, and a secant on its way to the tangent."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import FunctionKind
from playground.session.unit_words import parameter_words
from playground.ui.panels.functions.curve_panel import CurvePanel
from playground.ui.panels.functions.function_words import letter_of, variable_of
from playground.ui.panels.functions.slope_numbers import SlopeNumbers
from playground.ui.panels.functions.slope_words import about_curve, bent, nudged, seen
from playground.ui.panels.functions.step_control import LEAST, MOST
from playground.ui.widgets.spacing import Spacing
from playground.worker.questions import (
    CurveAnswer,
    CurveQuestion,
    ErrorsAnswer,
    ErrorsQuestion,
    PointAnswer,
    PointQuestion,
)

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.document.functions_view import FunctionsView
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

CURVE, POINT, ERRORS = "slope curve", "slope point", "slope errors"
SLOTS = (CURVE, POINT, ERRORS)
_RIGHT = 344
GAP = 10


class SlopePart(QWidget):
    """Asks while it is in sight; what is dragged is written to the view when it is let go."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._in_sight, self._answered = False, False
        self._view = session.experiment.view.functions
        self._x: float | None = None
        self._h = MOST
        self._window: tuple[float, float] | None = None
        self._curve: CurveAnswer | None = None
        self._point: PointAnswer | None = None
        self._followed: float | None = None
        self.left = CurvePanel(theme, session, self)
        self.plot, self.step, self.picker = self.left.plot, self.left.step, self.left.picker
        self.right = SlopeNumbers(theme, self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()

    def enter(self) -> None:
        """Come into sight, and ask."""
        self._in_sight = True
        view = self._session.experiment.view.functions
        self._take_view(view)
        self.show_experiment(self._session.experiment)

    def leave(self) -> None:
        """Ask nothing more."""
        self._in_sight = False
        self.step.stop()
        for slot in SLOTS:
            self._session.studies.stop(slot)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what the view says, and ask of the network as it is."""
        if not self._in_sight:
            return
        before, view = self._view, experiment.view.functions
        if view.function != before.function and self._keeps_place(before, view):
            # Another function begins at a good place of its own.
            self._take_view(replace(view, slope_at=None))
            self._write(slope_at=None)
            return
        if (view.function, view.slope_at, view.slope_step) != (
            before.function,
            before.slope_at,
            before.slope_step,
        ):
            self._take_view(view)
        self._view = view
        self.picker.show_experiment(experiment)
        self.left.slopes.show_on(view.show_slope)
        self.left.bends.show_on(view.show_bend)
        self.plot.show_derivatives(slopes=view.show_slope, bends=view.show_bend)
        self.left.show_function(view.function)
        self.left.note.setVisible(self._is_loss)
        self._ask()

    def focus_targets(self) -> tuple[QWidget, ...]:
        """Give what the next-panel key goes through."""
        return self.picker, self.plot, self.step, self.right.errors

    # Asking

    def _take_view(self, view: FunctionsView) -> None:
        if view.function != self._view.function:
            self._window = self._followed = None
        self._view, self._x = view, view.slope_at
        self._h = min(max(view.slope_step, LEAST), MOST) if view.slope_step > 0 else MOST

    def _keeps_place(self, before: FunctionsView, view: FunctionsView) -> bool:
        return view.slope_at is not None and view.slope_at == before.slope_at

    def _ask(self) -> None:
        self._ask_curve()
        self._ask_point()

    def _ask_curve(self) -> None:
        if self._in_sight:
            question = CurveQuestion(self._view.function, self._window)
            self._session.studies.ask(CURVE, question, follow=self._follows)

    def _ask_point(self) -> None:
        if not self._in_sight:
            return
        function, follow = self._view.function, self._follows
        self._session.studies.ask(POINT, PointQuestion(function, self._x, self._h), follow=follow)
        self._session.studies.ask(ERRORS, ErrorsQuestion(function, self._x), follow=follow)

    def _ask_step(self) -> None:
        if self._in_sight:
            question = PointQuestion(self._view.function, self._x, self._h)
            self._session.studies.ask(POINT, question, follow=self._follows)

    @property
    def _follows(self) -> bool:
        """Whether to ask again as the run moves: training moves the function, or there is no answer yet."""
        return self._is_loss or not self._answered

    @property
    def _is_loss(self) -> bool:
        return self._view.function.kind is FunctionKind.LOSS

    # Taking answers

    def _take(self, told: Told) -> None:
        if told.slot not in SLOTS or not self._in_sight:
            return
        if told.reason:
            self._take_reason(told.slot, told.reason)
        elif told.answer is not None:
            self._take_answer(told.answer)

    def _take_answer(self, answer: object) -> None:
        match answer:
            case CurveAnswer() if answer.function == self._view.function:
                self._show_curve(answer)
            case PointAnswer() if answer.function == self._view.function:
                self._show_point(answer)
            case ErrorsAnswer() if answer.function == self._view.function:
                self.right.show_errors(answer)

    def _take_reason(self, slot: str, reason: str) -> None:
        if slot == ERRORS:
            self.right.show_no_errors(reason)
            return
        self.right.clear()
        if slot == POINT:
            self.left.saying.show_text("There are no numbers at this point.", reason)
            return
        self.left.saying.show_text("There is nothing to draw.", reason)
        self.plot.show_reason(reason)
        if self._answered:
            self._answered = False
            self._ask()

    def _show_curve(self, answer: CurveAnswer) -> None:
        if not self._answered:
            self._answered = True
            self._ask()
        what = "" if answer.parameter is None else parameter_words(self._session.experiment, answer.parameter)
        self.left.note.setText(about_curve(answer, what))
        self.plot.show_curves(answer, self._letters())
        self.left.whole.setVisible(self._window is not None)
        self.picker.settle(answer.parameter)
        self._curve = answer
        self._follow_point()

    def _follow_point(self) -> None:
        """Bring a new place of the point into the picture, once: a person may look elsewhere then."""
        curve, point = self._curve, self._point
        if curve is None or point is None or curve.function != point.function or point.x == self._followed:
            return
        self._followed = point.x
        low, high = curve.window
        if not low <= point.x <= high:
            half = (high - low) / 2
            self._show_window((point.x - half, point.x + half))

    def _show_point(self, answer: PointAnswer) -> None:
        self._point = answer
        self.plot.show_point(answer)
        self.right.show_point(answer)
        self.left.place.show_value(answer.x)
        self.step.show_step(answer.h)
        self.left.saying.show_text(*seen(answer), nudged(answer), bent(answer))
        self._follow_point()

    # What a person does

    def _move_point(self, x: float) -> None:
        if x != self._x:
            self._x = x
            self._ask_point()

    def _move_step(self, h: float) -> None:
        if h != self._h:
            self._h = min(max(h, LEAST), MOST)
            self._ask_step()

    def _move_step_by_hand(self, h: float) -> None:
        self.step.stop()
        self._move_step(h)

    def _let_go(self) -> None:
        if (self._view.slope_at, self._view.slope_step) != (self._x, self._h):
            self._write(slope_at=self._x, slope_step=self._h)

    def _type_place(self, x: float) -> None:
        self._move_point(x)
        self._let_go()

    def _show_window(self, window: tuple[float, float] | None) -> None:
        self._window = window
        self.left.whole.setVisible(window is not None)
        self._ask_curve()

    def _write(self, **changes: Any) -> None:
        self._session.edit("Functions", partial(edits.set_functions, **changes))

    def _connect(self) -> None:
        self._session.studies.told.connect(self._take)
        self.plot.point_moved.connect(self._move_point)
        self.plot.step_moved.connect(self._move_step_by_hand)
        self.plot.released.connect(self._let_go)
        self.plot.window_wanted.connect(self._show_window)
        self.right.errors.step_moved.connect(self._move_step_by_hand)
        self.right.errors.released.connect(self._let_go)
        self.left.whole.clicked.connect(lambda: self._show_window(None))
        self.left.place.accepted.connect(self._type_place)
        self.step.moved.connect(self._move_step)
        self.step.finished.connect(self._let_go)
        self.left.slopes.switched.connect(lambda on: self._write(show_slope=on))
        self.left.bends.switched.connect(lambda on: self._write(show_bend=on))

    # Looks

    def _letters(self) -> tuple[str, str]:
        return letter_of(self._view.function), variable_of(self._view.function)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        Spacing(self._theme, self, row, GAP)
        row.addWidget(self.left, 1)
        row.addWidget(self.right)

    def _restyle(self) -> None:
        self.right.setFixedWidth(self._theme.px(_RIGHT))
