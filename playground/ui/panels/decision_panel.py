"""What the network says over the plane of its data, with the points on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Task
from playground.document.sources import TableSource
from playground.session.painting import Painting
from playground.ui.panels.paint_bench import PaintBench
from playground.ui.plots.curve_view import CurveView
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.map_key import ClassLegend, scale_texts
from playground.ui.plots.points import PointCloud
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, Neuron

MINUS_TO_PLUS = ("−1", "0", "+1")
LEAST_WIDTH = 300
WITH_SCALE = 350
# How many letters of a column's name its chip shows, and from which width of the panel on more of them.
LONGEST_NAME, LONGER_NAME, WIDE = 11, 20, 440
# Of each part; more take longer to draw than to train on, and cover each other.
MOST_MARKS = 5_000


class DecisionPanel(Panel):
    """The large map; over a table it is a slice along two columns that can be chosen."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Decision map", parent)
        self._session = session
        self._decision: DecisionMap | None = None
        self.map = DecisionMapView(theme, self)
        self.curve = CurveView(theme, self)
        self.painting = Painting(session)
        self.bench = PaintBench(theme, self.painting, (self.map, self.curve), self)
        self._what = Label(theme, "Output ŷ", self, role="slider", token="ink3", elide=True)
        self._across = MenuChip(theme, "Column across", [("0", "–")], self)
        self._up = MenuChip(theme, "Column up", [("1", "–")], self)
        self._scale = ColorBar(theme, "area", MINUS_TO_PLUS, self, width=104)
        self._classes = ClassLegend(theme, self)
        self._classes.hide()
        self._below = QWidget(self)
        self._scale_wanted = True
        self._test = Switch(theme, "Test points", self)
        self._discrete = Switch(theme, "Discretise", self)
        set_tip(self._test, "Show the points kept for testing (T)")
        set_tip(self._discrete, "Show the decision in flat colours (Shift+D)")
        set_tip(self._across, "Which column runs across the map")
        set_tip(self._up, "Which column runs up the map")
        self._lay_out(theme)
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show points, axes and switches."""
        view = experiment.view
        self._test.show_on(view.show_test)
        self._discrete.show_on(view.discretize)
        self._discrete.setVisible(experiment.task is Task.CLASSIFICATION)
        self._show_test()
        self.map.set_discretize(view.discretize)
        self._show_axes(experiment)
        self._show_kind(experiment)
        points = self._points(experiment)
        self.map.show_points(points)
        self.curve.show_points(points)
        self.bench.show_experiment()

    def show_map(self, decision: DecisionMap) -> None:
        """Show a map that the worker computed."""
        self.map.show_map(decision)
        self.curve.show_map(decision)
        self._decision = decision
        self._show_scale()

    def mark_sample(self, sample: int | None) -> None:
        """Ring one of the training samples, the nearest number there is; None rings none."""
        if sample is None:
            self.map.mark_place(None)
            return
        places, _ = self._coordinates(self._session.experiment)
        x, *up = places[min(sample, len(places) - 1)].tolist()
        self.map.mark_place((x, up[0] if up else 0.0))

    def mark_samples(self, indices: np.ndarray, of_test: bool) -> None:
        """Light up some of the training or the test samples, none for no indices."""
        self.map.mark_samples(indices, of_test)
        self.curve.mark_samples(indices, of_test)

    def minimumSizeHint(self) -> QSize:
        """Allow less than all."""
        return QSize(self._theme.px(LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the colour scale where there is no room for it."""
        super().resizeEvent(event)
        self._show_scale()
        self._show_axes(self._session.experiment)

    def name_shown(self, text: str) -> None:
        """Say whose map it is."""
        self._what.setText(text)
        self._show_title()

    def _show_title(self) -> None:
        """Leave out what kind of picture it is where the rest would not fit beside it."""
        others = [part for part in (self._across, self._up, self.bench.button) if not part.isHidden()]
        needed = self._what.fontMetrics().horizontalAdvance(self._what.text())
        needed += sum(part.sizeHint().width() for part in (self._title, *others))
        needed += self.header.spacing() * (len(others) + 1)
        margins = self.body.contentsMargins()
        fits = needed <= self.width() - margins.left() - margins.right()
        self._title.setVisible(fits)
        self._what.set_token("ink3" if fits else "ink2")

    def caption(self) -> str:
        """What the map is said to be."""
        return self._what.text()

    @property
    def shown_neuron(self) -> Neuron | None:
        """The neuron whose map is painted, None for the output."""
        return None if self._decision is None else self._decision.focus

    def _show_kind(self, experiment: Experiment) -> None:
        """Show a curve where there is one input and a number, else the map."""
        curve = experiment.data.source.coordinates == 1 and experiment.task is Task.REGRESSION
        shown, other = (self.curve, self.map) if curve else (self.map, self.curve)
        shown.show()
        if other.hasFocus():
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        other.hide()
        self._scale_wanted = not curve
        self.set_title("Curve" if curve else "Decision map")
        self.curve.set_axis_name(self._axis_names(experiment)[0])
        self._show_scale()

    def _show_test(self) -> None:
        """Show the test points where that is wanted, and all that can be painted on."""
        show = self._session.experiment.view.show_test or self.bench.on
        self.map.set_show_test(show)
        self.curve.set_show_test(show)

    def _show_painting(self, on: bool) -> None:
        self._below.setVisible(not on)
        self._show_test()
        self._show_scale()

    def _lay_out(self, theme: Theme) -> None:
        self.header.addWidget(self._what, 1)
        self.header.addWidget(self._across)
        self.header.addWidget(self._up)
        self.header.addWidget(self.bench.button)
        self.body.addWidget(self.bench.tools)
        self.body.addWidget(self.map, 1)
        self.body.addWidget(self.curve, 1)
        self.curve.hide()
        self.body.addWidget(self._classes)
        below = QHBoxLayout(self._below)
        Spacing(theme, self._below, below, 4)
        below.addWidget(self._scale)
        below.addStretch(1)
        below.addWidget(self._discrete)
        below.addWidget(self._test)
        self.body.addWidget(self._below)

    def _connect(self) -> None:
        self._test.switched.connect(lambda on: self._session.edit("Test points", edits.set_show_test, on))
        self._discrete.switched.connect(lambda on: self._session.edit("Discretise", edits.set_discretize, on))
        self._across.chosen.connect(lambda key: self._choose_axis(0, int(key)))
        self.bench.toggled.connect(self._show_painting)
        self._up.chosen.connect(lambda key: self._choose_axis(1, int(key)))

    def _choose_axis(self, which: int, column: int) -> None:
        axes = list(self._session.experiment.view.slice_axes)
        if axes[1 - which] == column:
            axes[1 - which] = axes[which]
        axes[which] = column
        self._session.edit("Decision map", edits.set_slice_axes, *axes)

    def _show_axes(self, experiment: Experiment) -> None:
        source = experiment.data.source
        table = isinstance(source, TableSource) and len(source.columns) > 1
        self._across.setVisible(table)
        self._up.setVisible(table)
        self.map.set_axis_names(*self._axis_names(experiment))
        notes = (slice_note(experiment) if table else "", self._marks_note())
        self.map.set_note(". ".join(note for note in notes if note))
        if not table:
            self._show_title()
            return
        longest = LONGER_NAME if self.width() >= self._theme.px(WIDE) else LONGEST_NAME
        columns = [
            (str(index), _short(name, longest))
            for index, name in enumerate(source.available_inputs)
            if name in experiment.data.inputs or index in experiment.view.slice_axes
        ]
        for chip, axis in zip((self._across, self._up), experiment.view.slice_axes, strict=True):
            chip.set_choices(columns)
            chip.show_choice(str(axis))
        self._show_title()

    def _marks_note(self) -> str:
        """Say that not all points are drawn, where that is so."""
        samples = self._session.samples
        every = len(samples.train_labels) + len(samples.test_labels)
        drawn = sum(min(len(part), MOST_MARKS) for part in (samples.train_labels, samples.test_labels))
        return "" if drawn == every else f"{format_integer(drawn)} of {format_integer(every)} points drawn"

    def _axis_names(self, experiment: Experiment) -> tuple[str, str]:
        source = experiment.data.source
        if not isinstance(source, TableSource):
            return "x₁", "x₂" if source.coordinates == 2 else ""
        first, second = experiment.view.slice_axes
        return source.columns[first], source.columns[second] if len(source.columns) > 1 else ""

    def _points(self, experiment: Experiment) -> PointCloud:
        samples = self._session.samples.first(MOST_MARKS)
        offset, factor = samples.target_scale
        regression = experiment.task is Task.REGRESSION

        def labels(values: np.ndarray) -> np.ndarray:
            return values * factor + offset if regression else values

        train, test = self._coordinates(experiment)
        return PointCloud(
            train_xy=train,
            train_labels=labels(samples.train_labels),
            test_xy=test,
            test_labels=labels(samples.test_labels),
            task=experiment.task,
            classes=tuple(samples.classes),
            low=offset - factor,
            high=offset + factor,
        )

    def _coordinates(self, experiment: Experiment) -> tuple[np.ndarray, np.ndarray]:
        samples = self._session.samples.first(MOST_MARKS)
        if samples.train_points is not None and samples.test_points is not None:
            return samples.train_points, samples.test_points
        names = experiment.data.source.available_inputs
        chosen = [names[axis] for axis in experiment.view.slice_axes]
        return (
            _columns(samples.own_units(samples.train_inputs), samples.input_names, chosen),
            _columns(samples.own_units(samples.test_inputs), samples.input_names, chosen),
        )

    def _show_scale(self) -> None:
        decision = self._decision
        if decision is None:
            return
        by_class = decision.winners is not None
        self._scale.setVisible(
            self._scale_wanted and not by_class and self.width() >= self._theme.px(WITH_SCALE)
        )
        # While it is painted, the tools show the classes.
        self._classes.setVisible(by_class and not self.bench.on)
        if by_class:
            self._classes.show_classes(self._session.samples.classes)
        else:
            self._scale.show_map("area", scale_texts(decision.low, decision.high))


def slice_note(experiment: Experiment) -> str:
    """Say what the inputs that are not axes are held at; nothing where there is none."""
    names = experiment.data.source.available_inputs
    axes = {names[axis] for axis in experiment.view.slice_axes}
    others = [name for name in experiment.data.inputs if name not in axes]
    if not others:
        return ""
    which = f"“{others[0]}”" if len(others) == 1 else f"{len(others)} other columns"
    return f"Slice: {which} at the mean"


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].strip()}…"


def _columns(inputs: np.ndarray, names: tuple[str, ...], chosen: list[str]) -> np.ndarray:
    """Return two columns of the inputs by name; one that is off lies at 0."""
    at = [inputs[:, names.index(name)] if name in names else np.zeros(len(inputs)) for name in chosen]
    return np.stack(at, axis=1)
