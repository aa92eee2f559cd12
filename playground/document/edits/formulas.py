"""Edits of the person's own formulas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.document.edits.adopting import with_data
from playground.document.edits.data import set_input_on
from playground.document.formulas import input_of

if TYPE_CHECKING:
    from playground.document.experiment import Experiment


def add_formula(experiment: Experiment, text: str) -> Experiment:
    """Add a formula as an input that is on; one that is there already, by any name, is switched on."""
    data, key = experiment.data, input_of(text)
    if key in data.available_inputs:
        return set_input_on(experiment, key, True)
    return with_data(experiment, replace(data, formulas=(*data.formulas, key), inputs=(*data.inputs, key)))


def remove_formula(experiment: Experiment, formula: str) -> Experiment:
    """Take a formula away, and off."""
    data = experiment.data
    formulas, inputs = (
        tuple(name for name in names if name != formula) for names in (data.formulas, data.inputs)
    )
    return with_data(experiment, replace(data, formulas=formulas, inputs=inputs))


def replace_formula(experiment: Experiment, formula: str, text: str) -> Experiment:
    """Put another formula in the place of one; it is on if that was."""
    data, key = experiment.data, input_of(text)
    formulas, inputs = (
        tuple(key if name == formula else name for name in names) for names in (data.formulas, data.inputs)
    )
    return with_data(experiment, replace(data, formulas=formulas, inputs=inputs))
