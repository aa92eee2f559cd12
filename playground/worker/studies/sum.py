"""A network with one input as a sum of bent lines, at one moment of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.contributions import answered, contributions, zero_places
from playground.calculus.sample_gradients import are_products
from playground.document.errors import ExperimentError
from playground.worker.questions import SumAnswer
from playground.worker.studies.one_input import FIELD, one_input_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from playground.engine.network import Network
    from playground.worker.questions import SumQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats
    from playground.worker.studies.one_input import OneInput

POINTS, FEWER, MANY_UNITS = 241, 121, 48
MOST_POINTS = 500  # training samples that are told


@np.errstate(all="ignore")
def study_sum(run: Run, question: SumQuestion) -> SumAnswer:
    """Answer the question of the run as it stands; raise `ExperimentError` where there is no answer."""
    if not run.experiment.network.hidden:
        raise ExperimentError(
            FIELD, "without a hidden layer the network is one line, not bent anywhere.", "Add a hidden layer."
        )
    one = one_input_of(run)
    network = run.network.copy(np.float64)
    output = min(max(question.output, 0), network.outputs - 1)
    units = network.widths[-2]
    off = tuple(each for each in question.off if 0 <= each < units)
    kept = np.ones(units, bool)
    kept[list(off)] = False
    x = min(max(question.x, one.low), one.high)
    xs = np.linspace(one.low, one.high, POINTS if units <= MANY_UNITS else FEWER)
    # The cursor's own place is one more, so that its terms are of exactly that x.
    parts = contributions(network, one.inputs(np.append(xs, x)), output)
    total, partial = parts.total(), parts.total(kept)
    said = answered(network, total)
    train_x, train_y = _wanted(run, one, output)
    bends, bends_known = _bends(network, one)
    hidden = run.experiment.network.hidden
    return SumAnswer(
        label=one.label,
        low=one.low,
        high=one.high,
        layer=len(hidden),
        activation=hidden[-1].activation.value,
        first_activation=hidden[0].activation.value,
        hidden_layers=len(hidden),
        function=network.output_activation,
        linear=network.output_activation == "linear",
        scored=_is_scored(run),
        outputs=network.outputs,
        output=output,
        xs=xs,
        terms=np.array(parts.terms[:, :-1], np.float64),
        total=np.array(total[:-1], np.float64),
        partial=np.array(partial[:-1], np.float64),
        said=np.array(said[:-1], np.float64),
        weights=np.array(parts.weights, np.float64),
        bias=parts.bias,
        off=off,
        x=x,
        terms_at=np.array(parts.terms[:, -1], np.float64),
        total_at=float(total[-1]),
        partial_at=float(partial[-1]),
        said_at=float(said[-1]),
        bends=bends,
        bends_known=bends_known,
        train_x=train_x,
        train_y=train_y,
        train_samples=len(one.train),
        step=run.step,
        epoch=run.epoch,
    )


def _is_scored(run: Run) -> bool:
    return not run.experiment.network.loss.of_numbers


def _wanted(run: Run, one: OneInput, output: int) -> tuple[Floats, Floats]:
    """Return x of the training samples that are told, and what the output should be there."""
    if _is_scored(run) or run.why_untrainable:
        return np.zeros(0), np.zeros(0)
    every = max(1, -(-len(one.train) // MOST_POINTS))
    return one.train[::every].copy(), np.array(run.train_targets[::every, output], np.float64)


def _bends(network: Network, one: OneInput) -> tuple[Floats, NDArray[np.bool_]]:
    if one.scale is None or not are_products(network):
        return np.zeros(0), np.zeros(0, bool)
    mean, deviation = one.scale
    places = mean + deviation * zero_places(network)
    known = np.isfinite(places)
    return np.where(known, places, 0.0), known
