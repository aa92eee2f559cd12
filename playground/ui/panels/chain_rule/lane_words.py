"""The title of a path, by which neurons it leads, and whose numbers it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.numbers_in_words import count_in_words
from playground.ui.theme.numbers import format_integer
from playground.worker.questions import Extent
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.naming import NameOf
    from playground.worker.questions import ChainAnswer


def title_of(answer: ChainAnswer) -> str:
    """Return "One path, seven small slopes"."""
    return f"One path, {count_in_words(len(answer.links))} small slopes"


def route_of(answer: ChainAnswer, name_of: NameOf) -> str:
    """Return "through neurons 1.1 and 2.2": the hidden ones, counted from 1."""
    first = answer.parameter.layer + 1
    way = enumerate(answer.chosen_path.neurons, start=first)
    *names, goal = [name_of(Neuron(layer, unit)) for layer, unit in way]
    several = len(answer.outputs) > 1
    goal = goal if several else "the output"
    if not names:
        return f"through {goal}"
    through = f"through neuron {names[0]}" if len(names) == 1 else f"through neurons {_listed(names)}"
    return f"{through} to {goal}" if several else through


def note_of(answer: ChainAnswer) -> str:
    """Return whose numbers these are where the list of paths shows others, else ""."""
    if answer.extent is Extent.SAMPLE:
        return ""
    count, sample = format_integer(answer.samples), format_integer(answer.sample + 1)
    return f"Shown of sample {sample}; the list of paths shows the mean over {count} samples."


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
