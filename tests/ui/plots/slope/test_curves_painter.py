"""Which curves are drawn, and which lie out of sight."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF

from playground.ui.plots.frame import Frame
from playground.ui.plots.slope.curves_painter import Look, unseen
from playground.worker.questions import Piece


def test_a_curve_outside_the_picture_is_named() -> None:
    frame = Frame(QRectF(0, 0, 100, 100), (-1.0, 1.0), (0.3, 0.7))
    xs = np.linspace(-1.0, 1.0, 9)
    below, crossing = Piece(xs, 0.1 * xs), Piece(xs, xs)
    looks = [
        Look("L″", (below,), True, 1.0),
        Look("L′", (below,), True, 1.0),
        Look("L", (crossing,), False, 1.0),
    ]
    assert unseen(frame, looks) == ["L′", "L″"]
    assert unseen(frame, [Look("L′", (below, crossing), True, 1.0)]) == []
    assert unseen(frame, [Look("L′", (), True, 1.0)]) == []
