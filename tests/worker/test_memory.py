"""A run that would not fit into memory says so with the number, before anything is allocated."""

from __future__ import annotations

import tracemalloc

import pytest

from playground.document import edits
from playground.document.choices import Optimizer, Precision, Regularization
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.worker import memory
from playground.worker.messages import Advance, Refused, Start
from playground.worker.run import Run
from tests.worker.local import LocalLoop

WIDE = edits.set_optimizer(edits.set_hidden(Experiment(), (4000, 4000, 4000)), Optimizer.ADAM)


def test_the_number_is_said() -> None:
    with pytest.raises(ExperimentError, match=r"training it needs [0-9.]+ GB of memory, and 200 MB are free"):
        memory.check_memory(WIDE, free=200 * 2**20)
    memory.check_memory(Experiment(), free=200 * 2**20)
    memory.check_memory(WIDE, free=16 * 2**30)


def test_single_precision_needs_half() -> None:
    double = memory.bytes_needed(WIDE) - memory.SPARE
    single = memory.bytes_needed(edits.set_precision(WIDE, Precision.SINGLE)) - memory.SPARE
    assert single == pytest.approx(double / 2, rel=0.05)  # what is evaluated at once fills the same room


def test_a_smaller_last_batch_and_a_penalty_need_more() -> None:
    wide = edits.set_batch_size(edits.set_hidden(Experiment(), (800, 800)), 100)
    even, uneven = memory.bytes_needed(wide, 300), memory.bytes_needed(wide, 350)
    assert uneven - even > 0.4 * (even - memory.bytes_needed(edits.set_batch_size(wide, 1), 300))
    assert memory.bytes_needed(wide) >= uneven
    priced = edits.set_regularization(wide, Regularization.L1_L2)
    assert memory.bytes_needed(priced, 300) - even >= 2 * 8 * wide.parameter_count
    with pytest.raises(ExperimentError, match="training it needs"):
        memory.check_memory(wide, free=uneven - 1, samples=350)
    memory.check_memory(wide, free=uneven - 1, samples=300)


def test_nothing_is_allocated_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda: 200 * 2**20)
    tracemalloc.start()
    try:
        with pytest.raises(ExperimentError, match="Use fewer neurons"):
            Run(WIDE)
        assert tracemalloc.get_traced_memory()[1] < 5 * 2**20
    finally:
        tracemalloc.stop()


def test_what_is_free_is_read_from_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    info, limit, use = (tmp_path / name for name in ("meminfo", "max", "current"))
    for name, path in (("MEMORY_INFO", info), ("GROUP_LIMIT", limit), ("GROUP_USE", use)):
        monkeypatch.setattr(memory, name, path)
    info.write_text("MemTotal:  9000 kB\nMemAvailable:  5000 kB\n")
    assert memory.free_memory() == 5000 * 1024
    use.write_text("1000\n")
    limit.write_text("max\n")
    assert memory.free_memory() == 5000 * 1024
    limit.write_text("4000\n")
    assert memory.free_memory() == 3000
    info.unlink()
    limit.unlink()
    physical = memory.free_memory()
    assert physical is None or physical > 2**20


@pytest.mark.parametrize(("size", "words"), [(5 * 2**20, "5 MB"), (3 * 2**29, "1.5 GB")])
def test_sizes_are_said_as_a_person_reads_them(size: int, words: str) -> None:
    assert memory.in_words(size) == words


def test_the_window_is_told_and_the_worker_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    local = LocalLoop()
    local.give(Start(1, Experiment()), turns=2)
    monkeypatch.setattr(memory, "free_memory", lambda: 200 * 2**20)
    local.give(Start(2, WIDE, carry=True), turns=2)
    (refused,) = [each for each in local.news if isinstance(each, Refused)]
    assert refused.run_id == 2
    assert "and 200 MB are free" in refused.reason
    local.give(Start(3, Experiment()), Advance(5), turns=12)
    assert (local.last.run_id, local.last.step) == (3, 5)
