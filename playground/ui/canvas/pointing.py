"""Where the pointer is and what is selected: the canvas's own state, no part of the experiment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

if TYPE_CHECKING:
    from playground.ui.canvas.items import Hit, Item


class Fan(Enum):
    """Which end of a selected edge stays while one walks to its neighbours."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


@dataclass
class Pointing:
    """`at` is the pointer in the viewport; `rested` says it has stayed long enough for a card of a node.

    `inside` says it is over the canvas, `gap` between which columns, `insert` which gap's "+" is shown.
    """

    hovered: Hit | None = None
    at: QPointF = field(default_factory=QPointF)
    inside: bool = False
    rested: bool = False
    gap: int | None = None
    insert: int | None = None
    selected: Item | None = None
    fan: Fan = Fan.OUTGOING
