"""How far each layer stretches over many samples, and the map that samples are picked on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.jacobian import ForwardMode, largest_stretch
from playground.document.errors import ExperimentError
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.questions import JacobianMap, JacobianSpread
from playground.worker.snapshots import DecisionMap, InputGradients, Probe
from playground.worker.studies.jacobian_base import base_of, running_jacobians, stages_of
from playground.worker.studies.objective import TOO_LARGE, too_large

if TYPE_CHECKING:
    from playground.worker.questions import JacobianMapQuestion
    from playground.worker.run import Run

MOST_SAMPLES = 200
MOST_WORK = 1e8
PER_ROOT = 20  # what an eigenvalue costs for each cube of its matrix's side


def spread_of(run: Run) -> JacobianSpread:
    """Return the largest singular values of the first samples, as many as take a few milliseconds."""
    every = len(run.samples.train_inputs)
    count = min(every, affordable(run))
    base = base_of(run, slice(0, count))
    of = ForwardMode(run.network, base.inputs(base.points))
    jacobians = running_jacobians(base, of)
    if not max(np.abs(each).max(initial=0.0) for each in jacobians) < TOO_LARGE:
        raise too_large("Jacobian")
    largest = [largest_stretch(each) for each in jacobians]
    low, middle, high = np.percentile(largest, (10, 50, 90), axis=1)
    return JacobianSpread(stages_of(base), low, middle, high, count, every, run.step, run.epoch)


def affordable(run: Run) -> int:
    """Return of how many samples the Jacobians are looked at; raise `ExperimentError` if of none."""
    points = run.samples.train_points
    dimensions = run.network.inputs if points is None else points.shape[1]
    widths = run.network.widths
    pairs = pairwise(widths)
    through = sum(below * above for below, above in pairs) * dimensions
    roots = sum(min(each, dimensions) ** 3 for each in widths[1:]) * PER_ROOT
    count = min(int(MOST_WORK / (through + roots)), MOST_SAMPLES)
    if count < 1:
        raise ExperimentError(
            "Jacobian", "the network is too wide to be followed over many samples.", "Take fewer neurons."
        )
    return count


def map_of(run: Run, question: JacobianMapQuestion) -> JacobianMap:
    """Return the decision map of the run as it stands."""
    watch = Watch(frozenset({Probe.DECISION_MAP}), slice_axes=question.slice_axes, map_size=question.side)
    probes = Probes(run, watch)
    decision = probes.compute(Probe.DECISION_MAP)
    if not isinstance(decision, DecisionMap):
        raise ExperimentError("Map", "a number in it is not finite.", "Reset the network.")
    field = probes.compute(Probe.INPUT_GRADIENTS) if question.field else None
    return JacobianMap(decision, field if isinstance(field, InputGradients) else None)
