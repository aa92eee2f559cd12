from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from playground.data.csv_choices import ColumnChoice, RowChoice
from playground.data.csv_format import CsvFormat
from playground.data.csv_source import Progress
from playground.worker.csv_importer import Importer
from playground.worker.csv_messages import Answer, Preview, Read, TooMuch
from playground.worker.csv_process import CsvReader, limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playground.data.table import Table
    from playground.worker.csv_messages import Verdict

PATIENCE = 30.0


class Heard:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.progress: list[Progress] = []
        self.too_much: list[TooMuch] = []
        self.previews: list[Preview] = []
        self.verdicts: list[Verdict] = []
        self.tables: list[Table] = []
        self.failures: list[tuple[str, str, str]] = []

    def csv_progress(self, progress: Progress) -> None:
        self.progress.append(progress)

    def csv_too_much(self, news: TooMuch) -> None:
        self.too_much.append(news)

    def csv_preview(self, preview: Preview) -> None:
        self.previews.append(preview)

    def csv_verdict(self, verdict: Verdict) -> None:
        self.verdicts.append(verdict)

    def csv_table(self, table: Table) -> None:
        self.tables.append(table)

    def csv_failed(self, place: str, problem: str, remedy: str) -> None:
        self.failures.append((place, problem, remedy))


@pytest.fixture
def reader() -> Iterator[CsvReader]:
    reader = CsvReader()
    yield reader
    reader.close()


