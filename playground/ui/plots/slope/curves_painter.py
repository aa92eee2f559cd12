"""What of a function's plot stays while a point is dragged: the axes, and f with its derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from playground.ui.plots import axes_painter, end_labels
from playground.ui.plots.strokes import line_pen, polygon
from playground.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.ui.plots.frame import Frame
    from playground.ui.plots.slope.axes import Axes
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import CurveAnswer, Piece

_FAR = 5_000.0  # pixels; beyond, a line leads nowhere else
_DASH = (5.0, 3.5)


@dataclass(frozen=True, slots=True)
class Look:
    """One curve: its name and pieces, whether its colour tells the sign, its width, whether it is dashed."""

    name: str
    pieces: Sequence[Piece]
    signed: bool
    width: float
    dashed: bool = False


def looks_of(answer: CurveAnswer, letter: str, slopes: bool, bends: bool) -> list[Look]:
    """Return what is drawn, the topmost last."""
    looks = []
    if bends:
        looks.append(Look(f"{letter}″", answer.bend_pieces, True, 1.4, dashed=True))
    if slopes:
        looks.append(Look(f"{letter}′", answer.slope_pieces, True, 1.6))
    return [*looks, Look(letter, answer.value_pieces, False, 2.4)]


def paint_curves(
    painter: QPainter, theme: Theme, axes: Axes, looks: Sequence[Look], title: str, answer: CurveAnswer
) -> None:
    """Draw everything that stays."""
    painting.smooth(painter)
    frame = axes.frame
    axes_painter.draw_grid(painter, theme, frame, axes.up)
    axes_painter.draw_baseline(painter, theme, frame, title, axes.across)
    painter.save()
    painter.setClipRect(frame.rect)
    _draw_zero(painter, theme, frame)
    _draw_poles(painter, theme, frame, answer.poles)
    for look in looks:
        _draw_look(painter, theme, frame, look)
    painter.restore()
    if answer.value is not None:
        _draw_now(painter, theme, frame, answer.value)
    labels = [label for look in looks if (label := _label(theme, frame, look)) is not None]
    _tell_unseen(painter, theme, frame, unseen(frame, looks))
    end_labels.draw_end_labels(painter, theme, labels, frame.rect)


def sign_token(value: float) -> str:
    """Return the colour of a derivative."""
    return "dneg" if value < 0 else "dpos" if value > 0 else "ink2"


def _draw_zero(painter: QPainter, theme: Theme, frame: Frame) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color("line2"), 1))
    for line in (
        QLineF(frame.rect.left(), round(frame.py(0.0)), frame.rect.right(), round(frame.py(0.0))),
        QLineF(round(frame.px(0.0)), frame.rect.top(), round(frame.px(0.0)), frame.rect.bottom()),
    ):
        painter.drawLine(line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _draw_poles(painter: QPainter, theme: Theme, frame: Frame, poles: Sequence[float]) -> None:
    pen = QPen(theme.color("ink3"), 1)
    pen.setDashPattern([3.0, 4.0])
    painter.setPen(pen)
    for pole in poles:
        x = round(frame.px(pole)) + 0.5
        painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))


def _draw_now(painter: QPainter, theme: Theme, frame: Frame, value: float) -> None:
    """Mark on the axis where the weight stands now."""
    x, bottom, size = frame.px(value), frame.rect.bottom(), theme.pxf(5)
    if not frame.rect.left() <= x <= frame.rect.right():
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("ink"))
    corners = (x, bottom - size), (x - size, bottom + size * 0.6), (x + size, bottom + size * 0.6)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.setFont(theme.font("tick"))
    painter.setPen(theme.color("ink2"))
    box = QRectF(x + theme.pxf(8), bottom - theme.pxf(17), 120, theme.pxf(16))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, "now")


def _draw_look(painter: QPainter, theme: Theme, frame: Frame, look: Look) -> None:
    if not look.signed:
        _draw_pieces(painter, frame, look, theme.color("ink"), theme.pxf(look.width))
        return
    zero = frame.py(0.0)
    for token, top, bottom in (
        ("dpos", frame.rect.top(), zero),
        ("dneg", zero, frame.rect.bottom()),
    ):
        top, bottom = max(top, frame.rect.top() - 2), min(bottom, frame.rect.bottom() + 2)
        if bottom <= top:
            continue
        painter.save()
        painter.setClipRect(QRectF(frame.rect.left(), top, frame.rect.width(), bottom - top))
        _draw_pieces(painter, frame, look, theme.color(token), theme.pxf(look.width))
        painter.restore()


def _draw_pieces(painter: QPainter, frame: Frame, look: Look, color: QColor, width: float) -> None:
    pen = line_pen(color, width)
    if look.dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(list(_DASH))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    (left, right), (low, high), rect = frame.x_range, frame.y_range, frame.rect
    for piece in look.pieces:
        across = rect.left() + (piece.xs - left) * (rect.width() / (right - left))
        down = rect.bottom() - (piece.ys - low) * (rect.height() / (high - low))
        painter.drawPolyline(polygon(across, np.clip(down, -_FAR, _FAR)))


def unseen(frame: Frame, looks: Sequence[Look]) -> list[str]:
    """Return the names of the curves that lie outside the frame all along."""
    low, high = frame.y_range
    return [
        look.name
        for look in reversed(looks)
        if look.pieces and not any(((piece.ys >= low) & (piece.ys <= high)).any() for piece in look.pieces)
    ]


def _tell_unseen(painter: QPainter, theme: Theme, frame: Frame, names: Sequence[str]) -> None:
    if not names:
        return
    text = f"{' and '.join(names)} {'lies' if len(names) == 1 else 'lie'} outside this picture"
    font = theme.font("caption")
    width, height = painting.text_width(font, text) + theme.pxf(12), theme.pxf(19)
    box = QRectF(frame.rect.right() - width, frame.rect.top() + 2, width, height)
    painting.fill_round(painter, box, theme.pxf(6), theme.color("panel", 0.85))
    painter.setFont(font)
    painter.setPen(theme.color("ink2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _label(theme: Theme, frame: Frame, look: Look) -> end_labels.EndLabel | None:
    """Return the name at the last place where the curve is in sight."""
    low, high = frame.y_range
    for piece in reversed(look.pieces):
        seen = np.flatnonzero((piece.ys >= low) & (piece.ys <= high))
        if len(seen):
            x, y = float(piece.xs[seen[-1]]), float(piece.ys[seen[-1]])
            token = sign_token(y) if look.signed else "ink"
            return end_labels.EndLabel(
                look.name, QPointF(frame.px(x), frame.py(y)), theme.color(token), dot=0.0
            )
    return None
