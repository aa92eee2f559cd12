"""What is said of the ways downhill: every number in it as on paper."""

from __future__ import annotations

import math

import pytest

from playground.document import edits
from playground.document.choices import Dataset, FunctionKind
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.descent_formula import first_step, rule
from playground.ui.panels.functions.descent_words import ending, reason
from playground.ui.widgets.maths.plain import plain
from playground.worker.questions import DescentAnswer, DescentMethod, DescentQuestion
from playground.worker.run import Run
from playground.worker.studies.desk import study

GRADIENT, MOMENTUM, NEWTON = DescentMethod


@pytest.fixture(scope="module")
def run() -> Run:
    return Run(edits.set_dataset(Experiment(), Dataset.CIRCLE))


def told(
    run: Run, name: str, start: float, rate: float, method: DescentMethod = GRADIENT, beta: float = 0.5
) -> DescentAnswer:
    choice = FunctionChoice(FunctionKind.CLASSIC, name)
    answer = list(study(run, DescentQuestion(choice, start, rate, beta, (method,))))[-1][1]
    assert isinstance(answer, DescentAnswer)
    return answer


@pytest.mark.parametrize(
    ("name", "rate", "method", "said"),
    [
        ("parabola", 0.1, GRADIENT, "η·f″ = 0.100 × 2.00 = 0.200, under 1: each step covers 20 % of the way"),
        ("parabola", 0.5, GRADIENT, "η·f″ = 0.500 × 2.00 = 1.00, just 1: one step leads to the minimum."),
        ("parabola", 0.4999, GRADIENT, "= 0.9998, under 1"),
        ("parabola", 0.8, GRADIENT, "η·f″ = 0.800 × 2.00 = 1.60, between 1 and 2: each step overshoots and"),
        ("parabola", 1.0, GRADIENT, "η·f″ = 1.00 × 2.00 = 2.00, just 2: each step ends as far away"),
        (
            "parabola",
            1.2,
            GRADIENT,
            "η·f″ = 1.20 × 2.00 = 2.40, over 2: each step overshoots and ends farther",
        ),
        (
            "double_well",
            0.03,
            GRADIENT,
            "Near the minimum at 1, where f″ = 8.00: η·f″ = 0.0300 × 8.00 = 0.240",
        ),
        ("double_well", 0.03, NEWTON, "η·f″ is 1. Near the minimum at 1 each step about doubles"),
        ("parabola", 0.03, NEWTON, "f″ is the same all along: one step is enough."),
        ("absolute", 0.3, GRADIENT, "The minimum at 0 is a kink: there is no f″"),
        ("exponential", 0.3, GRADIENT, "holds no minimum"),
    ],
)
def test_the_reason_has_the_numbers(
    run: Run, name: str, rate: float, method: DescentMethod, said: str
) -> None:
    answer = told(run, name, 1.1, rate, method)
    assert said in reason(answer, answer.paths[0]).replace("\N{THIN SPACE}", " ")


def test_momentum_is_judged_by_its_own_bounds(run: Run) -> None:
    root = math.sqrt(0.5)
    swings = told(run, "parabola", 1.1, 0.1, MOMENTUM)
    said = reason(swings, swings.paths[0])
    assert f"(1 − √β)² = {(1 - root) ** 2:.4f} and (1 + √β)² = {(1 + root) ** 2:.2f}" in said
    assert f"shrinking to √β = {root:.3f} of itself" in said
    lost = told(run, "parabola", 1.1, 1.6, MOMENTUM)
    assert "= 3.20, over 2(1 + β) = 3.00" in reason(lost, lost.paths[0])
    assert "under" not in reason(lost, lost.paths[0])


@pytest.mark.parametrize(
    ("name", "start", "rate", "method", "said"),
    [
        (
            "parabola",
            -1.5,
            0.1,
            GRADIENT,
            "It reaches the minimum at 0 in 25 steps, to within 0.006, a thous",
        ),
        (
            "parabola",
            0.0,
            0.1,
            GRADIENT,
            "It starts at the minimum at 0, to within 0.006, a",
        ),
        ("parabola", 1.5, 1.0, GRADIENT, "It goes back and forth between −1.5 and 1.5: a cycle of period 2."),
        (
            "parabola",
            0.5,
            1.05,
            GRADIENT,
            f"After 40 steps it is at {0.5 * 1.1**40:.2f}, farther from the minimum at 0",
        ),
        ("double_well", 0.0, 0.1, GRADIENT, "It rests at 0, a maximum"),
        ("absolute", 1.0, 0.25, GRADIENT, "It lands in 4 steps on the kink at 0"),
        (
            "logarithm",
            1.0,
            2.0,
            GRADIENT,
            "Its first step leads to −1, where the function has no value",
        ),
        ("absolute", 1.0, 0.25, NEWTON, "It cannot take a step: f″ = 0 at 1, so there is no parabola"),
        (
            "cubic",
            1.0,
            0.1,
            NEWTON,
            "It stops at 0, where f′ = 0. This is no minimum: beyond it",
        ),
        ("cubic", 0.0, 0.1, GRADIENT, "It stops at 0, where f′ = 0. This is no minimum"),
        ("cubic", -1.0, 0.1, GRADIENT, "leads more than a million times the picture’s width away."),
        ("double_well", 0.3, 0.1, NEWTON, "Once, where f″ < 0, its step was turned round, to go down."),
    ],
)
def test_the_ending_is_what_became_of_it(
    run: Run, name: str, start: float, rate: float, method: DescentMethod, said: str
) -> None:
    answer = told(run, name, start, rate, method)
    assert said in ending(answer, answer.paths[0])


def test_a_path_over_the_hill_is_judged_by_the_valley_it_lies_in(run: Run) -> None:
    answer = told(run, "double_well", 1.5, 0.1, MOMENTUM, 0.8)
    path, x, v = answer.paths[0], 1.5, 0.0
    for _ in range(40):
        v = 0.8 * v + 4 * x**3 - 4 * x
        x -= 0.1 * v
    assert x < 0.0 and path.places[-1] == pytest.approx(x)
    assert path.near is not None and path.near.at == pytest.approx(-1.0) and not path.farther
    assert ending(answer, path) == (
        f"After 40 steps it is still on its way, at {x:.2f}: it left the valley it began in for that of the"
        " minimum at −1."
    ).replace("-", "−")


def test_the_formula_has_the_first_step_s_numbers(run: Run) -> None:
    answer = told(run, "parabola", -1.5, 0.1)
    assert plain(first_step(answer, answer.paths[0], "x")).replace(" ", "") == "x₁=−1.50−0.100·(−3.00)=−1.20"
    jump = told(run, "double_well", 0.3, 0.1, NEWTON)
    slope, bend = 4 * 0.3**3 - 1.2, 12 * 0.09 - 4
    assert f"{0.3 - slope / abs(bend):.3f}" in plain(first_step(jump, jump.paths[0], "x"))
    assert "β" in plain(rule(MOMENTUM, "w", "L")) and "L″" in plain(rule(NEWTON, "w", "L"))
