"""The loss, what the network is made of, and how its first weights are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits, limits
from playground.document.choices import Activation, Initializer, Loss, Precision
from playground.session.wording import ACTIVATIONS, INITIALIZERS, LOSSES, PRECISIONS, output_in_words
from playground.ui.panels.options.section import Section
from playground.ui.theme.numbers import PERCENT, WHOLE
from playground.ui.widgets.label import Label
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

LOSS_TIP = "What training makes small"
SMOOTHING_TIP = (
    "This share of each label's certainty is given to all classes alike, so that the network is not driven "
    "to be surer than it can be. The losses that are shown are those of the softened labels."
)
SEED_TIP = "Of the first weights: the same number draws the same ones"


class LossSection(Section):
    """The loss, and softer labels where it compares probabilities."""

    title = "Loss and output"

    def _build(self) -> None:
        self.loss = self._combo("Loss", LOSSES, edits.set_loss, Loss, LOSS_TIP)
        self.output = Label(self._theme, "", self, role="caption", token="ink3", wrap=True)
        self._add(self.output)
        self.smoothing = self._slider(
            "Label smoothing",
            Scale.linear(0.0, 0.5, 0.01),
            edits.set_label_smoothing,
            SMOOTHING_TIP,
            default=0.0,
            notation=PERCENT,
            widest="00 %",
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the loss; those that the target does not allow say why."""
        why = {loss: edits.why_unfit(loss, experiment.data.source) for loss in LOSSES}
        reasons = {loss.value: f"{LOSSES[loss]} {reason}" for loss, reason in why.items() if reason}
        self.loss.forbid(reasons)
        self.loss.show_choice(experiment.network.loss.value)
        self.output.setText(output_in_words(experiment))
        set_tip(self.loss.box, " ".join([f"{LOSS_TIP}.", *reasons.values()]) if reasons else LOSS_TIP)
        self.smoothing.setVisible(experiment.smooths_labels)
        self.smoothing.show_value(experiment.training.label_smoothing)


class NetworkSection(Section):
    """Activation, first weights and precision."""

    title = "Network"

    def _build(self) -> None:
        self.activation = self._combo(
            "Activation",
            ACTIVATIONS,
            edits.set_activation,
            Activation,
            "What each hidden neuron makes of its weighted sum",
        )
        self.initializer = self._combo(
            "First weights",
            INITIALIZERS,
            edits.set_initializer,
            Initializer,
            "How the first weights are drawn; training begins anew",
        )
        self.seed = self._field(
            "Seed",
            limits.SEED,
            edits.set_network_seed,
            SEED_TIP,
            whole=True,
            notation=WHOLE,
            widest="2 000 000 000",
        )
        self.precision = self._combo(
            "Precision",
            PRECISIONS,
            edits.set_precision,
            Precision,
            "How many digits each number has; single takes half the memory",
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings; one activation only where all layers share it."""
        used = {layer.activation for layer in experiment.network.hidden}
        self.activation.setVisible(len(used) == 1)
        if len(used) == 1:
            self.activation.show_choice(next(iter(used)).value)
        self.initializer.show_choice(experiment.network.initializer.value)
        self.seed.show_value(experiment.network.seed)
        self.precision.show_choice(experiment.network.precision.value)
