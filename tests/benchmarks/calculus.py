"""What the pages of the calculus cost the worker: milliseconds from a question to its answer.

`python -m tests.benchmarks.calculus [--rounds 15] [--json]`. Medians over the rounds of the processor's time,
so that other programs do not count, with one BLAS thread as in the worker; of work in slices also the longest
slice, which is how long training waits. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy is loaded

from playground.document import edits
from playground.document.choices import Extent
from playground.storage.examples import example_named
from playground.worker.questions import ChainQuestion, CheckAllQuestion, CheckQuestion
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.desk import study

if TYPE_CHECKING:
    from playground.worker.questions import Question

SUBJECT = "spiral"
STEPS = 100
PLACE = Parameter(0, 0, 0)
NETWORKS = ((8, 8, 8), (8, 8, 8, 8), (64, 64))
EVERY_PATH = 512


@dataclass(frozen=True)
class Figure:
    """How long one question takes, in milliseconds."""

    network: str
    question: str
    median: float
    longest_slice: float
    slices: int


def questions(extent: Extent) -> dict[str, Question]:
    """Return what is asked, by name."""
    return {
        "chain": ChainQuestion(PLACE, extent, 3),
        f"chain, {EVERY_PATH} paths": ChainQuestion(PLACE, extent, 3, most_paths=EVERY_PATH),
        "check while h is dragged": CheckQuestion(PLACE, extent, 3, curves=False),
        "check": CheckQuestion(PLACE, extent, 3),
        "check all": CheckAllQuestion(extent, 3),
    }


def slices_of(run: Run, question: Question) -> list[float]:
    """Return how long each slice of the work takes, in seconds."""
    took, began = [], time.process_time()
    for _ in study(run, question):
        now = time.process_time()
        took.append(now - began)
        began = now
    return took


def measure(rounds: int) -> list[Figure]:
    """Ask everything of every network."""
    figures = []
    for sizes in NETWORKS:
        run = Run(edits.set_hidden(example_named(SUBJECT).experiment(), sizes))
        run.trainer.run(STEPS)
        for extent in (Extent.SAMPLE, Extent.ALL):
            for name, question in questions(extent).items():
                slices_of(run, question)
                took = [slices_of(run, question) for _ in range(rounds)]
                figures.append(
                    Figure(
                        "-".join(map(str, sizes)),
                        f"{name}, {extent.value}",
                        1e3 * statistics.median(map(sum, took)),
                        1e3 * statistics.median(map(max, took)),
                        len(took[0]),
                    )
                )
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.rounds)
    if options.json:
        print(json.dumps([vars(figure) for figure in figures]))
        return
    for each in figures:
        print(
            f"{each.network:10} {each.question:34} {each.median:8.2f} ms"
            f"  longest slice {each.longest_slice:6.2f} ms of {each.slices}"
        )


if __name__ == "__main__":
    main()
