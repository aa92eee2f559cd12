"""The paths of a parameter, beside going through all of them one number at a time."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.calculus.chain import SamplePass, paths, paths_from
from playground.engine import ACTIVATIONS, LOSSES, Dense
from tests.calculus.chain.scalar_chain import ScalarChain
from tests.engine.cases import Case, make_case, network_case, output_layer

MANY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def enumerated(case: Case, place: tuple[int, int | None, int]) -> dict[tuple[int, ...], float]:
    """The mean product of every path."""
    chains = [
        ScalarChain(case.network, case.loss, *each)
        for each in zip(case.X.tolist(), case.T.tolist(), strict=True)
    ]
    every = [chain.every_path(*place) for chain in chains]
    return {units: math.fsum(each[units] for each in every) / len(every) for units in every[0]}


def assert_paths(case: Case, place: tuple[int, int | None, int], most: int) -> None:
    of = SamplePass(case.network, case.loss, case.X, case.T)
    found, true = paths_from(of, *place, most), enumerated(case, place)
    total = math.fsum(true.values())
    scale = max(abs(total), *map(abs, true.values()), 1e-30)
    largest = sorted(map(abs, true.values()), reverse=True)[:most]
    assert found.count == len(true)
    assert found.total == pytest.approx(total, abs=1e-12 * scale)
    assert len({path.neurons for path in found.shown}) == len(found.shown) == min(most, len(true))
    for path, size in zip(found.shown, largest, strict=True):
        assert path.product == pytest.approx(true[path.neurons], abs=1e-12 * scale)
        assert abs(path.product) == pytest.approx(size, abs=1e-12 * scale)
    assert math.fsum(path.product for path in found.shown) + found.others == pytest.approx(
        total, abs=1e-12 * scale
    )


@st.composite
def questions(draw: st.DrawFn) -> tuple[Case, tuple[int, int | None, int], int]:
    names, loss = st.sampled_from(list(ACTIVATIONS)), draw(st.sampled_from(list(LOSSES)))
    hidden = [
        Dense(draw(st.integers(1, 3)), draw(names), bias=draw(st.booleans()))
        for _ in range(draw(st.integers(0, 3)))
    ]
    layers = [*hidden, output_layer(loss, draw(names), draw(st.integers(2, 3)))]
    case = network_case(
        draw(st.integers(1, 3)), layers, loss, samples=draw(st.integers(1, 3)), seed=draw(st.integers(0, 999))
    )
    layer = draw(st.integers(0, len(layers) - 1))
    sources: list[int | None] = [*range(case.network.widths[layer]), *([None] if layers[layer].bias else [])]
    place = layer, draw(st.sampled_from(sources)), draw(st.integers(0, layers[layer].units - 1))
    return case, place, draw(st.integers(1, 8))


@MANY
@given(questions())
def test_the_largest_paths_of_any_parameter(question: tuple[Case, tuple[int, int | None, int], int]) -> None:
    assert_paths(*question)


@MANY
@given(questions())
def test_the_largest_paths_found_from_the_loss(
    question: tuple[Case, tuple[int, int | None, int], int],
) -> None:
    """As where there are too many to work out all of them: of one sample they are still the largest."""
    case, place, most = question
    one = Case(case.network, case.loss, case.X[:1], case.T[:1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "EVERY_PATH", 0)
        assert_paths(one, place, most)


def test_too_many_paths_of_several_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown of them is true of all samples, and the rest is what is left of the derivative."""
    case = make_case([(5, "tanh"), (6, "tanh"), (5, "tanh")], "half_squared", samples=30, seed=4)
    of, true = SamplePass(case.network, case.loss, case.X, case.T), enumerated(case, (0, 1, 2))
    monkeypatch.setattr(paths, "EVERY_PRODUCT", 0)
    found = paths_from(of, 0, 1, 2, 4)
    assert found.count == len(true) == 60
    assert max(map(abs, true.values())) == pytest.approx(abs(found.shown[0].product), rel=1e-12)
    for path in found.shown:
        assert path.product == pytest.approx(true[path.neurons], rel=1e-11)
    assert found.others == pytest.approx(
        math.fsum(true.values()) - math.fsum(path.product for path in found.shown), abs=1e-13
    )


def test_equal_paths_stand_in_the_order_of_their_units() -> None:
    case = make_case([(2, "tanh"), (3, "tanh")], "half_squared", outputs=1, samples=1)
    case.network.parameters[:] = 0.5
    of = SamplePass(case.network, case.loss, case.X, case.T)
    found = paths_from(of, 0, 0, 1, 10)
    assert [path.neurons for path in found.shown] == [(1, 0, 0), (1, 1, 0), (1, 2, 0)]
    assert len({path.product for path in found.shown}) == 1
    assert len(paths_from(of, 0, 0, 1, 2).shown) == 2


def test_dead_rectifiers_pass_nothing_on() -> None:
    case = make_case([(2, "relu"), (2, "relu")], "half_squared", outputs=1, samples=3)
    case.network.biases(1)[:] = -100
    found = paths_from(SamplePass(case.network, case.loss, case.X, case.T), 0, 0, 0, 1)
    assert (found.total, found.others, found.shown[0].product, found.count) == (0, 0, 0, 2)


def test_a_chain_of_single_neurons_has_one_path() -> None:
    case = make_case([(1, "tanh")] * 4, "half_squared", outputs=1, samples=2, seed=6)
    found = paths_from(SamplePass(case.network, case.loss, case.X, case.T), 0, None, 0, 6)
    assert (found.count, found.others, found.shown[0].neurons) == (1, 0, (0, 0, 0, 0, 0))
    assert found.shown[0].product == pytest.approx(found.total, rel=1e-12)
