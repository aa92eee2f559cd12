"""What is said of a derivative and a difference, for each way they can stand to each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from playground.ui.panels.chain_rule.check_words import details, follow_tip, note, reason, summary, verdict
from playground.worker.questions import AllChecked, CheckAnswer, CheckCurves, Crossed, Extent
from playground.worker.snapshots import Parameter

AGREES = CheckAnswer(
    parameter=Parameter(0, 1, 0),
    extent=Extent.ALL,
    sample=0,
    samples=250,
    h=1e-5,
    value=0.3,
    loss=0.5,
    derivative=0.1,
    difference=0.1 + 3e-10,
    error=3e-10,
    digits=8.52,
    rounding=1e-10,
    kinks=(),
    drops=False,
    penalised=False,
    curves=None,
    step=12,
    epoch=1.0,
)
CURVES = CheckCurves(*(np.zeros(3),) * 5, best_central=1e-6, best_forward=1e-8)
KINKS = (Crossed(0, 3, 2), Crossed(1, 0, 1), Crossed(1, 0, 7, of_loss=True))


@pytest.mark.parametrize(
    ("changes", "text", "tone"),
    [
        ({}, "agrees to 8 digits", "ok"),
        ({"error": 0.0, "digits": 16.0}, "agrees to the last digit", "ok"),
        ({"digits": 3.9, "error": 1e-5}, "agrees to 3 digits", "neutral"),
        ({"digits": 1.2, "error": 1e-2}, "agrees to 1 digit", "neutral"),
        ({"digits": 2.0, "error": 9e-11}, "agrees as well as can be", "ok"),
        ({"digits": 3.0, "error": 9e-11, "h": 6.8e-14}, "h is too small: rounding", "neutral"),
        ({"digits": 0.3, "error": 0.1, "h": 0.5}, "h is too large", "neutral"),
        ({"digits": 0.3, "error": 0.1, "h": 1e-7}, "differs", "warn"),
        ({"digits": 2.0, "error": 1e-3, "kinks": KINKS}, "at a kink", "warn"),
        ({"kinks": KINKS}, "agrees to 8 digits", "ok"),
    ],
)
def test_verdict(changes: dict[str, object], text: str, tone: str) -> None:
    found = verdict(replace(AGREES, **changes), CURVES)  # type: ignore[arg-type]
    assert (found[0], found[2]) == (text, tone)
    assert found[1]  # an icon goes with every tone


def test_kinks_are_named_from_one() -> None:
    answer = replace(AGREES, kinks=KINKS, digits=2.0)
    assert note(answer) == "Kink within h: neuron 1.4 (2 samples), neuron 2.1 (1 sample) and 1 more"
    assert reason(answer, CURVES).endswith("neuron 2.1 (1 sample), the loss (7 samples).")


def test_what_training_does_besides_is_said() -> None:
    assert note(AGREES) == ""
    assert note(replace(AGREES, drops=True)) == "Without dropout, which training adds."
    assert (
        note(replace(AGREES, drops=True, penalised=True))
        == "Without dropout and the penalty, which training adds."
    )


def test_all() -> None:
    found = AllChecked(
        extent=Extent.ALL,
        sample=0,
        samples=250,
        h=1e-5,
        count=1234,
        agreeing=1234,
        rounded=0,
        at_kinks=0,
        differing=0,
        digits=(0,) * 17,
        kink_digits=(0,) * 17,
        worst=Parameter(1, 0, 2),
        worst_digits=6.7,
        worst_error=2.04e-7,
        kinked=(),
        step=12,
        epoch=1.0,
    )
    assert summary(found, 12) == "All 1\u2009234 agree to 6 digits or more"
    assert details(found) == "w₁₃⁽²⁾ agrees least, to 6 digits (relative error 2.0·10⁻⁷)."
    assert follow_tip(found) == "Follow w₁₃⁽²⁾, which agrees least: to 6 digits"
    mixed = replace(
        found, agreeing=1200, rounded=22, at_kinks=11, differing=1, kinked=(Parameter(0, None, 1),) * 2
    )
    assert summary(mixed, 40) == (
        "1\u2009200 of 1\u2009234 agree to 6 digits or more; 22 are too small for that;"
        " 11 at a kink; 1 less well (at step 12)"
    )
    assert details(mixed).endswith("At a kink: b₂⁽¹⁾, b₂⁽¹⁾ and 9 more.")
