"""What the network says over the plane of its data, with the points on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Picture, Task
from playground.session.painting import Painting
from playground.ui.panels.decision_picture import DecisionPicture
from playground.ui.panels.decision_points import has_columns
from playground.ui.panels.map_options import BUTTONS, MapOptions
from playground.ui.panels.other_pictures import OtherPictures
from playground.ui.panels.paint_bench import PaintBench
from playground.ui.panels.whose_map import WhoseMap
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from PySide6.QtGui import QAction, QImage, QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, InputGradients, Neuron

LEAST_WIDTH = 300
WITH_SCALE = 350
NARROWEST = 58  # of a chip in the header
LONGEST_NAME = 24  # letters of a column's name in the menu


class DecisionPanel(Panel):
    """The large map; over a table it is a slice along two columns that can be chosen."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        actions: Mapping[str, QAction],
        name_of: Callable[[Neuron], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Decision map", parent)
        self._session = session
        self.picture = DecisionPicture(theme, session, self)
        self.picture.addActions([actions[key] for key in BUTTONS])
        self.map, self.curve, self._classes = self.picture.map, self.picture.curve, self.picture.legend
        self._chosen = session.experiment.view.picture
        self.others = OtherPictures(theme, session, name_of, self)
        self.painting = Painting(session)
        self.bench = PaintBench(theme, self.painting, (self.map, self.curve), self)
        self.whose = WhoseMap(theme, self)
        self.options = MapOptions(theme, session, actions, self)
        self._across = MenuChip(theme, "Column across", [("0", "–")], self)
        self._up = MenuChip(theme, "Column up", [("1", "–")], self)
        self._columns, self._below = QWidget(self), QWidget(self)
        self._test = Switch(theme, "Test points", self)
        self._discrete = Switch(theme, "Discretise", self)
        for chip in (self.others.chip, *self.others.chips, self._across, self._up):
            chip.allow_less(NARROWEST)
        set_tip(self._test, "Show the points kept for testing (T)")
        set_tip(self._discrete, "Show the decision in flat colours (Shift+D)")
        set_tip(
            self.whose,
            "Whose map is drawn: of the output, a neuron or an input (M)",
        )
        set_tip(self._across, "Which column runs across the map")
        set_tip(self._up, "Which column runs up the map")
        self._lay_out(theme)
        self._title.hide()  # the chip says what kind of picture it is
        self._offer_menu(True)
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show points, axes and switches."""
        view = experiment.view
        if view.picture is not self._chosen and view.picture is not Picture.MAP:
            self.bench.set_on(False)
        self._chosen = view.picture
        self._test.show_on(view.show_test)
        self._discrete.show_on(view.discretize)
        self._discrete.setVisible(experiment.task is Task.CLASSIFICATION)
        self.picture.show_experiment(experiment)
        self.set_title("Curve" if self.picture.is_curve else "Decision map")
        self.options.show_experiment(experiment)
        self.bench.show_experiment()
        self._show_chosen(experiment)

    def show_map(self, decision: DecisionMap) -> None:
        """Show a map that the worker computed."""
        self.picture.show_map(decision)
        self.others.show_map(decision)

    def show_gradients(self, field: InputGradients) -> None:
        """Show the input gradients that the worker computed."""
        self.picture.show_gradients(field)

    def mark_sample(self, sample: int | None) -> None:
        """Ring one of the training samples, the nearest number there is; None rings none."""
        self.picture.mark_sample(sample)
        self.others.space.view.mark_sample(sample)

    def mark_samples(self, indices: np.ndarray, of_test: bool) -> None:
        """Light up some of the training or the test samples, none for no indices."""
        self.picture.mark_samples(indices, of_test)

    def minimumSizeHint(self) -> QSize:
        """Allow less than all."""
        return QSize(self._theme.px(LEAST_WIDTH), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the colour scale where there is no room for it."""
        super().resizeEvent(event)
        self.picture.set_scale_fits(self.width() >= self._theme.px(WITH_SCALE))
        self._show_columns(self._session.experiment)

    def name_shown(self, kept: Neuron | None, text: str) -> None:
        """Say whose map it is, and whose stays when the pointer leaves the canvas."""
        self.whose.show_neuron(kept, text)

    def caption(self) -> str:
        """What the map is said to be."""
        return self.whose.shown()

    @property
    def shown_neuron(self) -> Neuron | None:
        """The neuron whose map is painted, None for the output."""
        return None if self.picture.decision is None else self.picture.decision.focus

    def _show_painting(self, on: bool) -> None:
        self.picture.set_painting(on)
        self._offer_menu(not on)
        self._show_chosen(self._session.experiment)

    def _show_chosen(self, experiment: Experiment) -> None:
        """Show the map, or one of the other pictures instead."""
        self.others.show_experiment(experiment, painting=self.bench.on)
        shown = self.others.shown
        self.picture.setVisible(shown is Picture.MAP)
        self._below.setVisible(not self.bench.on and shown is not Picture.HIDDEN_SPACE)
        self._discrete.setVisible(experiment.task is Task.CLASSIFICATION and shown is Picture.MAP)
        self.whose.setVisible(shown is not Picture.HIDDEN_SPACE)
        self._show_columns(experiment)

    def image(self, finer: int = 1) -> QImage:
        """Return the picture that is shown, so many times as sharp as on the screen."""
        return self.picture.image(finer) if self.others.shown is Picture.MAP else self.others.image(finer)

    def numbers(self) -> str:
        """Return the map's numbers as CSV text; "" where there is no map, or another space is shown."""
        return "" if self.others.shown is Picture.HIDDEN_SPACE else self.picture.numbers()

    def _offer_menu(self, offered: bool) -> None:
        """Let the right button open a menu, unless it is painted with."""
        policy = Qt.ContextMenuPolicy
        self.picture.setContextMenuPolicy(policy.ActionsContextMenu if offered else policy.PreventContextMenu)

    def _lay_out(self, theme: Theme) -> None:
        self.header.addWidget(self.others.chip)
        self.header.addWidget(self.whose)
        self.header.addStretch(1)
        for chip in self.others.chips:
            self.header.addWidget(chip)
        self.header.addWidget(self.bench.button)
        self.header.addWidget(self.options)
        columns = QHBoxLayout(self._columns)
        Spacing(theme, self._columns, columns, 8)
        columns.addWidget(self._across)
        columns.addWidget(self._up)
        columns.addStretch(1)
        self.body.addWidget(self._columns)
        self.body.addWidget(self.bench.tools)
        self.body.addWidget(self.picture, 1)
        self.body.addWidget(self.others, 1)
        below = QHBoxLayout(self._below)
        Spacing(theme, self._below, below, 4)
        below.addWidget(self.picture.scale)
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

    def _show_columns(self, experiment: Experiment) -> None:
        table = has_columns(experiment) and self.others.shown is not Picture.HIDDEN_SPACE
        self._columns.setVisible(table)
        if table:
            self._offer_columns(experiment)

    def _offer_columns(self, experiment: Experiment) -> None:
        columns = [
            (str(index), _short(name))
            for index, name in enumerate(experiment.data.source.available_inputs)
            if name in experiment.data.inputs or index in experiment.view.slice_axes
        ]
        for chip, axis in zip((self._across, self._up), experiment.view.slice_axes, strict=True):
            chip.set_choices(columns)
            chip.show_choice(str(axis))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].strip()}…"
