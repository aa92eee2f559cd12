"""Rules that look at the loss of the whole training set, and at how it bends, before they take a step."""

from __future__ import annotations

from playground.engine.second_order.lbfgs import LBFGS
from playground.engine.second_order.newton import Newton
from playground.engine.second_order.rule import SecondOrder
from playground.engine.second_order.step import SecondOrderStep

__all__ = ["SECOND_ORDER", "SecondOrder", "SecondOrderStep"]

SECOND_ORDER: dict[str, type[SecondOrder]] = {rule.name: rule for rule in (Newton, LBFGS)}
