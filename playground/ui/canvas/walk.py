"""Walking the network with the arrow keys: pure moves from one item to the next."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from playground.ui.canvas.items import Item, LayerPlace
from playground.ui.canvas.pointing import Fan
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.canvas.edges import Edges
    from playground.ui.canvas.layout import Layout, Node

Step = tuple[Item | None, Fan]


class Way(Enum):
    """The four arrows."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()


_SIGN = {Way.UP: -1, Way.DOWN: 1, Way.LEFT: -1, Way.RIGHT: 1}


def walk(layout: Layout, edges: Edges, item: Item | None, fan: Fan, way: Way, onto_edges: bool) -> Step:
    """Return what is selected after an arrow, and which end of an edge stays put."""
    if isinstance(item, Parameter) and item.source is not None:
        return _from_edge(layout, edges, item, fan, way)
    if isinstance(item, LayerPlace):
        return _from_layer(layout, item, way), fan
    node = node_of(layout, item)
    if node is None:
        return layout.columns[0].nodes[0].item, fan
    if way is Way.UP and node == layout.columns[node.column].nodes[0] and _is_hidden(layout, node.column):
        return LayerPlace(node.column - 1), fan
    if way in (Way.UP, Way.DOWN):
        return _within_column(layout, node, _SIGN[way]), fan
    if onto_edges:
        return _onto_edge(edges, node, way, fan)
    return _across(layout, node, _SIGN[way]), fan


def node_of(layout: Layout, item: Item | None) -> Node | None:
    """Return the node of an item: of a bias the neuron's own, of an edge none."""
    if isinstance(item, Parameter):
        return layout.by_neuron.get(Neuron(item.layer + 1, item.target)) if item.source is None else None
    return layout.nodes.get(item) if item is not None else None


def hidden_layer(item: Item | None, hidden: int) -> int | None:
    """Return the hidden layer, counted from 0, that an item belongs to, or None."""
    if isinstance(item, LayerPlace):
        layer = item.layer + 1
    elif isinstance(item, Neuron):
        layer = item.layer
    elif isinstance(item, Parameter):
        layer = item.layer + 1
    else:
        return None
    return layer - 1 if 1 <= layer <= hidden else None


def _is_hidden(layout: Layout, column: int) -> bool:
    return 1 <= column < len(layout.columns) - 1


def _from_layer(layout: Layout, place: LayerPlace, way: Way) -> Item:
    if way is Way.DOWN:
        return layout.columns[place.layer + 1].nodes[0].item
    column = place.layer + 1 + _SIGN[way]
    return LayerPlace(column - 1) if way is not Way.UP and _is_hidden(layout, column) else place


def _within_column(layout: Layout, node: Node, step: int) -> Item:
    nodes = layout.columns[node.column].nodes
    place = nodes.index(node) + step
    return nodes[min(max(place, 0), len(nodes) - 1)].item


def _across(layout: Layout, node: Node, step: int) -> Item:
    column = node.column + step
    if not 0 <= column < len(layout.columns):
        return node.item
    height = node.rect.center().y()
    nodes = layout.columns[column].nodes
    return min(nodes, key=lambda other: abs(other.rect.center().y() - height)).item


def _onto_edge(edges: Edges, node: Node, way: Way, fan: Fan) -> Step:
    if node.neuron is None:
        return node.item, fan
    side = Fan.OUTGOING if way is Way.RIGHT else Fan.INCOMING
    found = _fan_of(edges, node.neuron, side)
    return (edges.parameter(found[0]), side) if found else (node.item, fan)


def _from_edge(layout: Layout, edges: Edges, item: Parameter, fan: Fan, way: Way) -> Step:
    assert item.source is not None
    ends = {Way.LEFT: Neuron(item.layer, item.source), Way.RIGHT: Neuron(item.layer + 1, item.target)}
    if way in ends:
        node = layout.by_neuron.get(ends[way])
        return (node.item if node is not None else item), fan
    anchor = ends[Way.LEFT] if fan is Fan.OUTGOING else ends[Way.RIGHT]
    found = _fan_of(edges, anchor, fan)
    place = edges.place(item)
    if place is None or place not in found:
        return item, fan
    return edges.parameter(found[(found.index(place) + _SIGN[way]) % len(found)]), fan


def _fan_of(edges: Edges, neuron: Neuron, fan: Fan) -> list[int]:
    if fan is Fan.OUTGOING:
        chosen = (edges.layer == neuron.layer) & (edges.source == neuron.index)
    else:
        chosen = (edges.layer == neuron.layer - 1) & (edges.target == neuron.index)
    return [int(edge) for edge in chosen.nonzero()[0]]
