"""Every number of the sheet against a pass forward and back in plain Python."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import pytest

from playground.document import edits
from playground.document.choices import Activation, Dataset, Extent, Loss, Normalization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker.questions import Box, BoxKind, Slip, WorksheetAnswer, WorksheetQuestion
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.desk import study
from tests.worker.tables import experiment_on, table_with

FORWARD = BoxKind.SUM, BoxKind.ACTIVATION
F = {
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "relu": (lambda z: max(z, 0.0), lambda z: float(z > 0)),
    "sigmoid": (lambda z: 1 / (1 + math.exp(-z)), lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2),
    "linear": (lambda z: z, lambda _z: 1.0),
}


@dataclass
class Plain:
    """A network of lists, and what comes of one sample in it."""

    run: Run
    sample: int
    z: list[list[float]] = field(default_factory=list)
    a: list[list[float]] = field(default_factory=list)
    delta: list[list[float]] = field(default_factory=list)
    loss: float = 0.0

    def __post_init__(self) -> None:
        network = self.run.network
        count = len(network.layers)
        self.w = [network.weights(at).tolist() for at in range(count)]
        self.b = [network.biases(at).tolist() or [0.0] * len(self.w[at][0]) for at in range(count)]
        self.f = [layer.activation for layer in network.layers]
        self.a.append(self.run.samples.train_inputs[self.sample].tolist())
        for at in range(count):
            units = range(len(self.w[at][0]))
            sums = [
                sum(a * self.w[at][i][j] for i, a in enumerate(self.a[-1])) + self.b[at][j] for j in units
            ]
            self.z.append(sums)
            self.a.append([F[self.f[at]][0](z) for z in sums])
        self._back()

    def _back(self) -> None:
        target, out = self.run.train_targets[self.sample].tolist(), self.a[-1]
        match self.run.experiment.network.loss.value:
            case "half_squared":
                self.loss = sum((y - t) ** 2 / 2 for y, t in zip(out, target, strict=True))
                arriving = [y - t for y, t in zip(out, target, strict=True)]
            case "binary_cross_entropy":
                self.loss = math.log(1 + math.exp(-target[0] * out[0]))
                arriving = [-target[0] / (1 + math.exp(target[0] * out[0]))]
            case _:
                total = sum(math.exp(y) for y in out)
                self.loss = math.log(total) - out[target.index(1)]
                arriving = [math.exp(y) / total - t for y, t in zip(out, target, strict=True)]
        for at in reversed(range(len(self.w))):
            slopes = [F[self.f[at]][1](z) for z in self.z[at]]
            self.delta.insert(0, [s * g for s, g in zip(slopes, arriving, strict=True)])
            arriving = [sum(w * d for w, d in zip(row, self.delta[0], strict=True)) for row in self.w[at]]

    def number(self, box: Box) -> float:
        """Give what belongs into a box."""
        if box.kind is BoxKind.LOSS:
            return self.loss
        if box.kind is BoxKind.SUM:
            return self.z[box.layer][box.index]
        if box.kind is BoxKind.ACTIVATION:
            return self.a[box.layer + 1][box.index]
        delta = self.delta[box.layer][box.index]
        if box.kind is BoxKind.DELTA:
            return delta
        slope = delta * (1.0 if box.source is None else self.a[box.layer][box.source])
        if box.kind is BoxKind.GRADIENT:
            return slope
        layer = self.b[box.layer] if box.source is None else self.w[box.layer][box.source]
        return layer[box.index] - self.run.trainer.learning_rate * slope


def small(
    sizes: tuple[int, ...] = (2,), activation: Activation = Activation.TANH, loss: Loss = Loss.HALF_SQUARED
) -> Experiment:
    experiment = edits.set_activation(edits.set_hidden(Experiment(), sizes), activation)
    return edits.set_loss(experiment, loss)


def trained(experiment: Experiment, steps: int = 30, **kwargs: object) -> Run:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(steps)
    return run


def sheet_of(
    run: Run, parameter: Parameter | None = None, sample: int = 3, path: tuple[int, ...] | None = None
) -> WorksheetAnswer:
    question = WorksheetQuestion(parameter, Extent.SAMPLE, sample, path)
    ((share, answer),) = study(run, question)
    assert share == 1.0
    assert isinstance(answer, WorksheetAnswer)
    return answer


def box_of(answer: WorksheetAnswer, kind: BoxKind, layer: int, index: int = 0) -> Box:
    return next(each for each in answer.boxes if (each.kind, each.layer, each.index) == (kind, layer, index))


@pytest.mark.parametrize(
    "experiment",
    [
        small(),
        small((3, 2), Activation.SIGMOID),
        small((4,), Activation.RELU, Loss.BINARY_CROSS_ENTROPY),
        edits.set_layer_bias(small((2, 2)), 0, False),
        edits.set_dataset(small((3,)), Dataset.PLANE),
    ],
    ids=("2-2-1", "sigmoid", "cross-entropy", "no bias", "a number"),
)
@pytest.mark.parametrize("parameter", [Parameter(0, 1, 1), Parameter(1, None, 0)])
def test_the_numbers_are_those_of_a_plain_pass(experiment: Experiment, parameter: Parameter) -> None:
    run = trained(experiment)
    answer, plain = sheet_of(run, parameter), Plain(run, 3)
    assert answer.whole
    for box in answer.boxes:
        assert box.expected == pytest.approx(plain.number(box), rel=1e-12, abs=1e-15), box
    kinds = [box.kind for box in answer.boxes]
    loss = kinds.index(BoxKind.LOSS)
    assert set(kinds[:loss]) == set(FORWARD)
    assert kinds[loss + 1 :] == sorted(kinds[loss + 1 :], key=list(BoxKind).index), (
        "back, slopes, then a step"
    )
    assert (answer.inputs, answer.outputs) == (tuple(plain.a[0]), pytest.approx(tuple(plain.a[-1])))


def test_a_small_network_asks_for_every_derivative() -> None:
    answer = sheet_of(trained(small()))
    gradients = {(box.layer, box.source, box.index) for box in answer.boxes if box.kind is BoxKind.GRADIENT}
    first = {(0, source, unit) for source in (0, 1, None) for unit in (0, 1)}
    assert gradients == first | {(1, 0, 0), (1, 1, 0), (1, None, 0)}
    assert len(answer.boxes) == 6 + 1 + 3 + 9 + 1


def test_many_classes() -> None:
    table = table_with(classes=3)
    run = trained(edits.set_hidden(experiment_on(table), (2,)), table=table)
    answer, plain = sheet_of(run), Plain(run, 3)
    assert [box.kind for box in answer.boxes if box.layer == 1 and box.kind is BoxKind.ACTIVATION] == []
    for box in answer.boxes:
        assert box.expected == pytest.approx(plain.number(box), rel=1e-12, abs=1e-15), box


def test_a_large_network_is_followed_along_one_path() -> None:
    run = trained(small((8, 6)))
    answer, plain = sheet_of(run, Parameter(0, 1, 5), path=(5, 2, 0)), Plain(run, 3)
    assert not answer.whole
    assert answer.path == (5, 2, 0)
    places = [(box.kind, box.layer, box.index) for box in answer.boxes]
    assert places == [
        *(
            (kind, at, unit)
            for at, unit in enumerate((5, 2, 0))
            for kind in (BoxKind.SUM, BoxKind.ACTIVATION)
        ),
        (BoxKind.LOSS, 3, 0),
        *((BoxKind.DELTA, at, unit) for at, unit in ((2, 0), (1, 2), (0, 5))),
        (BoxKind.GRADIENT, 0, 5),
        (BoxKind.UPDATE, 0, 5),
    ]
    for box in answer.boxes:
        assert box.expected == pytest.approx(plain.number(box), rel=1e-12, abs=1e-15), box
    second = box_of(answer, BoxKind.SUM, 1, 2)
    (known,) = second.products
    assert (known.source, known.weight) == (5, plain.w[1][5][2])
    others = sum(plain.a[1][i] * plain.w[1][i][2] for i in range(8) if i != 5)
    assert (second.others, second.rest) == (7, pytest.approx(others, rel=1e-12))
    back = box_of(answer, BoxKind.DELTA, 0, 5)
    others = sum(plain.w[1][5][k] * plain.delta[1][k] for k in range(6) if k != 2)
    assert (back.others, back.rest) == (5, pytest.approx(others, rel=1e-12))


def test_each_slip_leads_to_its_own_number() -> None:
    run = trained(small((2, 2)))
    answer, plain = sheet_of(run, Parameter(1, 0, 1)), Plain(run, 3)
    z = box_of(answer, BoxKind.SUM, 1)
    of_sums = sum(plain.z[0][i] * plain.w[1][i][0] for i in range(2)) + plain.b[1][0]
    without = plain.z[1][0] - plain.b[1][0]
    assert dict(z.slips) == pytest.approx(
        {Slip.SIGN: -plain.z[1][0], Slip.NO_BIAS: without, Slip.OF_SUMS: of_sums}
    )
    a = box_of(answer, BoxKind.ACTIVATION, 1)
    assert dict(a.slips) == pytest.approx({Slip.SIGN: -plain.a[2][0], Slip.NO_FUNCTION: plain.z[1][0]})
    loss = box_of(answer, BoxKind.LOSS, 3)
    assert dict(loss.slips)[Slip.NO_HALF] == pytest.approx(2 * plain.loss)
    delta, arriving = box_of(answer, BoxKind.DELTA, 1, 1), plain.w[2][1][0] * plain.delta[2][0]
    assert dict(delta.slips)[Slip.NO_SLOPE] == pytest.approx(arriving)
    assert dict(delta.slips)[Slip.VALUE_FOR_SLOPE] == pytest.approx(arriving * plain.a[2][1])
    slope = box_of(answer, BoxKind.GRADIENT, 1, 1)
    assert dict(slope.slips)[Slip.NO_INPUT] == pytest.approx(plain.delta[1][1])
    assert dict(slope.slips)[Slip.OWN_VALUE] == pytest.approx(plain.delta[1][1] * plain.a[2][1])
    new, rate = box_of(answer, BoxKind.UPDATE, 1, 1), run.trainer.learning_rate
    weight, step = plain.w[1][0][1], rate * slope.expected
    assert (Slip.UPHILL, pytest.approx(weight + step)) in new.slips
    assert (Slip.STEP_ONLY, pytest.approx(step)) in new.slips
    assert new.tolerance == pytest.approx(0.05 * abs(step)), "the old weight is no answer"


def test_the_tolerance_is_as_stated() -> None:
    for box in sheet_of(trained(small((3, 2)), 5)).boxes:
        size = abs(box.expected)
        stated = max(0.01 * size, min(0.001, 0.05 * size))
        terms = sum(abs(each.weight * each.value) for each in box.products) + abs(box.bias or 0.0)
        if box.kind is BoxKind.SUM:
            assert box.tolerance == pytest.approx(max(stated, 0.001 * terms))
        if box.kind is BoxKind.GRADIENT:
            assert box.tolerance == pytest.approx(stated)


def test_other_weights_are_told_by_their_mark() -> None:
    run = trained(small())
    first, again = sheet_of(run), sheet_of(run)
    run.trainer.run(1)
    assert first == again
    assert sheet_of(run).weights != first.weights


def test_what_has_no_paths_has_no_sheet() -> None:
    run = Run(edits.set_layer_normalization(small(), 0, Normalization.BATCH))
    with pytest.raises(ExperimentError):
        sheet_of(run)
