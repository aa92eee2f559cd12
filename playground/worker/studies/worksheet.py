"""The sheet that is filled in by hand: each box with its true number, and those of likely mistakes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from playground.engine.activations import ACTIVATIONS
from playground.worker.questions import (
    Box,
    BoxKind,
    ChainQuestion,
    Product,
    WorksheetAnswer,
)
from playground.worker.studies import slips
from playground.worker.studies.chain import study_chain
from playground.worker.studies.slips import tolerance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playground.engine.arrays import Array
    from playground.worker.questions import ChainAnswer, WorksheetQuestion
    from playground.worker.run import Run

MOST_NEURONS, MOST_INPUTS = 12, 12
MOST_GRADIENTS = 16
OF_STEP = 0.05  # how far off a new weight may be, of the step that leads to it


def study_worksheet(run: Run, question: WorksheetQuestion) -> WorksheetAnswer:
    """Return the sheet of the run as it stands; raise `ExperimentError` where there is none."""
    wanted = ChainQuestion(question.parameter, question.extent, question.sample, question.path, most_paths=1)
    chain = study_chain(run, wanted)
    sheet = _Boxes(run, chain)
    return WorksheetAnswer(
        parameter=chain.parameter,
        path=chain.chosen_path.neurons,
        sample=chain.sample,
        whole=sheet.whole,
        input_names=tuple(run.samples.input_names),
        widths=tuple(run.network.widths),
        activations=tuple(layer.activation for layer in chain.layers),
        inputs=_plain(chain.inputs),
        outputs=_plain(chain.outputs),
        target=_plain(chain.target),
        loss_name=chain.loss_name,
        smoothing=run.experiment.training.label_smoothing,
        learning_rate=chain.learning_rate,
        boxes=tuple(sheet.all()),
        weights=zlib.crc32(np.ascontiguousarray(run.network.parameters).tobytes()),
        step=chain.step,
        epoch=chain.epoch,
    )


def _plain(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(each) for each in values)


class _Boxes:
    """The boxes of one moment: of the whole network where it is small, else along one path."""

    def __init__(self, run: Run, chain: ChainAnswer) -> None:
        self._chain, self._layers = chain, chain.layers
        self._last = len(chain.layers) - 1
        widths = run.network.widths
        self.whole = sum(widths[1:]) <= MOST_NEURONS and widths[0] <= MOST_INPUTS
        self._every_gradient = self.whole and run.network.size <= MOST_GRADIENTS
        self._weights = [
            np.asarray(run.network.weights(layer), np.float64) for layer in range(len(widths) - 1)
        ]

    def all(self) -> Iterator[Box]:
        """Yield them in the order of computation."""
        start = self._chain.parameter.layer
        for layer in range(0 if self.whole else start, self._last + 1):
            for unit in self._units(layer):
                yield self._sum(layer, unit)
                if not self._is_plain_output(layer):
                    yield self._activation(layer, unit)
        yield self._loss()
        for layer in range(self._last, -1 if self._every_gradient else start - 1, -1):
            for unit in self._units(layer):
                if self._every_gradient or layer > start or unit == self._chain.parameter.target:
                    yield self._delta(layer, unit)
        yield from self._gradients()
        yield self._update()

    def _units(self, layer: int) -> range:
        if self.whole:
            return range(len(self._layers[layer].sums))
        unit = self._chain.chosen_path.neurons[layer - self._chain.parameter.layer]
        return range(unit, unit + 1)

    def _below(self, layer: int) -> range:
        """Return the units of the layer below that are told of one by one."""
        if self.whole:
            return range(len(self._read_by(layer)))
        if layer > self._chain.parameter.layer:
            return self._units(layer - 1)
        source = self._chain.parameter.source
        return range(0) if source is None else range(source, source + 1)

    def _read_by(self, layer: int) -> Array:
        return self._chain.inputs if layer == 0 else self._layers[layer - 1].values

    def _is_plain_output(self, layer: int) -> bool:
        return layer == self._last and ACTIVATIONS[self._layers[layer].activation].identity

    def _bias(self, layer: int, unit: int) -> float | None:
        biases = self._layers[layer].biases
        return float(biases[unit]) if biases.size else None

    def _sum(self, layer: int, unit: int) -> Box:
        z, read, weights = float(self._layers[layer].sums[unit]), self._read_by(layer), self._weights[layer]
        products = tuple(
            Product(source, unit, float(weights[source, unit]), float(read[source]))
            for source in self._below(layer)
        )
        bias, others = self._bias(layer, unit), len(read) - len(products)
        told = sum(each.weight * each.value for each in products) + (bias or 0.0)
        terms = sum(abs(each.weight * each.value) for each in products) + abs(bias or 0.0)
        of_sums = float(self._layers[layer - 1].sums @ weights[:, unit]) + (bias or 0.0) if layer else z
        return Box(
            BoxKind.SUM,
            layer,
            unit,
            z,
            tolerance_of(z, terms),
            products=products,
            rest=z - told if others else 0.0,
            others=others,
            bias=bias,
            slips=slips.of_sum(z, bias, of_sums),
        )

    def _activation(self, layer: int, unit: int) -> Box:
        of = self._layers[layer]
        z, a, slope = float(of.sums[unit]), float(of.values[unit]), float(of.slopes[unit])
        tolerance = tolerance_of(a, slope * z)
        return Box(BoxKind.ACTIVATION, layer, unit, a, tolerance, value=z, slips=slips.of_activation(a, z))

    def _loss(self) -> Box:
        chain = self._chain
        terms = float(np.abs(chain.by_output * chain.outputs).sum())
        tolerance = tolerance_of(chain.loss, terms)
        found = slips.of_loss(chain.loss, chain.loss_name)
        return Box(BoxKind.LOSS, self._last + 1, 0, chain.loss, tolerance, slips=found)

    def _delta(self, layer: int, unit: int) -> Box:
        of = self._layers[layer]
        delta, slope = float(of.deltas[unit]), float(of.slopes[unit])
        own, z = float(of.values[unit]), float(of.sums[unit])
        products: tuple[Product, ...] = ()
        rest, others = 0.0, 0
        if layer == self._last:
            arriving = terms = float(self._chain.by_output[unit])
        else:
            weights, above = self._weights[layer + 1][unit], self._layers[layer + 1].deltas
            told = self._units(layer + 1)
            products = tuple(Product(unit, to, float(weights[to]), float(above[to])) for to in told)
            arriving, others = float(weights @ above), len(above) - len(products)
            rest = arriving - sum(each.weight * each.value for each in products) if others else 0.0
            terms = sum(abs(each.weight * each.value) for each in products)
        return Box(
            BoxKind.DELTA,
            layer,
            unit,
            delta,
            tolerance_of(delta, slope * terms),
            products=products,
            rest=rest,
            others=others,
            value=z,
            own=own,
            slope=slope,
            factor=float(self._chain.by_output[unit]) if layer == self._last else 0.0,
            slips=slips.of_delta(delta, arriving, own),
        )

    def _gradients(self) -> Iterator[Box]:
        parameter = self._chain.parameter
        if not self._every_gradient:
            yield self._gradient(parameter.layer, parameter.source, parameter.target)
            return
        for layer, of in enumerate(self._layers):
            for unit in range(len(of.sums)):
                for source in range(len(self._read_by(layer))):
                    yield self._gradient(layer, source, unit)
                if of.biases.size:
                    yield self._gradient(layer, None, unit)

    def _gradient(self, layer: int, source: int | None, unit: int) -> Box:
        of = self._layers[layer]
        delta, own = float(of.deltas[unit]), float(of.values[unit])
        read = 1.0 if source is None else float(self._read_by(layer)[source])
        slope = delta * read
        return Box(
            BoxKind.GRADIENT,
            layer,
            unit,
            slope,
            tolerance_of(slope, slope),
            source=source,
            value=read,
            factor=delta,
            slips=slips.of_gradient(slope, delta, own, is_bias=source is None),
        )

    def _update(self) -> Box:
        chain, parameter = self._chain, self._chain.parameter
        value, slope, rate = chain.value, chain.sample_derivative, chain.learning_rate
        step = -rate * slope
        return Box(
            BoxKind.UPDATE,
            parameter.layer,
            parameter.target,
            value + step,
            abs(OF_STEP * step) if step else tolerance_of(value, value),
            source=parameter.source,
            value=value,
            factor=slope,
            slips=slips.of_update(value, slope, rate),
        )
