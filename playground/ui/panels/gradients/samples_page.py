"""The view “Samples”: each sample's gradient, so that what a batch leaves to chance can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from playground.session import gradient_words
from playground.ui.panels.gradients.page import Page
from playground.ui.panels.gradients.titled import Titled
from playground.ui.plots.cloud_plot import CloudPlot
from playground.ui.theme.numbers import format_percent, format_significant
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import CloudPlane, GradientCloud, Probe

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

SIDE = 208
TITLE = "Gradient of each sample"
PLANES = [(CloudPlane.STEPS.value, "Last two steps"), (CloudPlane.BEST.value, "Best plane")]
KEY = (
    "● a sample along the full gradient, ◆ against it; ringed: in the next batch. "
    "Dashed: one standard error of a batch's mean."
)
TIP = (
    "Of the loss alone, without penalty and dropout, all at the present weights. "
    f"{KEY} The plane of the last two steps is known after two steps, for networks up to 30 000 parameters"
)
NONE = "–"


class SamplesPage(Page):
    """The cloud, beside its numbers."""

    KEY, TEXT = "samples", "Samples"
    TIP = "Each sample's own gradient: why a batch does not point quite where all samples do"

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cloud: GradientCloud | None = None
        self._obstacle = ""
        self._shape: tuple[object, object] | None = None
        self.plot = CloudPlot(theme, self)
        self.planes = MenuChip(theme, "Plane", PLANES, self)
        self.full, self.noise = Metric(theme, "Full |∂L/∂w|", self), Metric(theme, "Chance, ± of it", self)
        self.angle, self.usual = Metric(theme, "Next batch off by", self), Metric(theme, "Usually", self)
        self._key = Label(theme, KEY, self, role="caption", token="ink3", wrap=True)
        self._titled = Titled(theme, TITLE, self.plot, self, control=self.planes)
        self._numbers = QGridLayout()
        self._lay_out(theme)
        set_tip(self.planes, "The plane, of all directions, that the gradients are shown in")
        set_tip(self.plot, TIP)
        set_tip(self.noise, "Root mean square of how far a batch's mean lies from the full gradient")
        set_tip(self.angle, "Angle between the next batch's gradient and the full one, in all directions")
        set_tip(self.usual, "The angle to be expected of a batch of this size, by the samples' covariance")
        self.planes.chosen.connect(self._turn)

    @property
    def probes(self) -> frozenset[Probe]:
        """The cloud, where there can be one."""
        return frozenset() if self._obstacle else frozenset({Probe.GRADIENT_CLOUD})

    @property
    def plane(self) -> CloudPlane:
        """The plane that is asked for."""
        return CloudPlane(self.planes.choice())

    def sentence(self) -> str:
        """Say how far chance leads a batch, or why that is not known."""
        return self._obstacle if self._cloud is None else gradient_words.cloud_words(self._cloud)

    def show_experiment(self, experiment: Experiment) -> None:
        """Forget the gradients of another network or of other samples."""
        shape = experiment.network, experiment.data
        if shape != self._shape:
            self._shape = shape
            self._obstacle = gradient_words.cloud_obstacle(experiment.parameter_count)
            self.plot.set_invitation(self._obstacle)
            self._show(None)

    def show_probe(self, probe: Probe, value: Any) -> None:
        """Draw the newest cloud."""
        if probe is Probe.GRADIENT_CLOUD:
            self._show(value)

    def _show(self, cloud: GradientCloud | None) -> None:
        self._cloud = cloud
        self.plot.show_cloud(cloud)
        self._titled.title.setText(TITLE if cloud is None else gradient_words.cloud_place(cloud))
        self.plot.setAccessibleDescription(self.sentence())
        if cloud is None:
            for each in (self.full, self.noise, self.angle, self.usual):
                each.show_value(NONE)
            return
        self.full.show_value(format_significant(cloud.full_length))
        told = gradient_words.tells_chance(cloud)
        self.noise.show_value(NONE if cloud.noise is None or not told else format_percent(cloud.noise))
        self.angle.show_value(NONE if cloud.angle is None else gradient_words.degrees(cloud.angle))
        self.usual.set_caption(f"Usual for {cloud.batch_size}")
        self.usual.show_value(
            "about " + gradient_words.degrees(cloud.typical[0][1]) if cloud.typical and told else NONE
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the key to the tooltip where there is no room for it."""
        super().resizeEvent(event)
        key = self._key.heightForWidth(self._theme.px(SIDE)) + self._theme.px(6)
        self._key.setVisible(self._numbers.sizeHint().height() + key <= self.height())

    def _turn(self) -> None:
        self.planes.updateGeometry()
        self.wants_changed.emit()

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 14)
        side = QWidget(self)
        column, numbers = QVBoxLayout(side), self._numbers
        Spacing(theme, side, column, 6)
        Spacing(theme, side, numbers, 6)
        for place, metric in enumerate((self.full, self.noise, self.angle, self.usual)):
            numbers.addWidget(metric, place // 2, place % 2)
        column.addLayout(numbers)
        column.addWidget(self._key)
        column.addStretch(1)
        row.addWidget(self._titled, 1)
        row.addWidget(side)
        self._side = side
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._side.setFixedWidth(self._theme.px(SIDE))
