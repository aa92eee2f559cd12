"""What an earlier run had that the present one has otherwise, in words that leave nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.painted import PaintedSource
from playground.document.sources import GeneratedSource
from playground.session.markers import change_in_words
from playground.session.wording import DATASETS, INITIALIZERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playground.document.experiment import Data, Experiment, Layer, NetworkDesign
    from playground.document.sources import Source

MOST_NOTES = 3
SAME_SETTINGS = "The same settings"


def difference_in_words(then: Experiment, now: Experiment) -> str:
    """Say what has been changed since then, and whether the seeds are the same."""
    parts = [
        change_in_words(then, now),
        *_data(then.data, now.data),
        *_network(then.network, now.network),
        "other stop rules" if then.training.stop != now.training.stop else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Since then: {told}; {_seeds(then, now)}" if told else f"{SAME_SETTINGS}, {_seeds(then, now)}"


def notes_in_words(notes: tuple[str, ...]) -> str:
    """Say what happened on the way, the first things first; "" if nothing did."""
    more = len(notes) - MOST_NOTES
    return ", ".join([*notes[:MOST_NOTES], *([f"and {more} more"] if more > 0 else [])])


def _seeds(then: Experiment, now: Experiment) -> str:
    weights, samples = then.network.seed == now.network.seed, then.data.seed == now.data.seed
    if weights == samples:
        return "same seeds" if weights else "other seeds"
    return "other seed of the data" if weights else "other seed of the weights"


def _data(then: Data, now: Data) -> Iterator[str]:
    old, new = then.source, now.source
    if _title(old) != _title(new):
        yield f"data {_title(old)} → {_title(new)}"
    elif isinstance(old, GeneratedSource) and isinstance(new, GeneratedSource) and old != new:
        yield from _drawing(old, new)
    elif old != new and not _other_count(old, new):
        yield "other points" if isinstance(new, PaintedSource) else "other rows"
    if then.train_share != now.train_share:
        yield f"share for training {_percent(then.train_share)} → {_percent(now.train_share)}"


def _drawing(old: GeneratedSource, new: GeneratedSource) -> Iterator[str]:
    if old.noise != new.noise:
        yield f"noise {_percent(old.noise)} → {_percent(new.noise)}"
    if old.samples != new.samples:
        yield f"samples {old.samples or 'as usual'} → {new.samples or 'as usual'}"
    if old.balance != new.balance:
        yield f"balance {_percent(old.balance)} → {_percent(new.balance)}"
    if old.classes != new.classes:
        yield f"classes {old.classes} → {new.classes}"


def _other_count(old: Source, new: Source) -> bool:
    """Return whether these are painted points of another number, which is told as a change already."""
    if isinstance(old, PaintedSource) and isinstance(new, PaintedSource):
        return len(old.points) != len(new.points)
    return False


def _title(source: Source) -> str:
    return DATASETS[source.dataset][0] if isinstance(source, GeneratedSource) else source.title


def _network(then: NetworkDesign, now: NetworkDesign) -> Iterator[str]:
    if then.initializer is not now.initializer:
        yield f"first weights: {INITIALIZERS[then.initializer]} → {INITIALIZERS[now.initializer]}"
    old, new = ({layer.key: layer for layer in each.hidden} for each in (then, now))
    shared = [(old[key], new[key]) for key in new if key in old]
    if any(a.initializer is not b.initializer for a, b in shared):
        yield "other first weights of a layer"
    if any(_patches(a) != _patches(b) for a, b in shared):
        yield "other patches of a convolution"
    orders = [(tuple(old), tuple(new)), *((a.neurons, b.neurons) for a, b in shared)]
    if any(_order(a, b) != _order(b, a) for a, b in orders):
        yield "another order"


def _patches(layer: Layer) -> tuple[object, ...]:
    return layer.kernel, layer.stride, layer.padding, layer.pooling, layer.pool


def _order(keys: tuple[int, ...], others: tuple[int, ...]) -> list[int]:
    return [key for key in keys if key in others]


def _percent(share: float) -> str:
    return f"{100 * share:.4g}\u2009%"
