"""The walk along a path: its stages in their order, and the numbers of its sentences worked out anew."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from playground.document import edits
from playground.document.choices import Activation, Loss, Optimizer, Regularization
from playground.document.freezing import FrozenParameter
from playground.ui.panels.chain_rule.descent import descent_of
from playground.ui.panels.chain_rule.lane import lane_of
from playground.ui.panels.chain_rule.lane_words import note_of, route_of, title_of
from playground.ui.panels.chain_rule.slope_words import KINK
from playground.ui.panels.chain_rule.stage import EVERYTHING
from playground.ui.panels.chain_rule.walk import stages_of
from playground.worker.questions import ChainAnswer, Extent, LinkKind
from playground.worker.run import Run
from playground.worker.snapshots import Neuron, Parameter
from tests.session.insights.reading import numbers_in
from tests.ui.panels.chain_rule.circle_answers import WEIGHT, answer_about, answer_of, circle


def called(neuron: Neuron) -> str:
    return f"{neuron.layer}.{neuron.index + 1}"


def captions_of(answer: ChainAnswer, experiment=None) -> list[str]:
    descent = descent_of(experiment or circle(), answer.parameter)
    return [stage.caption for stage in stages_of(answer, descent)]


def by_hand(run: Run, sample: int, path: tuple[int, ...]) -> tuple[list[float], list[float]]:
    """Return z and a of each unit on a path of a tanh network, from its weights alone."""
    sums, values, a = [], [], np.array(run.samples.train_inputs[sample], float)
    for layer, unit in enumerate(path):
        weights, biases = run.network.split_layer(layer, run.network.parameters)
        z = a @ weights + biases
        a = np.tanh(z)
        sums.append(float(z[unit]))
        values.append(float(a[unit]))
    return sums, values


def test_stages_go_forward_to_the_loss_back_and_end_with_everything_known() -> None:
    answer = answer_about(circle())
    count = len(answer.links)
    stages = stages_of(answer, descent_of(circle(), answer.parameter))
    forward, backward, ending = stages[: count + 1], stages[count + 1 : -3], stages[-3:]
    assert [stage.value for stage in forward] == list(range(count + 1))
    for place, stage in enumerate(forward):
        assert [stage.knows_value(at) for at in range(count + 1)] == [at <= place for at in range(count + 1)]
        assert not any(stage.knows_link(at, count) for at in range(count))
    assert [stage.link for stage in backward] == list(reversed(range(count)))
    for stage in backward:
        assert all(stage.knows_value(at) for at in range(count + 1))
        assert [stage.knows_link(at, count) for at in range(count)] == [
            at >= stage.link for at in range(count)
        ]
    assert [(stage.summed, stage.updated) for stage in ending] == [
        (False, False),
        (True, False),
        (True, True),
    ]
    assert not any(stage.summed or stage.updated for stage in (*forward, *backward))
    assert replace(stages[-1], caption="") == EVERYTHING
    assert all(stage.caption.endswith(".") for stage in stages)
    assert len({stage.caption for stage in stages}) == len(stages)


def test_sentences_of_values_tell_what_a_second_pass_finds() -> None:
    run = Run(circle())
    answer = answer_of(run)
    path = answer.chosen_path.neurons
    sums, values = by_hand(run, answer.sample, path)
    captions = captions_of(answer)
    weight = float(run.network.weights(0)[WEIGHT.source, WEIGHT.target])
    read = float(run.samples.train_inputs[answer.sample][WEIGHT.source])
    rest = sums[0] - weight * read
    assert numbers_in(captions[0]) == pytest.approx([weight], rel=0.006)
    assert numbers_in(captions[1]) == pytest.approx([weight, read, abs(rest), sums[0]], rel=0.006)
    assert ("− " in captions[1].replace("(−", "")) == (rest < 0)
    for depth, (z, a) in enumerate(zip(sums, values, strict=True)):
        assert f"tanh({captions[2 + 2 * depth].split('tanh(')[1]}" in captions[2 + 2 * depth]
        assert numbers_in(captions[2 + 2 * depth]) == pytest.approx([z, a], rel=0.006)
    target = float(run.train_targets[answer.sample, 0])
    loss = 0.5 * (values[-1] - target) ** 2
    assert numbers_in(captions[len(answer.links)])[-1] == pytest.approx(loss, rel=1e-3)


def test_printed_arithmetic_comes_out_where_terms_cancel() -> None:
    answer = answer_about(circle())
    link = answer.links[0]
    z = 0.000254  # 0.402 · (−1.08) + 0.433 would come to −0.0012
    first = replace(link, factor=-1.0797, rest=z + 0.4018 * 1.0797)
    values = (replace(answer.values[0], value=0.4018), replace(answer.values[1], value=z))
    near = replace(answer, links=(first, *answer.links[1:]), values=(*values, *answer.values[2:]))
    weight, read, rest, total = numbers_in(captions_of(near)[1])
    assert total == z
    assert weight * read + rest == pytest.approx(z, rel=0.006)
    target = float(answer.target[0])
    sure = replace(answer.values[-2], value=target + 0.000123)
    near = replace(answer, values=(*answer.values[:-2], sure, answer.values[-1]))
    shown = numbers_in(captions_of(near)[len(answer.links)].split("½(")[-1])[0]
    assert shown - target == pytest.approx(0.000123, rel=0.006)


def test_sentences_of_slopes_are_true_of_the_functions_themselves() -> None:
    run = Run(circle())
    answer = answer_of(run)
    _, values = by_hand(run, answer.sample, answer.chosen_path.neurons)
    captions = captions_of(answer)[len(answer.links) + 1 : -3]
    target = float(run.train_targets[answer.sample, 0])
    functions = {LinkKind.ACTIVATION: math.tanh, LinkKind.LOSS: lambda y: 0.5 * (y - target) ** 2}
    product, told = 1.0, 0
    for caption, link, value in zip(captions, answer.links[::-1], answer.values[-2::-1], strict=True):
        product *= link.derivative
        numbers = numbers_in(caption)
        assert numbers[0] == pytest.approx(link.derivative, rel=0.006)
        if " rises by 0.01," in caption:
            told += 1
            small = numbers[numbers.index(0.01) + 1]
            of = functions.get(link.kind, lambda x, link=link: link.factor * x)
            moved = of(value.value + 0.01) - of(value.value)
            assert small == pytest.approx(abs(moved), rel=0.1)
            assert ("falls by" in caption) == (moved < 0)
        else:
            assert f"{'the same' if link.derivative > 0 else 'the other'} way" in caption
        if link is not answer.links[-1]:
            assert numbers[-1] == pytest.approx(product, rel=1e-3)
    assert told == len(captions), "all of it is straight enough here"
    assert product == pytest.approx(answer.chosen_path.product, rel=1e-12)
    slopes = [1 - a**2 for a in values]
    path = answer.chosen_path.neurons
    between = [float(run.network.weights(at + 1)[pair]) for at, pair in enumerate(pairwise(path))]
    read = float(run.samples.train_inputs[answer.sample][WEIGHT.source])
    assert math.prod([read, *slopes, *between, values[-1] - target]) == pytest.approx(product, rel=1e-10)


def test_a_slope_that_a_small_rise_would_belie_is_told_as_a_limit() -> None:
    answer = answer_about(circle())
    last = answer.links[-1]
    least = last.xs[int(np.argmin(last.ys))]
    here = float(least) + 0.004  # near the bottom of the parabola a rise of 0.01 doubles the slope
    xs = np.sort(np.append(last.xs, here))
    flat = replace(last, derivative=here - float(least), xs=xs, ys=0.5 * (xs - least) ** 2)
    values = (*answer.values[:-2], replace(answer.values[-2], value=here), answer.values[-1])
    bent = replace(answer, links=(*answer.links[:-1], flat), values=values)
    assert (
        "a tiny move of ŷ moves the loss 0.00400 times as far, the same way"
        in captions_of(bent)[len(bent.links) + 1]
    )
    still = replace(answer, links=(*answer.links[:-1], replace(last, derivative=0.0)))
    assert "leaves the loss where it is" in captions_of(still)[len(still.links) + 1]
    kinked = replace(answer, links=(*answer.links[:-1], replace(last, kink=True)))
    assert KINK in captions_of(kinked)[len(kinked.links) + 1]


@pytest.mark.parametrize("penalty", [Regularization.NONE, Regularization.L2])
def test_the_step_told_of_a_batch_is_the_one_the_training_takes(penalty: Regularization) -> None:
    experiment = edits.set_regularization_rate(edits.set_regularization(circle(), penalty), 0.05)
    run = Run(experiment)
    answer = answer_of(run, extent=Extent.BATCH)
    caption = captions_of(answer, experiment)[-1]
    run.trainer.step()
    after = float(run.network.weights(0)[WEIGHT.source, WEIGHT.target])
    assert numbers_in(caption.split(":")[0])[-1] == pytest.approx(after, rel=1e-3)
    assert f"pushes it {'up' if after > answer.value else 'down'}" in caption
    assert ("penalty" in caption) == (penalty is Regularization.L2)


def test_the_sum_adds_up_all_paths_and_other_extents_are_told_apart() -> None:
    answer = answer_about(circle())
    terms, total = captions_of(answer)[-2].split("both paths")[1].split("=")[1:]
    signs = [-1 if sign in "−" else 1 for sign in terms.replace("(", "").split()[1::2]]
    first, *others = numbers_in(terms)
    assert numbers_in(total) == pytest.approx([answer.derivative], rel=1e-3)
    summed = first + sum(sign * abs(each) for sign, each in zip(signs, others, strict=True))
    assert summed == pytest.approx(answer.derivative, rel=2e-3)
    batch = answer_about(circle(), Extent.BATCH)
    said = numbers_in(captions_of(batch)[-2])
    assert said == pytest.approx([batch.sample_derivative, 10, batch.derivative], rel=1e-3)
    assert "∂L₈/∂w₂₁⁽¹⁾" in captions_of(batch)[-2]
    assert note_of(batch).startswith("Shown of sample 8;")
    assert note_of(answer) == ""


def test_other_optimisers_and_frozen_weights_get_no_sum_that_is_not_theirs() -> None:
    adam = edits.set_optimizer(circle(), Optimizer.ADAM)
    answer = answer_about(adam, Extent.BATCH)
    assert captions_of(answer, adam)[-1].startswith("Adam makes its step of w₂₁⁽¹⁾ from this slope")
    frozen = FrozenParameter(1, "x2", 1)
    held = replace(circle(), training=replace(circle().training, frozen=(frozen,)))
    place = next(
        parameter
        for parameter in (Parameter(0, 1, unit) for unit in range(4))
        if descent_of(held, parameter).frozen
    )
    assert "is frozen" in captions_of(answer_of(Run(held), place), held)[-1]


@pytest.mark.parametrize("loss", list(Loss))
@pytest.mark.parametrize("activation", [Activation.RELU, Activation.LINEAR, Activation.SINE])
def test_every_loss_and_activation_has_its_sentences(loss: Loss, activation: Activation) -> None:
    experiment = edits.set_activation(edits.set_loss(circle(), loss), activation)
    answer = answer_about(experiment)
    captions = captions_of(answer, experiment)
    assert numbers_in(captions[len(answer.links)].split(": ")[0])[-1] == pytest.approx(answer.loss, rel=1e-3)
    bias = answer_of(Run(experiment), Parameter(2, None, 0))
    assert captions_of(bias, experiment)[0].startswith("The bias b")
    assert "No other path" in captions_of(bias, experiment)[-2]
    assert route_of(bias, called).startswith("through ")


def test_what_is_not_known_yet_is_blank_in_the_lane() -> None:
    answer = answer_about(circle())
    count = len(answer.links)
    stages = stages_of(answer, descent_of(circle(), answer.parameter))
    assert title_of(answer) == "One path, seven small slopes"
    assert route_of(answer, called) == f"through neurons 1.1 and 2.{answer.chosen_path.neurons[1] + 1}"
    for stage in stages:
        lane = lane_of(answer, stage)
        assert [bool(each.number) for each in lane.stations] == [
            stage.knows_value(at) for at in range(count + 1)
        ]
        known = [stage.knows_link(at, count) for at in range(count)]
        assert [bool(each.slope) for each in lane.steps] == known
        assert [bool(each.product) for each in lane.steps] == known
        blank = known.count(False)
        assert lane.text().count("blank") == 2 * blank + count + 1 - min(stage.values, count + 1)
        told = " ".join(lane.words(key) for key in lane.keys)
        assert told.count("not known yet") == blank + count + 1 - min(stage.values, count + 1)
    assert lane_of(answer, stages[3]).active == ("value", 3)
    assert lane_of(answer, stages[count + 1]).active == ("link", count - 1)
    whole = lane_of(answer, EVERYTHING)
    assert numbers_in(whole.words(("link", 0)))[-1] == pytest.approx(answer.chosen_path.product, rel=1e-9)
