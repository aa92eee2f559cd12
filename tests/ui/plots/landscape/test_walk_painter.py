"""What lies on the map stays within it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from playground.ui.plots.landscape.walk_painter import length_within, moved_into

MAP = QRectF(0.0, 0.0, 200.0, 100.0)


def test_an_arrow_ends_at_the_edge_and_its_words_are_moved_inside() -> None:
    assert length_within(MAP, QPointF(180.0, 50.0), QPointF(1.0, 0.0)) == 20.0
    assert length_within(MAP, QPointF(100.0, 50.0), QPointF(-0.6, 0.8)) == 62.5
    assert length_within(MAP, QPointF(300.0, 50.0), QPointF(1.0, 0.0)) == 0.0
    assert moved_into(MAP, QRectF(190.0, -10.0, 40.0, 20.0)) == QRectF(160.0, 0.0, 40.0, 20.0)
