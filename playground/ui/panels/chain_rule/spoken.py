"""What the values of a path are called in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.symbols import symbol_of
from playground.ui.widgets.maths.plain import plain

if TYPE_CHECKING:
    from playground.worker.questions import ChainAnswer


def spoken(answer: ChainAnswer, place: int) -> str:
    """Return the name of a value of the path as plain text: "z₁⁽²⁾"."""
    return plain(symbol_of(answer.values[place], answer))
