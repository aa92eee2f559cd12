"""How one parameter moves the loss: every path, and the stations along one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.calculus.chain import Path, paths_from, shares_from
from playground.calculus.chain.brute_force import BruteForce
from playground.calculus.chain.cost import by_deltas, by_paths, every_by_deltas, every_by_paths
from playground.calculus.chain.paths import products_of
from playground.calculus.sample_gradients import are_products
from playground.document.choices import Extent
from playground.document.errors import ExperimentError
from playground.worker import build
from playground.worker.questions import ChainAnswer, ChainLayer, ChainPath, Nudge
from playground.worker.snapshots import Parameter
from playground.worker.studies.evaluations import evaluation_of
from playground.worker.studies.extents import numbers_of, pass_of
from playground.worker.studies.stations import stations_of

if TYPE_CHECKING:
    from playground.engine.arrays import Array
    from playground.worker.questions import ChainQuestion
    from playground.worker.run import Run
    from playground.worker.snapshots import Floats

MOST_TOLD = 2_000  # samples whose own derivatives are told
RAISED = 0.1  # how much the parameter is raised to see what the loss does


def study_chain(run: Run, question: ChainQuestion) -> ChainAnswer:
    """Answer the question of the run as it stands; raise `ExperimentError` where there is no answer."""
    refuse_unfit(run)
    return _Chain(run, question).answer()


def refuse_unfit(run: Run) -> None:
    """Raise `ExperimentError` for a network whose paths cannot be told one by one."""
    run.refuse_untrainable()
    if not are_products(run.network):
        raise ExperimentError(
            "Chain rule",
            "this page follows a weight through dense layers only, without normalisation.",
            "Take convolutions, pooling and normalisation out of the network, or open an example"
            " without them.",
        )


def refuse_missing(run: Run, parameter: Parameter) -> None:
    """Raise `ExperimentError` for a weight or bias that the network does not have."""
    network, there = run.network, False
    if 0 <= parameter.layer < len(network.layers):
        weights, biases = network.split_layer(parameter.layer, network.parameters)
        there = biases.size > 0 if parameter.source is None else 0 <= parameter.source < len(weights)
        there = there and 0 <= parameter.target < weights.shape[1]
    if not there:
        raise ExperimentError("Chain rule", "there is no such weight.", "Pick one in the picture.")


class _Chain:
    """One question about one moment of a run."""

    def __init__(self, run: Run, question: ChainQuestion) -> None:
        self._run, self._question = run, question
        self._experiment = run.experiment
        self._numbers = numbers_of(run, question.extent, question.sample)
        last = len(run.samples.train_inputs) - 1
        self._sample = min(max(question.sample, 0), last)
        self._of_sample = pass_of(run, np.array([self._sample]))
        alone = question.extent is Extent.SAMPLE
        self._of_extent = self._of_sample if alone else pass_of(run, self._numbers)
        self._mean = self._of_extent.mean_gradient()

    def _parameter(self) -> Parameter:
        wanted = self._question.parameter
        if wanted is None:
            return self._steepest()
        refuse_missing(self._run, wanted)
        return wanted

    def _steepest(self) -> Parameter:
        found: list[tuple[float, Parameter]] = []
        for layer, (weights, biases) in enumerate(self._run.network.split(self._mean)):
            source, target = divmod(int(np.abs(weights).argmax()), weights.shape[1])
            found.append((abs(float(weights[source, target])), Parameter(layer, source, target)))
            if biases.size:
                unit = int(np.abs(biases).argmax())
                found.append((abs(float(biases[unit])), Parameter(layer, None, unit)))
        return max(found, key=lambda each: each[0])[1]

    def answer(self) -> ChainAnswer:
        """Put everything together."""
        parameter, of, one = self._parameter(), self._of_extent, self._of_sample
        place = parameter.layer, parameter.source, parameter.target
        paths = paths_from(of, *place, self._question.most_paths)
        shown = paths.shown
        by_sample = of.derivatives(*place)
        derivative = float(by_sample.mean())
        chosen, path = self._choose(shown, parameter)
        values, links = stations_of(one, parameter, path.neurons, self._experiment.network.loss.value)
        alone = self._question.extent is Extent.SAMPLE
        told = 0 if alone or of.samples > MOST_TOLD else of.samples
        widths = self._run.network.widths
        shares, told_each = shares_from(of, *place), self._experiment.shows_parameters
        return ChainAnswer(
            parameter=parameter,
            value=self._value(parameter),
            extent=self._question.extent,
            sample=self._sample,
            train_samples=len(self._run.samples.train_inputs),
            samples=of.samples,
            derivative=derivative,
            sample_derivative=float(one.derivatives(*place)[0]),
            used=self._used(parameter),
            penalty=self._penalty(parameter),
            learning_rate=float(self._run.trainer.learning_rate),
            by_sample=np.array(by_sample[:told]),
            numbers=tuple(int(each) for each in self._numbers[:told]),
            inputs=np.array(one.activations[0][:, 0]),
            target=np.array(one.targets[0]),
            layers=self._layers(),
            outputs=np.array(one.activations[-1][:, 0]),
            by_output=np.array(one.by_output[:, 0]),
            loss_name=self._experiment.network.loss.value,
            loss=float(one.losses(one.activations[-1], 0)[0]),
            extent_loss=of.mean_loss(),
            paths=tuple(ChainPath(each.neurons, each.product) for each in shown),
            path_count=paths.count,
            others=paths.others,
            chosen=chosen,
            chosen_path=ChainPath(path.neurons, path.product),
            values=values,
            links=links,
            by_paths=by_paths(widths, parameter.layer, bias=parameter.source is None),
            by_deltas=by_deltas(widths, parameter.layer, bias=parameter.source is None),
            all_by_paths=every_by_paths(widths),
            all_by_deltas=every_by_deltas(widths),
            drops=any(layer.dropout > 0 for layer in self._experiment.network.hidden),
            step=self._run.step,
            epoch=self._run.epoch,
            unit_shares=tuple(np.array(each, np.float64) for each in shares.units),
            weight_shares=tuple(_told(each, told_each) for each in shares.weights),
            nudge=self._nudge(parameter, derivative),
        )

    def _path(self, neurons: tuple[int, ...], parameter: Parameter) -> Path:
        of = self._of_extent
        read = 1.0 if parameter.source is None else of.activations[parameter.layer][parameter.source]
        return Path(neurons, float((read * products_of(of, parameter.layer, neurons)).mean()))

    def _choose(self, shown: tuple[Path, ...], parameter: Parameter) -> tuple[int, Path]:
        """Return the place and the path that is looked at: the one asked for if it is one, or the largest."""
        wanted = self._question.path
        widths = self._run.network.widths[parameter.layer + 1 :]
        fits = (
            wanted is not None
            and len(wanted) == len(widths)
            and wanted[0] == parameter.target
            and all(0 <= unit < width for unit, width in zip(wanted, widths, strict=True))
        )
        if wanted is None or not fits:
            return 0, shown[0]
        at = next((at for at, each in enumerate(shown) if each.neurons == wanted), -1)
        return at, self._path(wanted, parameter)

    def _entry(self, flat: Array, parameter: Parameter) -> float:
        weights, biases = self._run.network.split_layer(parameter.layer, flat)
        part = biases if parameter.source is None else weights[parameter.source]
        return float(part[parameter.target])

    def _value(self, parameter: Parameter) -> float:
        return self._entry(self._run.network.parameters, parameter)

    def _used(self, parameter: Parameter) -> float:
        """Return the derivative as the engine computes it, in its own precision."""
        run = self._run
        inputs, targets = run.samples.train_inputs[self._numbers], run.train_targets[self._numbers]
        return self._entry(evaluation_of(run).gradient(inputs, targets), parameter)

    def _penalty(self, parameter: Parameter) -> float:
        """Return what the penalty adds: l2 w + l1 sign(w) of a weight, nothing of a bias."""
        if parameter.source is None:
            return 0.0
        penalty, value = build.penalty_of(self._experiment), self._value(parameter)
        return float(penalty.l2 * value + penalty.l1 * np.sign(value))

    def _nudge(self, parameter: Parameter, derivative: float) -> Nudge:
        """Raise the parameter a little, alone, and see what becomes of the loss."""
        place, value = (parameter.layer, parameter.target), self._value(parameter)
        values = np.array([value, value + RAISED])
        before, after = BruteForce(self._of_extent).move(*place, [parameter.source] * 2, values).losses
        return Nudge(RAISED, RAISED * derivative, float(after - before))

    def _layers(self) -> tuple[ChainLayer, ...]:
        of, names = self._of_sample, [layer.activation for layer in self._run.network.layers]  # type: ignore[union-attr]
        shown = self._experiment.shows_parameters
        split = of.network.split(of.network.parameters), of.network.split(self._mean)
        return tuple(
            ChainLayer(
                activation=names[index],
                weights=_told(weights, shown),
                biases=np.array(biases),
                gradient=_told(slopes, shown),
                bias_gradient=np.array(bias_slopes),
                sums=np.array(of.sums[index][:, 0]),
                values=np.array(of.activations[index + 1][:, 0]),
                slopes=np.array(of.slopes[index][:, 0]),
                deltas=np.array(of.deltas[index][:, 0]),
            )
            for index, ((weights, biases), (slopes, bias_slopes)) in enumerate(zip(*split, strict=True))
        )


def _told(values: Array, shown: bool) -> Floats:
    return np.array(values) if shown else np.zeros((0, 0))
