"""Where everything on the canvas stands: pure geometry from a design, a size and a text scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.canvas.design import ColumnKind
from playground.ui.canvas.items import InputPlace
from playground.ui.canvas.rows import Rows, rows_for
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from playground.ui.canvas.design import Design
    from playground.ui.canvas.items import Item

Ranking = Mapping[int, Sequence[int]]

HEAD, LOW_HEAD = 60.0, 34.0
MARGIN = 14.0
LABEL_GAP = 8.0
LOSS = 58.0
LOSS_GAP = 24.0
NARROWEST, NARROWEST_COMPACT = 64.0, 46.0
WIDEST = 190.0
WIDEST_ALONE = 340.0
GHOST_WIDTH = 84.0
REMARK = 36.0
NODE_SIZES = {ColumnKind.INPUTS: 32.0, ColumnKind.HIDDEN: 40.0, ColumnKind.OUTPUT: 56.0}
TYPICAL = QSizeF(738.0, 400.0)
GREATEST_GROWTH = 1.8
WIDEST_NODE = 0.66


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout may use: the viewport, the text scale, and the widths of the labels at both sides.

    A `compact` one has no buttons and captions below the titles, and its columns may stand closer.
    """

    width: float
    height: float
    k: float = 1.0
    input_label: float = 44.0
    output_label: float = 0.0
    compact: bool = False

    @property
    def head(self) -> float:
        """How much room the heads of the columns take."""
        return (LOW_HEAD if self.compact else HEAD) * self.k

    @property
    def node_scale(self) -> float:
        """How large nodes are drawn: the text scale, and more where there is room."""
        room = min(self.width / (TYPICAL.width() * self.k), self.height / (TYPICAL.height() * self.k))
        return self.k * min(max(room, 1.0), GREATEST_GROWTH)


@dataclass(frozen=True, slots=True)
class Node:
    """One drawn node. `neuron` is None for an input that is off; only `biased` ones show a bias."""

    item: InputPlace | Neuron
    neuron: Neuron | None
    column: int
    rect: QRectF
    label: str = ""
    biased: bool = True

    @property
    def bias_radius(self) -> float:
        """The radius of the dot at the lower left that stands for the bias."""
        return self.rect.width() * 0.11

    @property
    def bias_centre(self) -> QPointF:
        """The middle of that dot."""
        return self.rect.bottomLeft() + QPointF(1.0, -1.0)


@dataclass(frozen=True, slots=True)
class Column:
    """One drawn column: the nodes that fit, and a tile for `unseen` others."""

    x: float
    room: float
    nodes: tuple[Node, ...]
    unseen: int
    tile: QRectF | None
    remove: QPointF | None
    add: QPointF | None


@dataclass(frozen=True)
class Layout:
    """The places of all columns, the loss, and what invites to add a layer."""

    size: QSizeF
    k: float
    head: float
    compact: bool
    columns: tuple[Column, ...]
    loss: QRectF
    ghost: QRectF | None
    inserts: tuple[QPointF, ...]
    nodes: Mapping[Item, Node] = field(repr=False)
    by_neuron: Mapping[Neuron, Node] = field(repr=False)

    @property
    def title_y(self) -> float:
        """The middle of the line of column titles."""
        return 16.0 * self.k

    @property
    def stepper_y(self) -> float:
        """The middle of the line of buttons and captions under the titles."""
        return 38.0 * self.k

    @property
    def body(self) -> QRectF:
        """Where the nodes stand."""
        top = self.head
        return QRectF(0.0, top, self.size.width(), self.size.height() - top - MARGIN * self.k)


def lay_out(design: Design, frame: Frame, ranking: Ranking = MappingProxyType({})) -> Layout:
    """Place a design; `ranking` says for a column too tall to be shown which of its units come first."""
    xs, width = _column_xs(design, frame)
    pitch = xs[1] - xs[0]
    rows = _all_rows(design, frame, pitch)
    height = max(frame.height, *(frame.head + MARGIN * frame.k + each.least_height for each in rows))
    middle = (frame.head + height - MARGIN * frame.k) / 2
    columns = tuple(
        _column(
            design,
            number,
            xs[number],
            pitch,
            middle,
            each,
            frame,
            _shown(ranking.get(number, ()), each.shown, design.columns[number].count),
        )
        for number, each in enumerate(rows)
    )
    nodes = [node for column in columns for node in column.nodes]
    return Layout(
        size=QSizeF(width, height),
        k=frame.k,
        head=frame.head,
        compact=frame.compact,
        columns=columns,
        loss=_loss(columns[-1], frame, middle),
        ghost=_ghost(design, xs, height, frame) if not design.hidden else None,
        inserts=_inserts(columns, frame),
        nodes={node.item: node for node in nodes},
        by_neuron={node.neuron: node for node in nodes if node.neuron is not None},
    )


