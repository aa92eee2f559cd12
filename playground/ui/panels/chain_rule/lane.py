"""What the lane shows of a path: its values, the derivatives between them, and which are blank by now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from playground.document.choices import Loss
from playground.ui.panels.chain_rule.spoken import spoken
from playground.ui.panels.chain_rule.symbols import partial, symbol_of
from playground.ui.panels.chain_rule.value_words import function_name, output_name
from playground.ui.theme.numbers import MINUS, format_signed, format_significant
from playground.worker.questions import LinkKind, ValueKind

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.stage import Stage
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import ChainAnswer, Link
    from playground.worker.snapshots import Floats

Key = tuple[str, int]
COLUMNS = ("name", "value", "derivative", "its value", "product so far")
KINK = "kink: slope from the left"


@dataclass(frozen=True, slots=True)
class Station:
    """A value: its symbol, and its number, "" while that is not known."""

    kind: ValueKind
    symbol: Node
    name: str
    value: float
    number: str


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from a value to the next: what is `done`, the local function, the derivative, the product.

    `slope` and `product` are "" while they are not known; the point of the function is known with the value
    that comes out (`reached`).
    """

    done: str
    fraction: Node
    name: str
    derivative: float
    slope: str
    so_far: float
    product: str
    reached: bool
    at: tuple[float, float]
    xs: Floats
    ys: Floats
    kink: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """All stations and the steps between them (one less), and what has just been found."""

    stations: tuple[Station, ...]
    steps: tuple[Step, ...]
    active: Key | None

    @property
    def keys(self) -> tuple[Key, ...]:
        """Everything that can be pointed at, from left to right."""
        places = range(len(self.stations))
        both = [(("value", place), ("link", place)) for place in places]
        return tuple(key for pair in both for key in pair)[:-1]

    @property
    def names(self) -> tuple[object, ...]:
        """All that is shown but the numbers and what depends on them."""
        values = [(each.kind, each.symbol, bool(each.number)) for each in self.stations]
        steps = [(each.done, each.fraction, bool(each.slope)) for each in self.steps]
        return (*values, *steps)

    def words(self, key: Key) -> str:
        """Return what is known of a part, in words, with all digits that matter."""
        kind, place = key
        if kind == "value":
            station = self.stations[place]
            known = format_significant(station.value, 10) if station.number else "not known yet"
            return f"{station.name} = {known}" if station.number else f"{station.name}: {known}"
        return _words_of(self.steps[place])

    def table(self) -> str:
        """Return a line for each value, with what leads to the next; what is not known is left out."""
        lines = ["\t".join(COLUMNS)]
        for station, step in zip_longest(self.stations, self.steps):
            value = repr(station.value) if station.number else ""
            known = step is not None and bool(step.slope)
            steps = [step.name, repr(step.derivative), repr(step.so_far)] if known else ["", "", ""]
            lines.append("\t".join([station.name, value, *steps]))
        return "\n".join(lines)

    def text(self) -> str:
        """Return the lane as a screen reader reads it."""
        values = [f"{each.name} {each.number or 'blank'}" for each in self.stations]
        slopes = [f"{each.name} {each.slope or 'blank'}" for each in reversed(self.steps)]
        products = [each.product or "blank" for each in reversed(self.steps)]
        return (
            f"Values: {', '.join(values)}. Derivatives from the loss: {', '.join(slopes)}. "
            f"Product so far: {', '.join(products)}."
        )


def lane_of(answer: ChainAnswer, stage: Stage) -> Lane:
    """Return what is shown of the chosen path at a stage of the walk."""
    stations = tuple(_station(answer, place, stage) for place in range(len(answer.values)))
    steps = tuple(_step(answer, place, stage) for place in range(len(answer.links)))
    active = ("value", stage.value) if stage.value is not None else None
    return Lane(stations, steps, ("link", stage.link) if stage.link is not None else active)


def _station(answer: ChainAnswer, place: int, stage: Stage) -> Station:
    value = answer.values[place]
    number = format_significant(value.value, 3) if stage.knows_value(place) else ""
    return Station(value.kind, symbol_of(value, answer), spoken(answer, place), value.value, number)


def _step(answer: ChainAnswer, place: int, stage: Stage) -> Step:
    link, before, after = answer.links[place], answer.values[place], answer.values[place + 1]
    known = stage.knows_link(place, len(answer.links))
    return Step(
        done=_done(answer, link),
        fraction=partial(symbol_of(after, answer), symbol_of(before, answer)),
        name=f"∂{spoken(answer, place + 1)}/∂{spoken(answer, place)}",
        derivative=link.derivative,
        slope=format_significant(link.derivative, 3) if known else "",
        so_far=link.so_far,
        product=format_signed(link.so_far, 4) if known else "",
        reached=stage.knows_value(place + 1),
        at=(before.value, after.value),
        xs=link.xs,
        ys=link.ys,
        kink=link.kink,
    )


def _done(answer: ChainAnswer, link: Link) -> str:
    """Return what makes the next value, on one line or two."""
    match link.kind:
        case LinkKind.OF_PARAMETER if answer.parameter.source is None:
            return "+ rest"
        case LinkKind.OF_PARAMETER:
            return f"× {'input' if answer.parameter.layer == 0 else 'a'}\n+ rest"
        case LinkKind.OF_ACTIVATION:
            return "× w\n+ rest"
        case LinkKind.ACTIVATION:
            return function_name(link)
    return _loss(link, output_name(answer))


def _loss(link: Link, output: str) -> str:
    match Loss(link.function):
        case Loss.HALF_SQUARED:
            return f"½({output}\n{MINUS} y)²"
        case Loss.ABSOLUTE:
            return f"|{output}\n{MINUS} y|"
        case Loss.HUBER:
            return "Huber"
        case Loss.HINGE:
            return "hinge"
    return "cross-\nentropy"


def _words_of(step: Step) -> str:
    if not step.slope:
        return f"{step.name}: not known yet"
    slope, product = format_significant(step.derivative, 10), format_significant(step.so_far, 10)
    kink = f" ({KINK})" if step.kink else ""
    return f"{step.name} = {slope}{kink}, product so far {product}"
