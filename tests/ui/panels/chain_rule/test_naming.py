"""The names of weights, biases and paths in plain text."""

from __future__ import annotations

import pytest

from playground.ui.panels.chain_rule.naming import parameter_text, path_text, paths_title, symbol_text
from playground.worker.snapshots import Neuron, Parameter


def name_of(neuron: Neuron) -> str:
    return "output" if neuron.layer == 4 else f"{neuron.layer}.{neuron.index + 1}"


def test_symbols_count_from_one_and_name_the_layer() -> None:
    assert symbol_text(Parameter(0, 1, 0)) == "w₂₁⁽¹⁾"
    assert symbol_text(Parameter(1, None, 3)) == "b₄⁽²⁾"
    assert symbol_text(Parameter(11, 9, 0)) == "w₁₀,₁⁽¹²⁾"
    assert parameter_text(Parameter(1, 0, 2), name_of) == "Weight 1.1 → 2.3"
    assert parameter_text(Parameter(1, None, 2), name_of) == "Bias of 2.3"


@pytest.mark.parametrize(
    ("layer", "neurons", "outputs", "text"),
    [
        (0, (1, 0, 2, 0), 1, "via 2.1, 3.3"),
        (1, (1, 2, 0), 1, "via neuron 3.3"),
        (0, (1, 0, 2, 4, 1, 0), 1, "via 1→3→5→2"),
        (2, (1, 0), 1, "via neuron 3.2"),
        (3, (0,), 1, "straight into the loss"),
        (1, (1, 2, 0), 3, "via 3.3, output"),
        (3, (2,), 3, "straight into the loss"),
    ],
)
def test_a_path_is_named_by_what_it_goes_through(
    layer: int, neurons: tuple[int, ...], outputs: int, text: str
) -> None:
    assert path_text(layer, neurons, outputs, name_of) == text


def test_the_number_of_paths_is_a_word_up_to_twelve() -> None:
    assert paths_title(1) == "One path leads to the loss"
    assert paths_title(3) == "Three paths lead to the loss"
    assert paths_title(12) == "Twelve paths lead to the loss"
    assert paths_title(4_096) == "4\u2009096 paths lead to the loss"