def _column_xs(design: Design, frame: Frame) -> tuple[list[float], float]:
    gaps = len(design.columns) - 1
    half_input = NODE_SIZES[ColumnKind.INPUTS] * frame.node_scale / 2
    half_output = NODE_SIZES[ColumnKind.OUTPUT] * frame.node_scale / 2
    left = (MARGIN + LABEL_GAP) * frame.k + frame.input_label + half_input
    right = half_output + _after_output(frame) + MARGIN * frame.k
    widest = WIDEST_ALONE * frame.k if gaps == 1 else WIDEST * frame.node_scale
    narrowest = (NARROWEST_COMPACT if frame.compact else NARROWEST) * frame.k
    pitch = min(max((frame.width - left - right) / gaps, narrowest), widest)
    width = max(frame.width, left + gaps * pitch + right)
    first = left + (width - left - gaps * pitch - right) / 2
    return [first + number * pitch for number in range(gaps + 1)], width


def _all_rows(design: Design, frame: Frame, pitch: float) -> list[Rows]:
    available = frame.height - frame.head - MARGIN * frame.k
    return [
        rows_for(
            column.count,
            min(NODE_SIZES[column.kind] * frame.node_scale, pitch * WIDEST_NODE),
            available,
            frame.k,
        )
        for number, column in enumerate(design.columns)
    ]


def _after_output(frame: Frame) -> float:
    label = frame.output_label + LABEL_GAP * frame.k if frame.output_label else 0.0
    return label + LOSS_GAP * frame.k + LOSS * frame.node_scale


def _shown(ranked: Sequence[int], shown: int, count: int) -> list[int]:
    """Return which units are drawn, in the order of the layer."""
    if shown == count:
        return list(range(count))
    others = (unit for unit in range(count) if unit not in ranked)
    return sorted(islice(chain(ranked, others), shown))


def _column(
    design: Design,
    number: int,
    x: float,
    pitch: float,
    middle: float,
    rows: Rows,
    frame: Frame,
    units: Sequence[int],
) -> Column:
    column = design.columns[number]
    centres = [middle + offset for offset in rows.offsets]
    nodes = tuple(
        _node(design, number, unit, QPointF(x, centre), rows.size)
        for unit, centre in zip(units, centres, strict=False)
    )
    tile = _tile(QPointF(x, centres[-1]), rows.size, frame.k, pitch) if rows.unseen else None
    reach = min(30.0 * frame.k, pitch / 2 - 13.0 * frame.k)
    stepper = 38.0 * frame.k
    steps = column.kind is ColumnKind.HIDDEN and not frame.compact
    return Column(
        x=x,
        room=pitch,
        nodes=nodes,
        unseen=rows.unseen,
        tile=tile,
        remove=QPointF(x - reach, stepper) if steps else None,
        add=QPointF(x + reach, stepper) if steps else None,
    )


def _node(design: Design, column: int, unit: int, centre: QPointF, size: float) -> Node:
    # Whole pixels: pictures are then sharp, and drawn twice as fast.
    side = round(size)
    rect = QRectF(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)
    if column == 0:
        given = design.inputs[unit]
        neuron = None if given.index is None else Neuron(0, given.index)
        return Node(InputPlace(given.name), neuron, 0, rect, given.label)
    neuron = Neuron(column, unit)
    last = column == len(design.columns) - 1
    label = design.classes[unit] if last and design.classes else ""
    return Node(neuron, neuron, column, rect, label, design.columns[column].biased)


def _tile(centre: QPointF, size: float, k: float, pitch: float) -> QRectF:
    width, height = max(size, min(64.0 * k, pitch - 6.0 * k)), 24.0 * k
    return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)


def _loss(output: Column, frame: Frame, middle: float) -> QRectF:
    size = LOSS * frame.node_scale
    edge = output.nodes[0].rect.right() + _after_output(frame) - size
    return QRectF(edge, middle - size / 2, size, size)


def _ghost(design: Design, xs: list[float], height: float, frame: Frame) -> QRectF:
    width = GHOST_WIDTH * frame.k
    top = frame.head
    return QRectF((xs[0] + xs[1]) / 2 - width / 2, top, width, height - top - (MARGIN / 2 + REMARK) * frame.k)


def _inserts(columns: tuple[Column, ...], frame: Frame) -> tuple[QPointF, ...]:
    height = frame.head + 2.0 * frame.k
    return tuple(QPointF((before.x + after.x) / 2, height) for before, after in pairwise(columns))
