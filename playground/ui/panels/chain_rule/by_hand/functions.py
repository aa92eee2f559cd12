"""Activations, losses and their derivatives written out, with letters or with numbers in their places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playground.ui.theme.numbers import MINUS
from playground.ui.widgets.maths.tree import Brackets, Coloured, Node, Prose, Row, Space, Text, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# A sign takes the spaces around it along: the layout of formulas gives it its room.
_PIECES = re.compile(r" ?[+−·=<>] ?|[A-Za-z]+|[0-9.]+|.")
_NEVER_BROKEN = 7  # parts in brackets that stay on one line
_SIGNS = "+−·=<>"
_NAMES = ("tanh", "exp", "log", "sin", "cos", "sign", "max")

# {z} and {a} stand for their symbols or numbers. The constants are those of the engine, rounded.
ACTIVATIONS: dict[str, str] = {
    "tanh": "tanh({z})",
    "sigmoid": "1/(1 + exp(−{z}))",
    "relu": "max(0, {z})",
    "leaky_relu": "{z} if {z} > 0, else 0.01·{z}",
    "elu": "{z} if {z} > 0, else exp({z}) − 1",
    "selu": "1.0507·{z} if {z} > 0, else 1.7581·(exp({z}) − 1)",
    "gelu": "½·{z}·(1 + tanh(0.7979·({z} + 0.04472·({z})³)))",
    "silu": "{z}/(1 + exp(−{z}))",
    "softplus": "log(1 + exp({z}))",
    "softsign": "{z}/(1 + |{z}|)",
    "sine": "sin({z})",
    "linear": "{z}",
}
SLOPES: dict[str, str] = {
    "tanh": "1 − ({a})²",
    "sigmoid": "{a}·(1 − {a})",
    "relu": "1 if {z} > 0, else 0",
    "leaky_relu": "1 if {z} > 0, else 0.01",
    "elu": "1 if {z} > 0, else {a} + 1",
    "selu": "1.0507 if {z} > 0, else {a} + 1.7581",
    "gelu": "½·(1 + h) + ½·{z}·(1 − h²)·0.7979·(1 + 0.1341·({z})²), h = tanh(0.7979·({z} + 0.04472·({z})³))",
    "silu": "s + {a}·(1 − s), s = 1/(1 + exp(−{z}))",
    "softplus": "1/(1 + exp(−{z}))",
    "softsign": "1/(1 + |{z}|)²",
    "sine": "cos({z})",
    "linear": "1",
}
# {y} is what the loss reads, {t} the target, {e} their difference.
LOSSES: dict[str, str] = {
    "half_squared": "½·({y} − {t})²",
    "absolute": "|{y} − {t}|",
    "huber": "½·e² if |e| < 1, else |e| − ½, e = {y} − {t}",
    "binary_cross_entropy": "log(1 + exp(−{t}·{y}))",
    "hinge": "max(0, 1 − {t}·{y})",
}
LOSS_SLOPES: dict[str, str] = {
    "half_squared": "{y} − {t}",
    "absolute": "sign({y} − {t})",
    "huber": "e cut to −1 … 1, e = {y} − {t}",
    "binary_cross_entropy": "−{t}/(1 + exp({t}·{y}))",
    "hinge": "−{t} if {t}·{y} < 1, else 0",
}
SMOOTHED_LOSS, SMOOTHED_SLOPE = " + {s}·{t}·{y}", " + {s}·{t}"


def filled(template: str, parts: Mapping[str, Node]) -> Row:
    """Return a template with nodes in the places of its letters in braces; negative numbers in brackets."""
    found: list[Node] = []
    for place, text in enumerate(template.replace("}", "{").split("{")):
        if place % 2:
            found.extend(_bracketed(parts[text], found))
        else:
            found.extend(_literal(text))
    return Row(tuple(found))


def added(terms: Iterable[Node]) -> Row:
    """Return terms with a plus between them, and a minus before those that begin with a negative number."""
    found: list[Node] = []
    for term in terms:
        first, *rest = flat(term)
        if found and _is_negative(first):
            found += [Text(MINUS), _without_sign(first), *rest]
        else:
            found += [*([Text("+")] if found else []), first, *rest]
    return Row(tuple(found))


def enclosed(node: Node) -> Row:
    """Return a formula in brackets where it is a sum or a choice, as a factor of a product."""
    parts = tuple(flat(node))
    inside = any(isinstance(part, Text) and part.text in "+−" for part in parts[1:])
    chosen = any(isinstance(part, Prose) and part.text == "else" for part in parts)
    alone = not (inside or chosen or _is_negative(parts[0]))
    if alone:
        return Row(parts)
    if len(parts) <= _NEVER_BROKEN:
        return Row((Brackets(Row(parts)),))
    return Row((Text("("), *parts, Text(")")))


def _literal(text: str) -> Iterator[Node]:
    for word in _PIECES.findall(text):
        if word == " ":
            yield Space(0.25)
        elif word == MINUS:
            yield Prose(word)  # the sign of what follows, so close to it
        elif word.strip() in _SIGNS:
            yield Text(word.strip())
        elif word in _NAMES:
            yield Text(word, upright=True)
        elif (word[0].isalpha() and len(word) > 1) or word[0].isdigit() or word == "…":
            yield Prose(word)
        else:
            yield Text(word)


def _bracketed(part: Node, before: Sequence[Node]) -> Iterator[Node]:
    negative = _is_negative(next(flat(part)))
    last = before[-1] if before else None
    alone = last is None or (isinstance(last, Text) and last.text in ("(", "|")) or isinstance(last, Space)
    if negative and not alone:
        yield Text("(")
    yield from flat(part)
    if negative and not alone:
        yield Text(")")


def _is_negative(node: Node) -> bool:
    inner = node.inner if isinstance(node, Coloured) else node
    return isinstance(inner, Prose) and inner.text.startswith(MINUS)


def _without_sign(node: Node) -> Node:
    if isinstance(node, Coloured):
        return Coloured(_without_sign(node.inner), node.token)
    assert isinstance(node, Prose)
    return Prose(node.text.removeprefix(MINUS), node.bold)
