"""What an import says: how far it has come, what a choice gives, and what is left out by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.dialogs.message import as_sentence, shortened
from playground.ui.theme.numbers import format_fixed, format_integer, format_percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.data.csv_choices import RowChoice
    from playground.data.csv_losses import LeftOut
    from playground.data.csv_source import Progress
    from playground.worker.csv_messages import TooMuch, Verdict

SLOW_ROWS = 2_000_000
_MOST_REASONS = 3
_MOST_NAMES = 12
_MEGABYTE, _GIGABYTE = 10**6, 10**9


def counted(count: int, what: str) -> str:
    """Return ``1 row`` or ``4 520 rows``."""
    return f"{format_integer(count)} {what}{'' if count == 1 else 's'}"


def megabytes(size: int) -> str:
    """Return a size in whole megabytes, or in gigabytes with a decimal."""
    if size >= _GIGABYTE:
        return f"{format_fixed(size / _GIGABYTE, 1)} GB"
    return f"{format_integer(round(size / _MEGABYTE))} MB"


def said(place: str, problem: str, remedy: str) -> str:
    """Return an error as one or two sentences."""
    return shortened(f"{as_sentence(place)}: {problem}. {remedy}.")


def progress_text(progress: Progress) -> str:
    """Return how far the reading has come, in rows and in bytes."""
    read, total = format_integer(progress.bytes // _MEGABYTE), megabytes(progress.total)
    if progress.total >= _GIGABYTE:
        read = format_fixed(progress.bytes / _GIGABYTE, 1)
    return f"Reading… {counted(progress.rows, 'row')}, {read} of {total} ({format_percent(progress.share)})"


def too_much_text(news: TooMuch) -> str:
    """Return why a file is not read, with the numbers, and what can be done."""
    return (
        f"About {counted(news.rows, 'row')} of {counted(news.columns, 'column')} need "
        f"{megabytes(news.needed)} of memory, and {megabytes(news.free)} may be used. "
        "Read a random sample, or every k-th row."
    )


def verdict_text(verdict: Verdict) -> str:
    """Return in words which rows are used, what the target is, and the main losses."""
    target = f"{verdict.classes} classes" if verdict.kind == "classes" else "the target is a number"
    used = f"{counted(verdict.inputs, 'input')}, {target}."
    if verdict.kept == verdict.total:
        rows = f"All {counted(verdict.total, 'row')} are used: {used}"
    else:
        are = "is" if verdict.kept == 1 else "are"
        rows = f"{format_integer(verdict.kept)} of {counted(verdict.total, 'row')} {are} used: {used}"
    sentences = [rows]
    if verdict.passed_over:
        sentences.append(f"Not taken: {counted(verdict.passed_over, 'row')}.")
    if verdict.left_out is not None:
        sentences += _losses_text(verdict.left_out)
    if verdict.kept > SLOW_ROWS:
        sentences.append("Each measure passes over all of them, which takes seconds: a sample learns sooner.")
    return shortened(" ".join(sentences))


def _losses_text(left_out: LeftOut) -> list[str]:
    losses = sorted(left_out.losses, key=lambda loss: -loss.rows)
    parts = [f"{counted(loss.rows, 'row')} {loss.why} (first: line {loss.line})" for loss in losses]
    sentences = [f"Left out: {_first_few(parts, 'reason')}."] if parts else []
    if left_out.filled:
        filled = [
            f"{counted(each.cells, 'cell')} of “{shortened(each.column, 30)}” with {each.value}"
            for each in left_out.filled
        ]
        sentences.append(f"Filled: {_first_few(filled, 'column')}.")
    return sentences


def _first_few(parts: Sequence[str], what: str) -> str:
    shown = [*parts[:_MOST_REASONS]]
    if len(parts) > _MOST_REASONS:
        shown.append(f"and {counted(len(parts) - _MOST_REASONS, f'more {what}')}")
    return ", ".join(shown)


def loss_rows(verdict: Verdict, choice: RowChoice, unticked: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return all that is not taken as it stands: how many, the first line, and what."""
    left_out = verdict.left_out
    rows: list[tuple[str, str, str]] = []
    if verdict.passed_over:
        every = f"passed over, one of {choice.every} is taken"
        way = f"not drawn, seed {choice.seed}" if choice.sample else every
        rows.append((counted(verdict.passed_over, "row"), "", way))
    if left_out is None:
        return rows
    rows += [(counted(loss.rows, "row"), f"{loss.line}", loss.why) for loss in left_out.losses]
    for each in left_out.filled:
        how = f", {each.how}" if each.how else ""
        rows.append((counted(each.cells, "cell"), "", f"of “{each.column}” filled with {each.value}{how}"))
    words, dates = left_out.text_columns, left_out.date_columns
    for names, what in ((words, "words"), (dates, "dates"), (unticked, "numbers")):
        if names:
            rows.append((counted(len(names), "column"), "", f"of {what}, left out: {_names(names)}"))
    return rows


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(shortened(name, 30) for name in names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {format_integer(more)} more" if more > 0 else shown
