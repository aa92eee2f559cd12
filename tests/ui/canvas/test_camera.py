"""Scrolling stays inside, zooming keeps the point under the pointer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.canvas.camera import Camera, fitting

VIEW = QSizeF(500.0, 300.0)
CONTENT = QSizeF(1000.0, 900.0)


@given(st.floats(0.7, 2.0), st.floats(150, 350), st.floats(100, 200))
def test_zoom_keeps_the_point_under_the_pointer(factor: float, x: float, y: float) -> None:
    camera = Camera(1.0, -250.0, -300.0)
    zoomed = camera.zoomed(factor, QPointF(x, y), CONTENT, VIEW)
    before, after = camera.to_canvas(QPointF(x, y)), zoomed.to_canvas(QPointF(x, y))
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


@given(st.floats(-5000, 5000), st.floats(-5000, 5000))
def test_scrolling_never_shows_what_is_beyond(dx: float, dy: float) -> None:
    seen = Camera().moved(dx, dy, CONTENT, VIEW).seen(VIEW)
    assert QRectF(QPointF(-0.01, -0.01), CONTENT + QSizeF(0.02, 0.02)).contains(seen)


def test_fitting_shows_all_and_never_enlarges() -> None:
    seen = fitting(CONTENT, VIEW).seen(VIEW)
    assert seen.contains(QRectF(QPointF(), CONTENT))
    assert fitting(QSizeF(100.0, 100.0), VIEW).zoom == 1.0


def test_small_content_stands_in_the_middle() -> None:
    camera = Camera(0.5).held(QSizeF(400.0, 300.0), VIEW)
    assert (camera.x, camera.y) == (150.0, 75.0)


def test_showing_scrolls_just_enough() -> None:
    rect = QRectF(700.0, 20.0, 40.0, 40.0)
    seen = Camera().showing(rect, CONTENT, VIEW).seen(VIEW)
    assert seen.contains(rect)
    assert seen.right() == pytest.approx(740.0)
    assert seen.top() == pytest.approx(0.0)
