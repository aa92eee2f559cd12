"""The sentence about the errors: what it says of each kind of result, and of its near misses."""

from __future__ import annotations

import numpy as np
import pytest

from playground.ui.panels.errors.words import (
    accuracy_text,
    class_sentence,
    number_sentence,
    r_squared_text,
)
from playground.worker.snapshots import ClassErrors, NumberErrors

ABC = ("A", "B", "C")


def plain(text: str) -> str:
    return text.replace("\N{THIN SPACE}", " ")


def classes(counts: list[list[int]], every: int | None = None) -> ClassErrors:
    table = np.array(counts)
    samples = int(table.sum())
    rows = table.sum(axis=1)
    none = (None,) * len(table)
    return ClassErrors(
        samples=samples,
        every=every or samples,
        counts=table,
        true=np.repeat(np.arange(len(table)), rows).astype(np.int16),
        said=np.concatenate([np.repeat(np.arange(len(table)), row) for row in table]).astype(np.int16),
        sureness=np.ones(samples, np.float32),
        probabilities=True,
        wrong=np.zeros(0, np.int64),
        accuracy=float(table.trace() / samples),
        precision=none,
        recall=none,
        commonest=float(rows.max() / samples),
        commonest_class=int(rows.argmax()),
    )


def numbers(targets: list[float], predictions: list[float]) -> NumberErrors:
    true, said = np.array(targets), np.array(predictions)
    spread = ((true - true.mean()) ** 2).sum()
    return NumberErrors(
        samples=len(true),
        every=len(true),
        targets=true,
        predictions=said,
        residuals=true - said,
        largest=np.arange(len(true)),
        r_squared=None if spread == 0 else float(1 - ((true - said) ** 2).sum() / spread),
        mean_absolute=float(np.abs(true - said).mean()),
        root_mean_square=float(np.sqrt(((true - said) ** 2).mean())),
        mean=float(true.mean()),
    )


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([[5, 0], [0, 5]], "None of 10 test samples is wrong."),
        ([[4, 1], [0, 5]], "Of 10 test samples 1 is wrong: class A taken for B."),
        ([[8, 2], [0, 9]], "Of 19 test samples 2 are wrong, both class A taken for B."),
        ([[9, 1], [1, 9]], "Of 20 test samples 2 are wrong, no two alike."),
        ([[9, 0], [3, 9]], "Of 21 test samples 3 are wrong, all class B taken for A."),
        ([[9, 1], [3, 9]], "Of 22 test samples 4 are wrong, most often class B taken for A (3 times)."),
        ([[9, 2], [2, 9]], "Of 22 test samples 4 are wrong, no one mistake the commonest (2 times at most)."),
        (
            [[9, 1, 0], [0, 9, 1], [1, 0, 9]],
            "Of 30 test samples 3 are wrong, no two alike.",
        ),
    ],
)
def test_the_mistakes_are_told_as_they_are(counts: list[list[int]], sentence: str) -> None:
    assert class_sentence(classes(counts), ABC, "test") == sentence


def test_an_answer_no_better_than_the_commonest_class_is_called_so_and_a_better_one_is_not() -> None:
    same = plain(class_sentence(classes([[6, 0], [4, 0]]), ABC, "test"))
    assert same.endswith("No better than always saying A (60.0 % right).")
    worse = plain(class_sentence(classes([[4, 2], [3, 1]]), ABC, "test"))
    assert worse.endswith("Worse than always saying A (60.0 % right).")
    assert "always" not in class_sentence(classes([[6, 0], [3, 1]]), ABC, "test")


def test_of_a_large_set_it_says_how_many_were_looked_at() -> None:
    told = plain(class_sentence(classes([[9, 1], [0, 10]], every=35_000), ABC, "training"))
    assert told == "Of the first 20 of 35 000 training samples 1 is wrong: class A taken for B."


def test_an_accuracy_is_whole_only_where_nothing_is_wrong() -> None:
    assert plain(accuracy_text(classes([[5, 0], [0, 5]]))) == "100.0 %"
    assert plain(accuracy_text(classes([[19_999, 1], [0, 20_000]]))) == "99.9 %"


def test_the_variance_that_is_explained_is_never_rounded_to_all_of_it() -> None:
    part = numbers([0, 1, 2, 3], [0, 1, 2, 3.001])
    assert plain(number_sentence(part, "test")) == (
        "Off by 0.000250 on average: it explains more than 99.9 % of the variance among 4 test samples."
    )
    assert r_squared_text(part) == "0.9999"
    exact = numbers([0, 1, 2, 3], [0, 1, 2, 3])
    assert "explains all of the variance" in number_sentence(exact, "test")
    assert r_squared_text(exact) == "1.0000"


def test_what_the_mean_would_do_better_is_called_so() -> None:
    worse = number_sentence(numbers([0, 1, 2, 3], [3, 2, 1, 0]), "test")
    assert worse.startswith("Off by 2.00 on average: on 4 test samples it does worse than always saying")
    assert worse.endswith("their mean, 1.50.")
    even = number_sentence(numbers([0, 1, 2, 3], [1.5, 1.5, 1.5, 1.5]), "test")
    assert "as well as always saying their mean" in even
    better = plain(number_sentence(numbers([0, 1, 2, 3], [0.5, 1.5, 1.5, 2.5]), "training"))
    assert better == "Off by 0.500 on average: it explains 80.0 % of the variance among 4 training samples."


def test_equal_targets_have_no_r_squared() -> None:
    part = numbers([2.5, 2.5], [2.0, 2.0])
    assert r_squared_text(part) == "undefined"
    assert number_sentence(part, "test") == (
        "All targets of 2 test samples are 2.50: R² is undefined. Off by 0.500 on average."
    )
    one = number_sentence(numbers([2.5], [2.0]), "test")
    assert one == "A single test sample has no variance to explain: R² is undefined. Off by 0.500."
