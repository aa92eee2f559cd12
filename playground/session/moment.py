"""A moment that undo can go back to: an experiment, and where needed the weights that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.document.experiment import Aspect
from playground.document.painted import PaintedSource
from playground.document.parameters import OUTPUT_KEY
from playground.document.sources import GeneratedSource

if TYPE_CHECKING:
    from playground.data.table import Table
    from playground.document.choices import Initializer
    from playground.document.experiment import Data, Experiment, NetworkDesign
    from playground.session.history import History
    from playground.worker.messages import Checkpoint, NeuronCopy, Place
    from playground.worker.snapshots import Parameter


@dataclass(frozen=True, slots=True)
class Kept:
    """The weights and the history at a moment; `origin` is the experiment whose network has these weights.

    `place` is where the worker that trained them knows the moment by.
    """

    checkpoint: Checkpoint
    history: History
    origin: Experiment
    place: Place | None = None

    @property
    def bytes(self) -> int:
        """How much memory the weights hold."""
        slots = self.checkpoint.slots.values()
        return int(self.checkpoint.parameters.nbytes) + sum(int(slot.nbytes) for slot in slots)


@dataclass(frozen=True, slots=True)
class Moment:
    """One side of a change; `kept` weights are restored, `fresh` ones drawn.

    `poke` sets weights and biases by hand, `redraw` draws some anew from a seed. `copies` are the neurons
    that begin as copies of others.
    """

    experiment: Experiment
    table: Table | None = None
    kept: Kept | None = None
    fresh: bool = False
    poke: tuple[tuple[Parameter, float], ...] = ()
    redraw: tuple[tuple[Parameter, ...], int] | None = None
    copies: tuple[NeuronCopy, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether the person changed weights, and the experiment stays."""
        return bool(self.poke) or self.redraw is not None

    def same_as(self, other: Moment) -> bool:
        """Return whether both are alike to the person: settings, and the weights set by hand."""
        mine = (self.experiment, self.table, self.poke, self.redraw)
        return mine == (other.experiment, other.table, other.poke, other.redraw)


def needs_new_run(before: Experiment, after: Experiment) -> bool:
    """Return whether the change is one that a running network cannot simply go on under."""
    return bool(before.changes(after) & (Aspect.DATA | Aspect.NETWORK))


def keeps_weights(before: Experiment, after: Experiment) -> bool:
    """Return whether a changed network goes on from the weights it can keep.

    Other samples, another seed or initialiser begin a run anew, as in the reference; but points that are
    painted while it trains are what it goes on with.
    """
    same_seed = before.network.seed == after.network.seed
    drawn, drawn_now = _drawn_by(before.network), _drawn_by(after.network)
    same_draws = all(drawn[key] == drawn_now[key] for key in drawn.keys() & drawn_now.keys())
    same_rows = _rows(before.data) == _rows(after.data)
    return same_seed and same_draws and (same_rows or _painted_on(before.data, after.data))


def _drawn_by(network: NetworkDesign) -> dict[int, Initializer]:
    """Return the initialiser of each layer by its key, 0 the output."""
    own = {layer.key: layer.initializer or network.initializer for layer in network.hidden}
    return {OUTPUT_KEY: network.initializer, **own}


def _rows(data: Data) -> tuple[object, ...]:
    return data.source, data.train_share, data.seed


def _painted_on(before: Data, after: Data) -> bool:
    """Return whether the rows differ only by what was painted, in or over those before."""
    old, new = before.source, after.source
    same_split = (before.train_share, before.seed) == (after.train_share, after.seed)
    if not same_split or not isinstance(new, PaintedSource) or old.coordinates != new.coordinates:
        return False
    return isinstance(old, PaintedSource) or (isinstance(old, GeneratedSource) and len(new.points) > 0)
