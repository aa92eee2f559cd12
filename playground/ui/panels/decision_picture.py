"""The picture of a decision: a map, or a curve where there is one input, with the samples and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document.choices import Task
from playground.ui.panels.decision_points import axis_names, coordinates_of, map_note, points_of
from playground.ui.plots.curve_view import CurveView
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_key import ClassLegend, scale_texts
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap

MINUS_TO_PLUS = ("−1", "0", "+1")
SCALE_WIDTH = 104


class DecisionPicture(QWidget):
    """Map or curve above the names of the classes; `scale` is placed by whoever shows the picture."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.decision: DecisionMap | None = None
        self._is_curve = self._painting = False
        self._scale_fits = True
        self.map = DecisionMapView(theme, self)
        self.curve = CurveView(theme, self)
        self.classes = ClassLegend(theme, self)
        self.scale = ColorBar(theme, "area", MINUS_TO_PLUS, self, width=SCALE_WIDTH)
        self.curve.hide()
        self.classes.hide()
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, 8)
        layout.addWidget(self.map, 1)
        layout.addWidget(self.curve, 1)
        layout.addWidget(self.classes)

    @property
    def is_curve(self) -> bool:
        """Whether it is the curve over a single input."""
        return self._is_curve

    def show_experiment(self, experiment: Experiment) -> None:
        """Show points and axes, as a curve or a map."""
        self._show_test()
        self.map.set_discretize(experiment.view.discretize)
        self.show_axes()
        self._show_kind(experiment)
        points = points_of(experiment, self._session.samples)
        self.map.show_points(points)
        self.curve.show_points(points)

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

    def mark_sample(self, sample: int | None) -> None:
        """Ring one of the training samples, the nearest number there is; None rings none."""
        if sample is None:
            self.map.mark_place(None)
            return
        places, _ = coordinates_of(self._session.experiment, self._session.samples)
        x, y = places[min(sample, len(places) - 1)]
        self.map.mark_place((float(x), float(y)))

    def set_painting(self, on: bool) -> None:
        """Show all that can be painted on, or only what was chosen to be seen."""
        self._painting = on
        self._show_test()
        self._show_scale()

    def set_scale_fits(self, fits: bool) -> None:
        """Leave out the colour scale where there is no room for it."""
        self._scale_fits = fits
        self._show_scale()

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

    def _show_scale(self) -> None:
        decision = self.decision
        if decision is None:
            return
        by_class = decision.winners is not None
        self.scale.setVisible(self._scale_fits and not self._is_curve and not by_class)
        # While it is painted, the tools show the classes.
        self.classes.setVisible(by_class and not self._painting)
        if by_class:
            self.classes.show_classes(self._session.samples.classes)
        else:
            self.scale.show_map("area", scale_texts(decision.low, decision.high))
