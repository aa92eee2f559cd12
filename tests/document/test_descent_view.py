"""How a person goes downhill, as it is kept: written, read, refused, and begun anew on another function."""

from __future__ import annotations

from typing import Any

import pytest

from playground.document import edits
from playground.document.choices import DescentShown, FunctionKind
from playground.document.codec import decode, encode
from playground.document.descent_view import DescentView
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice, FunctionsView

LOOKED = DescentView(start=-1.25, rate=0.3, momentum=0.5, shown=DescentShown.ALL)
SINE = FunctionChoice(FunctionKind.CLASSIC, "sine")


def test_it_is_written_and_read() -> None:
    view = FunctionsView(function=SINE, descent=LOOKED)
    assert decode(FunctionsView, encode(view), "view") == view


def test_on_another_function_it_begins_at_that_one_s_own_start() -> None:
    looked = edits.set_functions(Experiment(), descent=LOOKED)
    other = edits.set_functions(looked, function=SINE).view.functions
    assert (other.descent.start, other.descent.rate) == (None, 0.3)
    same = edits.set_functions(looked, function=looked.view.functions.function).view.functions
    assert same.descent == LOOKED


@pytest.mark.parametrize("wrong", [{"rate": 0.0}, {"rate": 11.0}, {"momentum": 1.0}, {"start": 1e12}])
def test_what_could_not_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ExperimentError):
        edits.set_functions(Experiment(), descent=DescentView(**wrong))
