"""What the picture of the network says of a part, under the mouse and to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.panels.chain_rule.naming import NameOf, parameter_text
from playground.ui.theme.numbers import format_signed, format_significant
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.net_layout import Hit
    from playground.ui.panels.chain_rule.net_picture import NetPicture

DIGITS = 5


def words_of(hit: Hit, picture: NetPicture, name_of: NameOf) -> str:
    """Return the name of a part with its numbers, as far as they are known by now."""
    if isinstance(hit, Parameter):
        return _of_parameter(hit, picture, name_of)
    if isinstance(hit, Neuron):
        return _of_neuron(hit, picture, name_of)
    if not picture.knows_loss():
        return "The loss"
    return f"The loss of the sample: {format_significant(picture.answer.loss, DIGITS)}"


def picked_words(picture: NetPicture, name_of: NameOf) -> str:
    """Return what is picked and what its derivative is, for who cannot see it."""
    return f"Picked: {_of_parameter(picture.answer.parameter, picture, name_of, 'to')}"


def _of_parameter(parameter: Parameter, picture: NetPicture, name_of: NameOf, arrow: str = "→") -> str:
    symbol = "b" if parameter.source is None else "w"
    said = [parameter_text(parameter, name_of, arrow)]
    value, slope = picture.weight(parameter), picture.slope(parameter)
    if value is not None:
        said.append(f"{symbol} = {format_significant(value, DIGITS)}")
    if slope is not None and picture.complete:
        said.append(f"∂L/∂{symbol} = {format_signed(slope, DIGITS)}")
    share = picture.share(parameter)
    if share is not None:
        said.append(f"paths through it: {format_signed(share, DIGITS)}")
    return ", ".join(said)


def _of_neuron(neuron: Neuron, picture: NetPicture, name_of: NameOf) -> str:
    name, value = name_of(neuron), picture.value(neuron)
    title = (
        f"Input {name}" if neuron.layer == 0 else f"Neuron {name}" if name[0].isdigit() else name.capitalize()
    )
    if value is None:
        return title
    if neuron.layer == 0:
        return f"{title} = {format_significant(value, DIGITS)}"
    total = float(picture.answer.layers[neuron.layer - 1].sums[neuron.index])
    return f"{title}: z = {format_significant(total, DIGITS)}, a = {format_significant(value, DIGITS)}"
