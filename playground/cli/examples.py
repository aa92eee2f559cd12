"""`playground examples`: the shipped experiments, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.storage.examples import EXAMPLES

if TYPE_CHECKING:
    from argparse import Namespace


def run(request: Namespace) -> int:
    """Print each experiment's name and what it shows."""
    width = max(len(example.name) for example in EXAMPLES)
    for example in EXAMPLES:
        print(f"{example.name:<{width}}  {example.line}")
    return 0
