"""The picture of a decision: a map, or a curve where there is one input, with the samples and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.choices import Task
from playground.ui.panels.decision_points import axis_names, coordinates_of, map_note, points_of
from playground.ui.plots.curve_view import CurveView
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_arrows import reach_length
from playground.ui.plots.map_contours import step_text
from playground.ui.plots.map_key import scale_texts
from playground.ui.plots.map_legend import FADE_TEXT, Entry, MapLegend, Sign, arrow_entry
from playground.ui.plots.map_numbers import map_text
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    import numpy as np
    from PySide6.QtGui import QImage

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, InputGradients

MINUS_TO_PLUS = ("−1", "0", "+1")
SCALE_WIDTH = 104


class DecisionPicture(QWidget):
    """Map or curve above its legend; `scale` is placed by whoever shows the picture."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.decision: DecisionMap | None = None
        self._is_curve = self._painting = False
        self._scale_fits = True
        self.map = DecisionMapView(theme, self)
        self.curve = CurveView(theme, self)
        self.legend = MapLegend(theme, self)
        self.scale = ColorBar(theme, "area", MINUS_TO_PLUS, self, width=SCALE_WIDTH)
        self.curve.hide()
        self.map.pictured = self.curve.pictured = self
        self.map.resized.connect(self._show_legend)
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, 8)
        layout.addWidget(self.map, 1)
        layout.addWidget(self.curve, 1)
        layout.addWidget(self.legend)

    @property
    def is_curve(self) -> bool:
        """Whether it is the curve over a single input."""
        return self._is_curve

    def show_experiment(self, experiment: Experiment) -> None:
        """Show points and axes, as a curve or a map."""
        self._show_test()
        view = experiment.view
        self.map.set_discretize(view.discretize)
        self.map.set_contours(view.contours)
        if not view.arrows:
            self.map.show_gradients(None)
        self.show_axes()
        self._show_kind(experiment)
        points = points_of(experiment, self._session.samples)
        self.map.show_points(points)
        self.curve.show_points(points)
        self._show_legend()

    def show_axes(self) -> None:
        """Name the axes, and say below what is left out."""
        experiment = self._session.experiment
        names = axis_names(experiment)
        self.map.set_axis_names(*names)
        self.map.set_note(map_note(experiment, self._session.samples))
        self.curve.set_axis_name(names[0])

    def show_map(self, decision: DecisionMap) -> None:
        """Show a map that the worker computed."""
        self.map.show_map(decision)
        self.curve.show_map(decision)
        self.decision = decision
        self._show_scale()
        self._show_legend()

    def show_gradients(self, field: InputGradients) -> None:
        """Show the input gradients that the worker computed, if they are still wanted."""
        if self._session.experiment.view.arrows:
            self.map.show_gradients(field)
            self._show_legend()

    def image(self, finer: int = 1) -> QImage:
        """Return all of it as a picture, `finer` times as sharp as on the screen."""
        return self.curve.picture(finer) if self._is_curve else self.map.picture(finer)

    def mark_sample(self, sample: int | None) -> None:
        """Ring one of the training samples, the nearest number there is; None rings none."""
        if sample is None:
            self.map.mark_place(None)
            return
        places, _ = coordinates_of(self._session.experiment, self._session.samples)
        if sample >= len(places):  # of a large set only the first are drawn
            self.map.mark_place(None)
            return
        x, *up = places[sample].tolist()
        self.map.mark_place((x, up[0] if up else 0.0))

    def mark_samples(self, indices: np.ndarray, of_test: bool) -> None:
        """Light up some of the training or the test samples, none for no indices."""
        self.map.mark_samples(indices, of_test)
        self.curve.mark_samples(indices, of_test)

    def set_painting(self, on: bool) -> None:
        """Show all that can be painted on, or only what was chosen to be seen."""
        self._painting = on
        self._show_test()
        self._show_legend()

    def set_scale_fits(self, fits: bool) -> None:
        """Leave out the colour scale where there is no room for it."""
        self._scale_fits = fits
        self._show_scale()

    def numbers(self) -> str:
        """Return place and value of every sample as CSV text, "" before there is a map."""
        if self.decision is None:
            return ""
        names = axis_names(self._session.experiment)
        value = "probability" if self.decision.winners is not None else "value"
        return map_text(self.decision, names, value, self._session.samples.classes)

    def _show_test(self) -> None:
        show = self._session.experiment.view.show_test or self._painting
        self.map.set_show_test(show)
        self.curve.set_show_test(show)

    def _show_kind(self, experiment: Experiment) -> None:
        """Show a curve where there is one input and a number, else the map."""
        self._is_curve = experiment.data.source.coordinates == 1 and experiment.task is Task.REGRESSION
        shown, other = (self.curve, self.map) if self._is_curve else (self.map, self.curve)
        shown.show()
        if other.hasFocus():
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        other.hide()
        self._show_scale()

    def _show_legend(self) -> None:
        """Name the classes, unless the tools do while it is painted, and say what is drawn over the map."""
        decision = None if self._is_curve else self.decision
        by_class = decision is not None and decision.winners is not None and not self._painting
        classes = self._session.samples.classes if by_class else ()
        self.legend.explain(classes, [] if decision is None else self._entries(decision))

    def _entries(self, decision: DecisionMap) -> list[Entry]:
        entries, field = [], self.map.arrows
        if decision.winners is not None and not self._session.experiment.view.discretize:
            entries.append(Entry(Sign.FADE, FADE_TEXT))
        if self.map.levels:
            entries.append(Entry(Sign.LINE, f"every {step_text(decision)}"))
        if field is not None:
            entries.append(arrow_entry(field, reach_length(self.map.frame().rect, field.slopes.shape[2])))
        return entries

    def _show_scale(self) -> None:
        decision = self.decision
        if decision is None:
            return
        by_class = decision.winners is not None
        self.scale.setVisible(self._scale_fits and not self._is_curve and not by_class)
        if not by_class:
            self.scale.show_map("area", scale_texts(decision.low, decision.high))
