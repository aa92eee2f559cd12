"""A neuron's sum as pieces to be typeset: weights with symbols, the numbers of one sample, the activation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.choices import Activation
from playground.session.wording import ACTIVATIONS
from playground.ui.canvas.names import neuron_name
from playground.ui.pages.cards.sum_terms import Terms, terms_of
from playground.ui.theme.numbers import MINUS, format_compact, format_fixed
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.ui.canvas.design import Design
    from playground.worker.snapshots import NeuronSum


LONGEST_NAME = 12
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one colour; `low` ones are subscripts."""

    text: str
    token: str = "ink"
    low: bool = False


Word = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a line begins with, and words that are not broken apart."""

    head: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The line as plain text."""
        words = (self.head, *("".join(piece.text for piece in word) for word in self.words))
        return " ".join(word for word in words if word).replace(NO_BREAK, " ")


def symbol_of(design: Design, source: Neuron) -> Word:
    """Return the symbol of what a weight reads: an input's label, or a with the neuron's name."""
    name = _short(neuron_name(design, source))
    return (Piece(name),) if source.layer == 0 else (Piece("a"), Piece(name, low=True))


def lines_of(design: Design, found: NeuronSum) -> list[Line]:
    """Return the sum in symbols, in the sample's numbers, and the activation."""
    terms = terms_of(found.products.tolist(), found.bias or 0.0, found.z)
    return [
        Line("z =", tuple(_symbols(design, found, terms))),
        Line("=", tuple(_numbers(found, terms))),
        *_normalized(found),
        _activation(found),
    ]


def _symbols(design: Design, found: NeuronSum, terms: Terms) -> Iterator[Word]:
    for order, place in enumerate(terms.shown):
        weight = float(found.weights[place])
        symbol = symbol_of(design, Neuron(found.neuron.layer - 1, place))
        yield (*_signed(weight, format_compact(abs(weight)), first=order == 0), Piece("·"), *symbol)
    if terms.others:
        yield (Piece(f"+ {terms.others} smaller terms", "ink2"),)
    if found.bias is not None:
        yield _signed(found.bias, format_compact(abs(found.bias)), first=not terms.shown)


def _numbers(found: NeuronSum, terms: Terms) -> Iterator[Word]:
    for order, value in enumerate(terms.products):
        yield _signed(value, _written(abs(value), terms), first=order == 0)
    if terms.others:
        yield _signed(terms.rest, _written(abs(terms.rest), terms), first=False)
    if found.bias is not None:
        yield _signed(terms.bias, _written(abs(terms.bias), terms), first=not terms.products)
    yield (Piece("= "), Piece(_written(terms.total, terms), _token(terms.total)))


def _normalized(found: NeuronSum) -> Iterator[Line]:
    if found.normalized is not None:
        text = (
            format_fixed(found.normalized) if _plain(found.normalized) else format_compact(found.normalized)
        )
        yield Line("n =", ((Piece("normalised z"),), (Piece("= "), Piece(text, _token(found.normalized)))))


def _activation(found: NeuronSum) -> Line:
    activation, given = Activation(found.activation), "z" if found.normalized is None else "n"
    name = ACTIVATIONS[activation]
    said = given if activation is Activation.LINEAR else f"{name}({given})"
    text = format_fixed(found.a) if _plain(found.a) else format_compact(found.a)
    return Line("a =", ((Piece(said),), (Piece("= "), Piece(text, _token(found.a)))))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].strip()}…"


def _plain(value: float) -> bool:
    return value == 0 or 0.1 <= abs(value) < 1e6


def _written(value: float, terms: Terms) -> str:
    return format_compact(value) if terms.decimals is None else format_fixed(value, terms.decimals)


def _signed(value: float, size: str, *, first: bool) -> Word:
    sign = MINUS if value < 0 else "" if first else "+"
    gap = "" if first else NO_BREAK
    return (Piece(f"{sign}{gap}{size}", _token(value)),)


def _token(value: float) -> str:
    return "neg" if value < 0 else "pos" if value > 0 else "ink"
