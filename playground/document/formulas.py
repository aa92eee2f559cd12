"""What the person's own formulas may be in an experiment: one text each, and only of what the points have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import limits
from playground.document.choices import Feature
from playground.document.errors import ExperimentError
from playground.document.sources import TableSource
from playground.formula.errors import FormulaError
from playground.formula.reading import read
from playground.formula.tree import coordinates_of
from playground.formula.writing import canonical, pretty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.document.experiment import Data
    from playground.document.sources import Source
    from playground.formula.tree import Tree

FIELD = "Formula"
# The formulas of the features that are not written as their own formula.
_FEATURES = {
    "sin(x1)": Feature.SIN_X1,
    "sin(x2)": Feature.SIN_X2,
    "cos(x1)": Feature.COS_X1,
    "cos(x2)": Feature.COS_X2,
    "abs(x1)": Feature.ABS_X1,
    "abs(x2)": Feature.ABS_X2,
    "sqrt(x1^2 + x2^2)": Feature.RADIUS,
}


def input_of(text: str) -> str:
    """Return the key of the input that a formula stands for: that of a feature, else its canonical text."""
    try:
        key = canonical(text)
    except FormulaError as error:
        raise ExperimentError(FIELD, error.problem, error.remedy) from error
    return _FEATURES[key].value if key in _FEATURES else key


def read_formula(text: str) -> Tree:
    """Return the tree of a formula; raise `ExperimentError` where it is none."""
    try:
        return read(text)
    except FormulaError as error:
        raise ExperimentError(FIELD, error.problem, error.remedy) from error


def fitting_formulas(formulas: Sequence[str], source: Source) -> tuple[str, ...]:
    """Return the formulas that can be computed from a source's points; none for a table."""
    return tuple(text for text in formulas if coordinates_of(read(text)) <= _coordinates(source))


def _coordinates(source: Source) -> frozenset[int]:
    if isinstance(source, TableSource):
        return frozenset()
    return frozenset(index for index in (1, 2) if f"x{index}" in source.available_inputs)


def check_formulas(data: Data) -> None:
    """Raise `ExperimentError` for the first formula that the data may not have."""
    if len(data.formulas) > limits.MAX_FORMULAS:
        problem = f"{len(data.formulas)} are too many."
        raise ExperimentError("Formulas", problem, f"Use at most {limits.MAX_FORMULAS}.")
    if data.formulas and not _coordinates(data.source):
        raise ExperimentError(FIELD, "a table's columns are as they are.", "Choose a set of points.")
    for place, text in enumerate(data.formulas):
        if text in data.source.available_inputs or text in data.formulas[:place]:
            raise ExperimentError(FIELD, f"{pretty(text)} is there already.", "Switch it on.")
        if text in set(Feature) or not coordinates_of(read_formula(text)) <= _coordinates(data.source):
            raise ExperimentError(FIELD, "these points have only x₁.", "Use x1 alone.")
        if (key := input_of(text)) != text:
            raise ExperimentError(FIELD, f"“{text}” is not written as it is kept.", f"Write {key}.")
