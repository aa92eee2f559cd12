"""What is said of the last step of Newton and L-BFGS: only what its report holds."""

from __future__ import annotations

from playground.session.update_words import update_words
from playground.worker.messages import SecondOrderStep

MINUS = "\N{MINUS SIGN}"


def test_other_optimisers_say_nothing_and_a_zero_gradient_is_named() -> None:
    assert update_words(None) == ""
    assert update_words(SecondOrderStep(taken=False, still=True)).startswith("The gradient is 0")


def test_newtons_damping_and_drop_are_told_as_they_are() -> None:
    step = SecondOrderStep(taken=True, drop=0.0131, predicted=0.01424, damping=0.0012, length=1.0, trials=2)
    taken = "Newton: step taken, damping μ = 0.00120. The loss fell by 0.0131, predicted 0.0142."
    assert update_words(step) == taken
    raised = SecondOrderStep(taken=True, drop=0.5, predicted=0.5, damping=4.0, raised=True)
    assert "μ = 4.00, raised as the Hessian is indefinite here." in update_words(raised)
    refused = update_words(SecondOrderStep(taken=False, drop=-0.26, predicted=0.1, damping=0.5))
    assert refused == "Newton: step refused, it would raise the loss by 0.260; damping μ = 0.500. It grows."
    assert "not finite" in update_words(SecondOrderStep(taken=False, drop=None, damping=0.5))
    rest = update_words(SecondOrderStep(taken=False, drop=-1e-19, within_rounding=True, damping=0.5))
    assert "no step promises to lower the loss" in rest
    assert MINUS not in rest


def test_lbfgs_says_from_how_many_steps_it_knew() -> None:
    first = update_words(SecondOrderStep(taken=True, drop=0.25, length=0.5, trials=2))
    assert first == "L-BFGS: step taken, 0.500 × the direction along −∇L. The loss fell by 0.250."
    later = update_words(SecondOrderStep(taken=True, drop=0.25, length=1.0, pairs=1, trials=1))
    assert "1.00 × the direction from 1 earlier step." in later
    refused = update_words(SecondOrderStep(taken=False, pairs=10, trials=20))
    assert refused == "L-BFGS: step refused, no lower loss in 20 trials. It begins again with −∇L."
