"""The data: the gallery of sets, noise, training share and batch size, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.sources import TableSource
from playground.ui.panels.data_seed import DataSeed
from playground.ui.panels.features_section import FeaturesSection
from playground.ui.panels.gallery import Gallery
from playground.ui.panels.legend import PointLegend
from playground.ui.panels.options.running import BATCH_HELD
from playground.ui.panels.sampling import SamplingSettings
from playground.ui.theme.numbers import PERCENT
from playground.ui.widgets.batch import BatchSlider
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

GAP = 3
SHARE_TIP = "How many samples are trained on; the others test what was learnt"
PAINT_TIP = "Begin an empty set and paint its points on the decision map"
STANDARDIZE_TIP = "Give each column the mean 0 and the deviation 1; training begins anew"


class DataPanel(Panel):
    """Edits where the samples come from and how they are used."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Data", parent)
        self._session = session
        self.gallery = Gallery(theme, session, self)
        self.seed = DataSeed(theme, session, actions["resample"], self)
        self.sampling = SamplingSettings(theme, session, self)
        self._share = Slider(
            theme,
            "Training share",
            Scale.linear(*limits.TRAIN_SHARE, 0.1),
            self,
            default=0.5,
            notation=PERCENT,
            widest="100 %",
        )
        self._batch = BatchSlider(theme, limits.ALL_SAMPLES, self)
        for slider in (self._share, self._batch):
            slider.tighten()
        self._standardize = Switch(theme, "Standardise", self)
        self.features = FeaturesSection(theme, session, self)
        self._legend = PointLegend(theme, self)
        self._paint = TextButton(theme, "Paint", self, icon="pencil")
        self._load = TextButton(theme, "Load CSV", self, icon="folder-open", shortcut="Ctrl+L")
        self._lay_out(theme)
        self._connect(actions)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the chosen set and its settings."""
        source = experiment.data.source
        self._standardize.setVisible(isinstance(source, TableSource))
        if isinstance(source, TableSource):
            self._standardize.show_on(source.standardize)
        self.seed.show_experiment(experiment)
        self.sampling.show_experiment(experiment)
        self._share.show_value(experiment.data.train_share)
        self.show_training(experiment)
        self.gallery.show_experiment(experiment)
        self.features.show_experiment(experiment)
        self._legend.show_samples(self._session.samples)

    def show_training(self, experiment: Experiment) -> None:
        """Show what of the panel is a setting of training."""
        self._batch.show_samples(len(self._session.samples.train_labels))
        self._batch.show_value(experiment.training.batch_size)
        self._batch.show_held(BATCH_HELD if experiment.training.optimizer.second_order else "")

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        self._paint.clicked.connect(actions["paint_own"].trigger)
        self._load.clicked.connect(actions["load_csv"].trigger)
        edit = self._session.edit
        self._standardize.switched.connect(lambda on: edit("Standardise", edits.set_standardize, on))
        self._share.moved.connect(
            lambda value: edit("Training share", edits.set_train_share, value, gesture=self._share.gesture)
        )
        self._batch.moved.connect(
            lambda value: edit("Batch size", edits.set_batch_size, round(value), gesture=self._batch.gesture)
        )

    def _lay_out(self, theme: Theme) -> None:
        set_tip(self._standardize, STANDARDIZE_TIP)
        set_tip(self._share, SHARE_TIP)
        set_tip(self._paint, PAINT_TIP)
        self._paint.setAccessibleName("Paint your own data")
        content = QWidget(self)
        column = QVBoxLayout(content)
        Spacing(theme, content, column, GAP)
        for part in (
            self.gallery,
            Rule(theme, self),
            self.seed,
            self.sampling,
            self._standardize,
            self._share,
            self._batch,
            Rule(theme, self),
            self.features,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolling(content, self), 1)
        self.body.addWidget(self._legend)
        sources = QHBoxLayout()
        Spacing(theme, self, sources, 4)
        for button in (self._paint, self._load):
            sources.addWidget(button, 1)
        self.body.addLayout(sources)


def scrolling(content: QWidget, parent: QWidget) -> QScrollArea:
    """Return the content in an area that scrolls up and down where it is too tall, and shows no frame."""
    area = QScrollArea(parent)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumWidth(content.minimumSizeHint().width())
    for part in (area.viewport(), content):
        part.setAutoFillBackground(False)
    return area


class Rule(QFrame):
    """A hairline between two parts of a panel."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(1)
        self.setAutoFillBackground(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), self._theme.color("line"))
        self.setPalette(palette)
