"""Where the name of the picked weight or bias stands in the picture: where it covers least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from playground.ui.panels.chain_rule.net_layout import NetLayout
    from playground.worker.snapshots import Parameter

ALONG = (0.5, 0.4, 0.6, 0.3, 0.7)
GAP = 2.0


def chip_place(layout: NetLayout, parameter: Parameter, size: QSizeF) -> QRectF | None:
    """Return the box of the name, None where the parameter is not in the picture; found once per layout."""
    key = parameter, size.width(), size.height()
    if key not in layout.chips:
        boxes = [_box(place, size) for place in _places(layout, parameter, size)]
        layout.chips[key] = min(boxes, key=lambda box: _covered(layout, box), default=None)
    return layout.chips[key]


def _box(centre: QPointF, size: QSizeF) -> QRectF:
    box = QRectF(QPointF(0, 0), size)
    box.moveCenter(centre)
    box.moveTopLeft(QPointF(max(box.left(), 1.0), max(box.top(), 1.0)))
    return box


def _places(layout: NetLayout, parameter: Parameter, size: QSizeF) -> list[QPointF]:
    up, side = 0.9 * size.height(), 0.6 * size.width()
    if parameter.source is None:
        dot = layout.bias_dot(Neuron(parameter.layer + 1, parameter.target))
        return [] if dot is None else [dot + QPointF(-side, up), dot + QPointF(-side, -1.4 * up)]
    path = layout.edge(parameter)
    if path is None:
        return []
    on_it = [path.pointAtPercent(at) for at in ALONG]
    away = ((0, -up), (0, up), (-side, -0.5 * up), (side, -0.5 * up), (-side, 0.5 * up), (side, 0.5 * up))
    return [point + QPointF(*each) for each in away for point in on_it]


def _covered(layout: NetLayout, box: QRectF) -> float:
    """Return how much of discs a box covers, in pixels squared."""
    reach, covered = layout.radius + GAP * layout.k, 0.0
    for centre in (*(centre for _, centre in layout.discs), layout.loss):
        disc = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
        common = disc.intersected(box)
        covered += common.width() * common.height()
    return covered
