"""Functions of one variable: derivatives against differences, and the best h against theory."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.calculus.curves import CLASSICS, Curve, activation_curve, difference_errors
from playground.engine.activations import ACTIVATIONS

EPS = float(np.finfo(np.float64).eps)
CURVES = {**CLASSICS, **{f"activation {name}": activation_curve(name) for name in ACTIVATIONS}}

# Written anew, from the formulas of a school book.
CLOSED = {
    "parabola": lambda x: x**2,
    "narrow_valley": lambda x: 12 * x**2,
    "flat_valley": lambda x: x**4 / 4,
    "cubic": lambda x: x**3,
    "double_well": lambda x: x**4 - 2 * x**2,
    "bumpy": lambda x: x**2 / 10 + math.sin(2 * x),
    "steep_wall": lambda x: math.exp(x) - x,
    "sine": math.sin,
    "cosine": math.cos,
    "exponential": math.exp,
    "logarithm": math.log,
    "root": math.sqrt,
    "reciprocal": lambda x: 1 / x,
    "absolute": abs,
}


def places_of(curve: Curve) -> np.ndarray:
    """Places in the window and the domain, none near a pole or a kink."""
    places = np.linspace(*curve.window, 41) + 0.0123
    places = places[places > curve.domain[0] + 0.1]
    return places[[all(abs(x - each) > 0.1 for each in (*curve.poles, *curve.kinks, 0.0)) for x in places]]


@pytest.mark.parametrize("name", CURVES)
def test_both_derivatives_agree_with_central_differences(name: str) -> None:
    curve, h = CURVES[name], 1e-5
    places = places_of(curve)
    value, slope, bend = curve.at(places)
    if name in CLOSED:
        np.testing.assert_allclose(value, [CLOSED[name](x) for x in places.tolist()], rtol=1e-13, atol=1e-14)
    ahead, behind = curve.at(places + h), curve.at(places - h)
    scale = 1 + np.abs(value) + np.abs(slope) + np.abs(bend)
    assert (np.abs((ahead[0] - behind[0]) / (2 * h) - slope) < 1e-8 * scale).all()
    assert (np.abs((ahead[1] - behind[1]) / (2 * h) - bend) < 1e-8 * scale).all()
    np.testing.assert_array_equal(curve.values(places), value)


def test_kinks_are_found_and_smooth_places_are_not() -> None:
    for curve in CURVES.values():
        assert all(curve.has_kink(kink) for kink in curve.kinks)
        assert not any(curve.has_kink(float(place)) for place in places_of(curve))
    level = [("parabola", 0.0), ("double_well", 1.0), ("cubic", 0.0), ("cosine", np.pi), ("steep_wall", 0.0)]
    assert not any(CLASSICS[name].has_kink(place) for name, place in level)
    assert CLASSICS["absolute"].beside(0.0)[1].tolist() == [-1.0, 1.0]
    assert not CLASSICS["root"].has_kink(0.0)
    assert np.isnan(CLASSICS["logarithm"].at(np.array([-1.0]))).all()


@pytest.mark.parametrize("name", ["exponential", "sine", "logarithm", "double_well", "activation tanh"])
def test_the_best_h_is_near_what_theory_says(name: str) -> None:
    curve = CURVES[name]
    place = curve.start
    slope = float(curve.at(np.array([place]))[1][0])
    found = difference_errors(curve, place, slope)
    assert found.best_forward is not None and found.best_central is not None
    assert 1 / 30 < found.best_forward / math.sqrt(EPS) < 30
    assert 1 / 30 < found.best_central / math.cbrt(EPS) < 30
    # Left of it rounding makes it worse, right of it the bend does.
    assert found.forward[0] > 1e4 * found.forward.min() < found.forward[-1]
    at = int(np.argmin(np.abs(np.log(found.forward_steps / 1e-3))))
    h = found.forward_steps[at]
    quotient = (curve.at(np.array([place + h]))[0][0] - curve.at(np.array([place]))[0][0]) / h
    assert found.forward[at] == abs(quotient - slope)


def test_where_there_is_no_value_there_is_no_error() -> None:
    found = difference_errors(CLASSICS["logarithm"], 0.01, 100.0)
    assert len(found.central) < len(found.forward)
    assert found.central_steps.max() < 0.01
