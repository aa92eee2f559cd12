"""Where the pointer is and what is selected: the canvas's own state, no part of the experiment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from playground.ui.canvas.items import LayerPlace
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.canvas.drags import Drag
    from playground.ui.canvas.items import Hit, Item


class Fan(Enum):
    """Which end of a selected edge stays while one walks to its neighbours."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


@dataclass
class Pointing:
    """`at` is the pointer in the viewport; `rested` says it has stayed long enough for a card of a node.

    `inside` says it is over the canvas, `gap` between which columns, `insert` which gap's "+" is shown.
    `clicked` is what was clicked and not left since, `edited` what was chosen to be edited: no card tells of
    these. `group` holds the neurons that are selected together, `drag` what is under way with the mouse.
    """

    hovered: Hit | None = None
    at: QPointF = field(default_factory=QPointF)
    inside: bool = False
    rested: bool = False
    gap: int | None = None
    insert: int | None = None
    clicked: Hit | None = None
    edited: Parameter | None = None
    selected: Item | None = None
    group: frozenset[Neuron] = frozenset()
    drag: Drag | None = None
    fan: Fan = Fan.OUTGOING

    @property
    def neurons(self) -> frozenset[Neuron]:
        """The neurons that are selected, one or several."""
        alone = frozenset({self.selected}) if isinstance(self.selected, Neuron) else frozenset()
        return self.group or alone

    def is_selected(self, item: Item) -> bool:
        """Return whether an item is selected, alone, in a group or with its layer."""
        if isinstance(item, Neuron):
            layer = isinstance(self.selected, LayerPlace) and self.selected.layer + 1 == item.layer
            return item in self.neurons or layer
        return item == self.selected

    @property
    def told(self) -> Hit | None:
        """What a card beside the pointer may tell of now."""
        hushed = self.hovered in (self.clicked, self.edited)
        resting = isinstance(self.hovered, Parameter) or self.rested
        return self.hovered if resting and not hushed else None
