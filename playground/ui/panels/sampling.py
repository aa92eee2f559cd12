"""How a generated set is drawn: the settings below the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.choices import Task
from playground.document.sources import GeneratedSource
from playground.session.previews import usual_samples
from playground.ui.theme.numbers import PERCENT, WHOLE
from playground.ui.widgets.label import Label
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.stepper import Stepper
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

GAP = 2
SAMPLES_TIP = "How many points are drawn; double-click for the usual number of this set"
NOISE_TIP = "How far points stray; training begins anew"
TWO_TIP = "How many of the points are meant to be +1; with few of them a lazy guess is often right"
MANY_TIP = "At 50 % as many of class A as of each other one; at 10 % a ninth as many, at 90 % nine times"


class SamplingSettings(QWidget):
    """Samples, noise, balance and classes, each where it means something."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.samples = Slider(
            theme,
            "Samples",
            Scale.log(*limits.SAMPLES),
            self,
            default=500,
            notation=WHOLE,
            whole=True,
            widest="10 000",
        )
        self.noise = _percent(theme, "Noise", limits.NOISE, 0.0, self)
        self.balance = _percent(theme, "Share of +1", limits.BALANCE, 0.5, self)
        self.classes = Stepper(theme, "One class fewer", "One class more", self)
        self._classes_row = QWidget(self)
        self._lay_out(theme)
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings that the source has."""
        source = experiment.data.source
        generated = isinstance(source, GeneratedSource)
        self.samples.setVisible(generated)
        self.noise.setVisible(generated)
        self.balance.setVisible(generated and source.task is Task.CLASSIFICATION)
        self._classes_row.setVisible(isinstance(source, GeneratedSource) and source.dataset.many_classes)
        if isinstance(source, GeneratedSource):
            self._show_drawing(source)

    def _show_drawing(self, source: GeneratedSource) -> None:
        usual = usual_samples(source.dataset)
        self.samples.set_default(usual)
        self.samples.show_value(source.samples or usual)
        self.noise.show_value(source.noise)
        many = source.class_count > 2
        self.balance.set_label("Weight of class A" if many else "Share of +1")
        set_tip(self.balance, MANY_TIP if many else TWO_TIP)
        self.balance.show_value(source.balance)
        self.classes.show_text(str(source.class_count))
        fewest, most = limits.GENERATED_CLASSES
        self.classes.set_limits(
            fewer="" if source.class_count > fewest else f"There are at least {fewest} classes",
            more="" if source.class_count < most else f"There are at most {most} classes",
        )

    def _lay_out(self, theme: Theme) -> None:
        for slider, text in ((self.samples, SAMPLES_TIP), (self.noise, NOISE_TIP)):
            set_tip(slider, text)
        for slider in (self.samples, self.noise, self.balance):
            slider.tighten()
        classes = QHBoxLayout(self._classes_row)
        Spacing(theme, self._classes_row, classes, 4)
        classes.addWidget(Label(theme, "Classes", self, role="slider", token="ink2"), 1)
        classes.addWidget(self.classes)
        column = QVBoxLayout(self)
        Spacing(theme, self, column, GAP)
        for part in (self._classes_row, self.samples, self.noise, self.balance):
            column.addWidget(part)

    def _connect(self) -> None:
        edit = self._session.edit
        self.samples.moved.connect(self._set_samples)
        self.noise.moved.connect(
            lambda value: edit("Noise", edits.set_noise, value, gesture=self.noise.gesture)
        )
        self.balance.moved.connect(
            lambda value: edit("Balance", edits.set_balance, value, gesture=self.balance.gesture)
        )
        self.classes.increased.connect(lambda: self._change_classes(1))
        self.classes.decreased.connect(lambda: self._change_classes(-1))

    def _set_samples(self, value: float) -> None:
        source = self._session.experiment.data.source
        if isinstance(source, GeneratedSource):
            # The usual number is not kept as a choice: another set then has its own.
            samples = 0 if round(value) == usual_samples(source.dataset) else round(value)
            self._session.edit("Samples", edits.set_samples, samples, gesture=self.samples.gesture)

    def _change_classes(self, by: int) -> None:
        count = self._session.experiment.data.source.class_count + by
        self._session.edit("Classes", edits.set_class_count, count)


def _percent(
    theme: Theme, label: str, bounds: tuple[float, float], default: float, parent: QWidget
) -> Slider:
    return Slider(
        theme,
        label,
        Scale.linear(*bounds, 0.05),
        parent,
        default=default,
        notation=PERCENT,
        widest="00 %",
    )
