"""The settings that change rarely, in a card of their own: loss, first weights, precision and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.choices import Activation, Initializer, Loss, Optimizer, Precision, Regularization
from playground.session.wording import (
    ACTIVATIONS,
    INITIALIZERS,
    LOSSES,
    OPTIMIZERS,
    PRECISIONS,
    REGULARIZATIONS,
    choices,
)
from playground.ui.theme.numbers import PLAIN, RATE, WHOLE
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from collections.abc import Collection

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

WIDTH = 220
RATES = (0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


class TrainingOptions:
    """Opens the card and keeps it in step with the experiment."""

    def __init__(self, theme: Theme, session: Session, owner: QWidget) -> None:
        self._theme, self._session, self._owner = theme, session, owner
        self._card: OptionsCard | None = None

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings if the card is open."""
        if self._card is not None:
            self._card.show_experiment(experiment)

    def open_below(self, button: QWidget, in_bar: Collection[str]) -> None:
        """Open the card under the button that asked for it, without what already stands in the bar."""
        window = button.window()
        if self._card is None:
            self._card = OptionsCard(self._theme, self._session, window)
        self._card.in_bar = frozenset(in_bar)
        self._card.show_experiment(self._session.experiment)
        corner = button.mapTo(window, QPoint(0, 0))
        self._card.open_below(QRect(corner, button.size()))


class OptionsCard(Popover):
    """The card itself."""

    def __init__(self, theme: Theme, session: Session, window: QWidget) -> None:
        super().__init__(theme, window)
        self._session = session
        self.in_bar: frozenset[str] = frozenset()
        self._loss = LabelledCombo(theme, "Loss", choices(LOSSES), self, width=WIDTH)
        self._initializer = LabelledCombo(theme, "First weights", choices(INITIALIZERS), self, width=WIDTH)
        self._precision = LabelledCombo(theme, "Precision", choices(PRECISIONS), self, width=WIDTH)
        self._activation = LabelledCombo(theme, "Activation", choices(ACTIVATIONS), self, width=WIDTH)
        self._optimizer = LabelledCombo(theme, "Optimiser", choices(OPTIMIZERS), self, width=WIDTH)
        self._momentum = Slider(
            theme, "Momentum β", Scale.linear(0.0, 0.99, 0.01), self, default=0.9, notation=PLAIN
        )
        self._regularization = LabelledCombo(
            theme, "Regularisation", choices(REGULARIZATIONS), self, width=WIDTH
        )
        self._rate = Slider(
            theme,
            "Regularisation rate",
            Scale.explicit(RATES),
            self,
            default=0.001,
            notation=RATE,
            widest="0.00000",
        )
        self._seed = NumberField(
            theme,
            "Seed of the first weights",
            self,
            low=limits.SEED[0],
            high=limits.SEED[1],
            whole=True,
            notation=WHOLE,
            widest="2 000 000 000",
        )
        self.body.addWidget(Label(theme, "More settings", self, role="panel_title"))
        seed = QHBoxLayout()
        seed.addWidget(Label(theme, "Seed of the first weights", self, role="slider", token="ink3"), 1)
        seed.addWidget(self._seed)
        self.body.addWidget(self._loss)
        self.body.addWidget(self._initializer)
        self.body.addLayout(seed)
        for part in (
            self._precision,
            self._activation,
            self._optimizer,
            self._momentum,
            self._regularization,
            self._rate,
        ):
            self.body.addWidget(part)
        self._connect()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings, those only that have an effect."""
        training, network = experiment.training, experiment.network
        fitting = edits.fitting_losses(experiment.data.source)
        self._loss.set_choices(choices({loss: LOSSES[loss] for loss in LOSSES if loss in fitting}))
        self._loss.show_choice(network.loss.value)
        self._loss.setEnabled(len(fitting) > 1)
        self._initializer.show_choice(network.initializer.value)
        self._seed.show_value(network.seed)
        self._precision.show_choice(network.precision.value)
        self._show_activation(experiment)
        self._optimizer.show_choice(training.optimizer.value)
        self._optimizer.setVisible("optimizer" not in self.in_bar)
        self._regularization.setVisible("regularization" not in self.in_bar)
        self._momentum.setVisible(training.optimizer.has_momentum)
        self._momentum.show_value(training.momentum)
        self._regularization.show_choice(training.regularization.value)
        self._rate.setVisible(training.regularization is not Regularization.NONE)
        self._rate.show_value(training.regularization_rate)
        self.adjustSize()

    def _show_activation(self, experiment: Experiment) -> None:
        used = {layer.activation for layer in experiment.network.hidden}
        self._activation.setVisible(len(used) == 1 and "activation" not in self.in_bar)
        if len(used) == 1:
            self._activation.show_choice(next(iter(used)).value)

    def _connect(self) -> None:
        edit = self._session.edit
        self._activation.chosen.connect(lambda key: edit("Activation", edits.set_activation, Activation(key)))
        self._loss.chosen.connect(lambda key: edit("Loss", edits.set_loss, Loss(key)))
        self._initializer.chosen.connect(
            lambda key: edit("First weights", edits.set_initializer, Initializer(key))
        )
        self._precision.chosen.connect(lambda key: edit("Precision", edits.set_precision, Precision(key)))
        self._optimizer.chosen.connect(lambda key: edit("Optimiser", edits.set_optimizer, Optimizer(key)))
        self._regularization.chosen.connect(
            lambda key: edit("Regularisation", edits.set_regularization, Regularization(key))
        )
        self._momentum.moved.connect(
            lambda value: edit("Momentum", edits.set_momentum, value, gesture=self._momentum.gesture)
        )
        self._rate.moved.connect(
            lambda value: edit(
                "Regularisation rate", edits.set_regularization_rate, value, gesture=self._rate.gesture
            )
        )
        self._seed.accepted.connect(lambda value: edit("Seed", edits.set_network_seed, round(value)))
