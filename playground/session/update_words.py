"""What the last step of Newton's method or L-BFGS came to, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.session.insights.figures import counted, figure

if TYPE_CHECKING:
    from playground.worker.messages import SecondOrderStep

STILL = "The gradient is 0: there is no step to take from here."
AT_REST = "no step promises to lower the loss by more than its rounding"


def update_words(step: SecondOrderStep | None) -> str:
    """Say whether the step was taken, with which damping or from how many steps; "" of other optimisers."""
    if step is None:
        return ""
    if step.still:
        return STILL
    return _lbfgs(step) if step.damping is None else _newton(step, step.damping)


def _newton(step: SecondOrderStep, damping: float) -> str:
    raised = ", raised as the Hessian is indefinite here" if step.raised else ""
    mu = f"damping μ = {figure(damping)}{raised}"
    if step.within_rounding:
        return f"Newton: {AT_REST} ({mu})."
    if step.taken:
        predicted = "" if step.predicted is None else f", predicted {figure(step.predicted)}"
        return f"Newton: step taken, {mu}. The loss fell by {figure(step.drop or 0.0)}{predicted}."
    if step.drop is None:
        return f"Newton: step refused, as a number on its way is not finite; {mu}. It grows."
    return f"Newton: step refused, it would raise the loss by {figure(-step.drop)}; {mu}. It grows."


def _lbfgs(step: SecondOrderStep) -> str:
    if not step.taken:
        trials = counted(step.trials, "trial")
        return f"L-BFGS: step refused, no lower loss in {trials}. It begins again with −∇L."
    source = f"from {counted(step.pairs, 'earlier step')}" if step.pairs else "along −∇L"
    fell = f"The loss fell by {figure(step.drop or 0.0)}"
    return f"L-BFGS: step taken, {figure(step.length)} × the direction {source}. {fell}."
