"""The optimiser with the constants that it has, the penalty on weights, and the limit of gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.document.choices import Optimizer, Regularization
from playground.document.second_order import why_not_usable
from playground.document.training_choices import CONSTANTS, Clipping
from playground.session.wording import CLIPPINGS, OPTIMIZERS, REGULARIZATIONS
from playground.ui.panels.options.section import Section
from playground.ui.theme.numbers import RATE, Notation, format_compact, parse_number
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.document.experiment import Experiment

SHARES = (0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999)
EPSILONS = tuple(float(f"1e{power}") for power in range(-12, 1))
DECAYS = (0, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
RATES = (0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
OPTIMIZER_TIP = (
    "How a gradient becomes a step. Newton and L-BFGS use all samples in each step, η = 1 to begin with, and "
    "refuse a step that would raise the loss"
)
DAMPING_TIP = (
    "The first μ in (H + μ)⁻¹∇L: a larger one makes steps shorter and turns them downhill. It shrinks after "
    "good steps and grows after bad ones; when you move this in mid-run, μ changes by as much"
)
MEMORY_TIP = "From how many of the last steps L-BFGS learns how the loss bends"
NAMED = ("momentum", "rho", "beta1", "beta2", "epsilon", "weight_decay", "initial_damping", "lbfgs_memory")
MEMORIES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50)
DAMPINGS = tuple(float(f"1e{power}") for power in range(-9, 7))
KEEPS_GRADIENTS = "What part of its running mean of gradients the optimiser keeps in each step"
KEEPS_SQUARES = "What part of its running mean of squared gradients the optimiser keeps in each step"
# Three digits would make 1 of 0.9995.
SHARE = Notation(lambda value: format_compact(value, 5), parse_number)


def forbidden(experiment: Experiment) -> dict[str, str]:
    """Return which optimisers this network can't be trained by, and why."""
    return {each.value: reason for each in Optimizer if (reason := why_not_usable(experiment, each))}


class OptimizerSection(Section):
    """How a gradient becomes a step."""

    title = "Optimiser"

    def _build(self) -> None:
        self.optimizer = self._combo("Rule", OPTIMIZERS, edits.set_optimizer, Optimizer, OPTIMIZER_TIP)
        self.momentum = self._slider(
            "Momentum β",
            Scale.linear(0.0, 0.99, 0.01),
            edits.set_momentum,
            "What part of the last step is taken again",
            default=0.9,
        )
        self.rho = self._share("Kept share ρ", edits.set_rho, KEEPS_SQUARES, 0.9)
        self.beta1 = self._share("Kept share β₁", edits.set_beta1, KEEPS_GRADIENTS, 0.9)
        self.beta2 = self._share("Kept share β₂", edits.set_beta2, KEEPS_SQUARES, 0.999)
        self.epsilon = self._slider(
            "Floor ε",
            Scale.explicit(EPSILONS),
            edits.set_epsilon,
            "Added to the root that a step is divided by, so that it is never zero",
            default=1e-8,
            notation=RATE,
            widest="0.00000",
        )
        self.weight_decay = self._slider(
            "Weight decay λ",
            Scale.explicit(DECAYS),
            edits.set_weight_decay,
            "Each step takes the part ηλ off every weight; biases are left alone",
            default=0.01,
            notation=RATE,
            widest="0.00000",
        )

        self.initial_damping = self._slider(
            "Initial damping μ",
            Scale.explicit(DAMPINGS),
            edits.set_initial_damping,
            DAMPING_TIP,
            default=1e-3,
            notation=RATE,
            widest="0.00000",
        )
        self.lbfgs_memory = self._count()

    def _count(self) -> Slider:
        label = "Steps kept"
        slider = Slider(
            self._theme, label, Scale.explicit(MEMORIES), self, default=10, whole=True, widest="100"
        )
        slider.moved.connect(
            lambda value: self._session.edit(
                label, edits.set_lbfgs_memory, round(value), gesture=slider.gesture
            )
        )
        self._add(slider, MEMORY_TIP)
        return slider

    def _share(self, label: str, function: Callable[..., Experiment], tip: str, default: float) -> Slider:
        return self._slider(
            label, Scale.explicit(SHARES), function, tip, default=default, notation=SHARE, widest="0.99999"
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the rule and the constants that it has."""
        training = experiment.training
        self.optimizer.forbid(forbidden(experiment))
        self.optimizer.show_choice(training.optimizer.value)
        for name in NAMED:
            slider = getattr(self, name)
            slider.setVisible(name in CONSTANTS[training.optimizer])
            slider.show_value(getattr(training, name))


class RegularizationSection(Section):
    """The penalty on large weights."""

    title = "Regularisation"

    def _build(self) -> None:
        self.kind = self._combo(
            "Penalty",
            REGULARIZATIONS,
            edits.set_regularization,
            Regularization,
            "What large weights cost: L1 counts |w|, L2 counts w²/2",
        )
        self.rate = self._slider(
            "Regularisation rate",
            Scale.explicit(RATES),
            edits.set_regularization_rate,
            "How much the penalty counts beside the loss",
            default=0.001,
            notation=RATE,
            widest="0.00000",
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the penalty, and its size where there is one."""
        training = experiment.training
        self.kind.show_choice(training.regularization.value)
        self.rate.setVisible(training.regularization is not Regularization.NONE)
        self.rate.show_value(training.regularization_rate)


class ClippingSection(Section):
    """The limit of gradients."""

    title = "Gradient clipping"

    def _build(self) -> None:
        self.kind = self._combo(
            "Cut",
            CLIPPINGS,
            edits.set_clipping,
            Clipping,
            "Each entry is cut to ± the limit; the length of all keeps the direction and shortens the step",
        )
        self.limit = self._slider(
            "Limit",
            Scale.log(1e-3, 1e3),
            edits.set_clip_limit,
            "Gradients above it are cut, before the optimiser sees them",
            default=1.0,
            widest="1 000",
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what is cut, and the limit where something is; nothing is where each step is checked first."""
        training = experiment.training
        self.setVisible(not training.optimizer.second_order)
        self.kind.show_choice(training.clipping.value)
        self.limit.setVisible(training.clipping is not Clipping.NONE)
        self.limit.show_value(training.clip_limit)