def until(reader: CsvReader, heard: Heard, done: Callable[[], Any]) -> None:
    """Listen until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not done() and not heard.failures and time.monotonic() < deadline:
        reader.poll(heard)
    assert done(), heard.failures


def read(reader: CsvReader, path: Path, format: CsvFormat | None = None) -> Preview:
    heard = Heard()
    reader.read(path, format)
    until(reader, heard, lambda: heard.previews)
    return heard.previews[0]


def refused(reader: CsvReader, path: Path) -> tuple[str, str, str]:
    heard = Heard()
    reader.read(path)
    until(reader, heard, lambda: heard.failures)
    return heard.failures[0]


def table(path: Path, rows: int = 60) -> Path:
    lines = [f"{n % 7 - 3};{n / 8:.3f};word{n % 2}".replace(".", ",") for n in range(rows)]
    lines[2] = "x;1,5;word0"
    lines[3] = "1;2"
    path.write_text("a;b;kind\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_file_is_read_checked_and_fetched(reader: CsvReader, tmp_path: Path) -> None:
    preview = read(reader, table(tmp_path / "points.csv"))
    assert preview.format == CsvFormat("utf-8", ";", ",", True)
    assert preview.names == ("a", "b", "kind")
    assert preview.kinds == ("number", "number", "text")
    assert preview.rows == 60
    assert preview.first_rows[0] == ("-3", "0,000", "word0")
    assert preview.first_rows[3] == ("1", "2")
    assert len(preview.first_rows) == 12
    assert {(each.row, each.column) for each in preview.problems} == {(4, "a"), (5, "(whole row)")}
    assert preview.problem_count == 2
    heard = Heard()
    reader.check(preview.target, (0, 1))
    until(reader, heard, lambda: heard.verdicts)
    [verdict] = heard.verdicts
    assert (verdict.kind, verdict.kept, verdict.total, verdict.classes) == ("classes", 58, 60, 2)
    reader.fetch()
    until(reader, heard, lambda: heard.tables)
    [fetched] = heard.tables
    assert fetched.columns == ("a", "b")
    assert fetched.classes == ("word0", "word1")
    kept = [n for n in range(60) if n not in (2, 3)]
    np.testing.assert_array_equal(fetched.values[:, 0], [n % 7 - 3 for n in kept])
    assert not fetched.values.flags.writeable


def test_another_format_reads_the_same_file_anew(reader: CsvReader, tmp_path: Path) -> None:
    preview = read(reader, table(tmp_path / "points.csv"))
    headless = read(reader, tmp_path / "points.csv", replace(preview.format, has_header=False))
    assert headless.names == ("column 1", "column 2", "column 3")
    assert headless.first_rows[0] == ("a", "b", "kind")
    assert headless.rows == 61


def test_a_choice_that_cannot_be_used_is_told(reader: CsvReader, tmp_path: Path) -> None:
    read(reader, table(tmp_path / "points.csv"))
    heard = Heard()
    reader.check(2, (), "classes")
    until(reader, heard, lambda: heard.verdicts)
    refusal = heard.verdicts[0].refusal
    assert refusal is not None
    assert refusal.place == "inputs"
    assert refusal.remedy


def test_only_the_last_question_is_answered(reader: CsvReader, tmp_path: Path) -> None:
    read(reader, table(tmp_path / "points.csv"))
    heard = Heard()
    for _ in range(20):
        reader.check(2, (0,), "classes")
    reader.check(2, (0, 1), "classes")
    until(reader, heard, lambda: heard.verdicts)
    reader.fetch()
    until(reader, heard, lambda: heard.tables)
    assert len(heard.verdicts) == 1
    assert heard.tables[0].columns == ("a", "b")


def test_a_new_reading_gives_up_the_old_one(reader: CsvReader, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("a,b\n" + "1,2\n" * 3_000_000)
    heard = Heard()
    reader.read(tmp_path / "long.csv")
    until(reader, heard, lambda: heard.progress)
    assert read(reader, table(tmp_path / "points.csv")).names == ("a", "b", "kind")
    assert not heard.previews


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b"\0\1\2\3" * 100, "text file"),
        (b"PK\x03\x04" + bytes(100), "packed file"),
        (b'a,b\n"1,2\n3,4\n', "closed"),
        (b"a,b\n", "no row"),
        (b"a,b\n1,2\n" + b"1,\0\n", "text file"),
        (b"a,b\n1,2\n" * 9000 + b"1,\0\n", "NUL"),
        (b"a,b\n1,2\n" + b"1" * 100_000_000 + b",2\n", "longer than 1,048,576 characters"),
        (b"1," * 30_000 + b"\n", "columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    content: bytes, words: str, reader: CsvReader, tmp_path: Path
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    _, problem, remedy = refused(reader, path)
    assert words in problem
    assert remedy


def test_a_missing_file_is_told_and_the_reader_goes_on(reader: CsvReader, tmp_path: Path) -> None:
    place, problem, _ = refused(reader, tmp_path / "missing.csv")
    assert place == "missing.csv"
    assert problem == "no such file or directory"
    assert read(reader, table(tmp_path / "points.csv")).rows == 60


def test_a_file_too_large_for_the_memory_is_told_before_it_is_read(tmp_path: Path) -> None:
    path = table(tmp_path / "points.csv", rows=60_000)
    heard: list[Answer] = []
    importer = Importer(Collecting(heard), memory=2_000_000)  # type: ignore[arg-type]
    importer.answer(Read(1, path, None))
    [answer] = heard
    news = answer.content
    assert isinstance(news, TooMuch)
    assert news.format == CsvFormat("utf-8", ";", ",", True)
    assert news.columns == 3
    assert 55_000 < news.rows < 65_000
    assert news.needed > news.free == 2_000_000
    heard.clear()
    importer.answer(Read(2, path, None, RowChoice(sample=news.sample)))
    preview = heard[-1].content
    assert isinstance(preview, Preview)
    assert (preview.rows, preview.taken) == (60_000, news.sample)


def test_a_table_comes_in_pieces_and_is_whole(reader: CsvReader, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "".join(f"{n},{n % 7}.5\n" for n in range(700_000)))
    read(reader, path)
    heard = Heard()
    reader.check(1, (0,), "number")
    until(reader, heard, lambda: heard.verdicts)
    reader.fetch()
    until(reader, heard, lambda: heard.tables)
    np.testing.assert_array_equal(heard.tables[0].values[:, 0], np.arange(700_000))
    np.testing.assert_array_equal(heard.tables[0].target, np.arange(700_000) % 7 + 0.5)


def test_no_target_is_refused(reader: CsvReader, tmp_path: Path) -> None:
    read(reader, table(tmp_path / "points.csv"))
    heard = Heard()
    reader.check(-1, (0, 1))
    until(reader, heard, lambda: heard.verdicts)
    refusal = heard.verdicts[0].refusal
    assert refusal is not None
    assert (refusal.place, refusal.problem) == ("target", "none is chosen")


def test_choices_reach_the_table(reader: CsvReader, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("a,w,t\n" + "".join(f"{n if n % 3 else ''},{'pq'[n % 2]},{n}\n" for n in range(30)))
    preview = read(reader, path)
    assert (preview.problems_in, preview.words_in) == ((10, 0, 0), (0, 2, 0))
    heard = Heard()
    choices = {0: ColumnChoice("zero"), 1: ColumnChoice("drop", "one_hot")}
    reader.check(2, (0, 1), "number", choices)
    until(reader, heard, lambda: heard.verdicts)
    assert (heard.verdicts[0].kept, heard.verdicts[0].inputs) == (30, 3)
    assert heard.verdicts[0].left_out is not None
    assert [each.cells for each in heard.verdicts[0].left_out.filled] == [10]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX processes")
def test_closing_in_the_middle_leaves_no_process(reader: CsvReader, tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("a,b\n" + "1,2\n" * 3_000_000)
    heard = Heard()
    reader.read(tmp_path / "long.csv")
    until(reader, heard, lambda: len(heard.progress) > 3)
    assert 0.0 < heard.progress[-1].share < 1.0
    assert heard.progress[-1].rows > 0
    pid = reader.pid
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


class Collecting:
    """A pipe's end that keeps what is sent and never holds a command."""

    def __init__(self, sent: list[Answer]) -> None:
        self._sent = sent

    def send(self, answer: Answer) -> None:
        if not isinstance(answer.content, Progress):
            self._sent.append(answer)

    def poll(self) -> bool:
        return False


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_the_process_being_killed_is_told_and_the_next_reading_works(
    reader: CsvReader, tmp_path: Path
) -> None:
    read(reader, table(tmp_path / "points.csv"))
    heard = Heard()
    for _ in range(3):
        os.kill(reader.pid, signal.SIGKILL)
        reader.check(2, (0,))
        heard = Heard()
        until(reader, heard, lambda heard=heard: heard.failures)
        assert "ended by the system" in heard.failures[0][1]
        assert reader.pid == 0
        assert read(reader, tmp_path / "points.csv").rows == 60


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_hanging_file_can_be_left_at_once(reader: CsvReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    reader.read(tmp_path / "pipe.csv")
    reader.poll(Heard())
    reader.close()
    assert reader.pid == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
def test_memory_is_limited() -> None:
    program = (
        "from playground.worker.csv_process import limit_memory\nlimit_memory(50_000_000)\n"
        "try: bytearray(100_000_000)\nexcept MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "refused"
    assert callable(limit_memory)


def test_closing_twice_or_unstarted_does_nothing() -> None:
    reader = CsvReader()
    reader.poll(Heard())
    reader.close()
    reader.close()
