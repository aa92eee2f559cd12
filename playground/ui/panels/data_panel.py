"""The data: the gallery of sets, noise, training share and batch size, and what the marks mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.experiment import Experiment, GeneratedSource, TableSource
from playground.ui.panels.gallery import Gallery
from playground.ui.panels.legend import PointLegend
from playground.ui.theme.numbers import PERCENT, WHOLE
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

BATCHES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
NOISE_TIP = "How far points stray; other points are drawn, and training begins anew"
SHARE_TIP = "How many samples are trained on; the others test what was learnt"
STANDARDIZE_TIP = "Give each column the mean 0 and the deviation 1; training begins anew"
BATCH_TIP = "Samples per step: fewer is noisier, all is the true gradient"


class DataPanel(Panel):
    """Edits where the samples come from and how they are used."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Data", parent)
        self._session = session
        self._resample = IconButton(
            theme, "dices", "Draw the data anew", self, size=30, icon_size=18, quiet=True, shortcut="Ctrl+D"
        )
        self.gallery = Gallery(theme, session, self)
        self._noise = Slider(
            theme,
            "Noise",
            Scale.linear(*limits.NOISE, 0.05),
            self,
            default=0.0,
            notation=PERCENT,
            widest="00 %",
        )
        self._share = Slider(
            theme,
            "Training share",
            Scale.linear(*limits.TRAIN_SHARE, 0.1),
            self,
            default=0.5,
            notation=PERCENT,
            widest="00 %",
        )
        self._batch = Slider(
            theme,
            "Batch size",
            Scale.explicit(BATCHES),
            self,
            default=10,
            notation=WHOLE,
            whole=True,
            widest="10 000",
        )
        self._standardize = Switch(theme, "Standardise", self)
        self._legend = PointLegend(theme, self)
        self._load = TextButton(theme, "Load CSV", self, icon="folder-open", shortcut="Ctrl+L")
        self._lay_out(theme)
        self._connect(actions)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the chosen set and its settings."""
        source = experiment.data.source
        generated = isinstance(source, GeneratedSource)
        self._noise.setVisible(generated)
        self._standardize.setVisible(not generated)
        if isinstance(source, TableSource):
            self._standardize.show_on(source.standardize)
        if isinstance(source, GeneratedSource):
            self._noise.show_value(source.noise)
        self._share.show_value(experiment.data.train_share)
        self._batch.set_scale(Scale.explicit(batch_stops(len(self._session.samples.train_labels))))
        self._batch.show_value(experiment.training.batch_size)
        self.gallery.show_experiment(experiment)
        self._legend.show_samples(self._session.samples)

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        self._resample.clicked.connect(actions["resample"].trigger)
        self._load.clicked.connect(actions["load_csv"].trigger)
        edit = self._session.edit
        self._standardize.switched.connect(lambda on: edit("Standardise", edits.set_standardize, on))
        self._noise.moved.connect(
            lambda value: edit("Noise", edits.set_noise, value, gesture=self._noise.gesture)
        )
        self._share.moved.connect(
            lambda value: edit("Training share", edits.set_train_share, value, gesture=self._share.gesture)
        )
        self._batch.moved.connect(
            lambda value: edit("Batch size", edits.set_batch_size, round(value), gesture=self._batch.gesture)
        )

    def _lay_out(self, theme: Theme) -> None:
        set_tip(self._standardize, STANDARDIZE_TIP)
        for slider, text in ((self._noise, NOISE_TIP), (self._share, SHARE_TIP), (self._batch, BATCH_TIP)):
            set_tip(slider, text)
        self.header.addStretch(1)
        self.header.addWidget(self._resample)
        content = QWidget(self)
        column = QVBoxLayout(content)
        Spacing(theme, content, column, 8)
        for part in (
            self.gallery,
            Rule(theme, self),
            self._noise,
            self._standardize,
            self._share,
            self._batch,
            Rule(theme, self),
        ):
            column.addWidget(part)
        column.addWidget(self._legend)
        column.addStretch(1)
        self.body.addWidget(scrolling(content, self), 1)
        self.body.addWidget(self._load)


def batch_stops(samples: int) -> tuple[int, ...]:
    """Return the batch sizes to choose from, up to the whole training set."""
    most = min(samples, BATCHES[-1])
    return (*(size for size in BATCHES if size < most), max(most, 2))


def scrolling(content: QWidget, parent: QWidget) -> QScrollArea:
    """Return the content in an area that scrolls up and down where it is too tall, and shows no frame."""
    area = QScrollArea(parent)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
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
