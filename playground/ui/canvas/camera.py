"""Which part of the canvas is seen, and how large."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

SMALLEST_ZOOM = 0.25
GREATEST_ZOOM = 4.0


@dataclass(frozen=True, slots=True)
class Camera:
    """A zoom and the place of the canvas's corner in the viewport; every move gives a new camera."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def transform(self) -> QTransform:
        """From the canvas to the viewport."""
        return QTransform(self.zoom, 0.0, 0.0, self.zoom, self.x, self.y)

    def to_canvas(self, point: QPointF) -> QPointF:
        """Return the point of the canvas under a point of the viewport."""
        return QPointF((point.x() - self.x) / self.zoom, (point.y() - self.y) / self.zoom)

    def to_viewport(self, point: QPointF) -> QPointF:
        """Return where a point of the canvas is seen."""
        return QPointF(point.x() * self.zoom + self.x, point.y() * self.zoom + self.y)

    def seen(self, viewport: QSizeF) -> QRectF:
        """Return the rectangle of the canvas that is seen."""
        return QRectF(self.to_canvas(QPointF(0.0, 0.0)), viewport / self.zoom)

    def moved(self, dx: float, dy: float, content: QSizeF, viewport: QSizeF) -> Camera:
        """Scroll, never past the content's edges."""
        return Camera(self.zoom, self.x + dx, self.y + dy).held(content, viewport)

    def held(self, content: QSizeF, viewport: QSizeF) -> Camera:
        """Return this camera with the content in view: no empty edge, and centred where it is smaller."""
        return Camera(
            self.zoom,
            _held(self.x, content.width() * self.zoom, viewport.width()),
            _held(self.y, content.height() * self.zoom, viewport.height()),
        )

    def zoomed(self, factor: float, about: QPointF, content: QSizeF, viewport: QSizeF) -> Camera:
        """Zoom so that the point of the viewport stays over the same point of the canvas."""
        zoom = min(max(self.zoom * factor, SMALLEST_ZOOM), GREATEST_ZOOM)
        fixed = self.to_canvas(about)
        camera = Camera(zoom, about.x() - fixed.x() * zoom, about.y() - fixed.y() * zoom)
        return camera.held(content, viewport)

    def showing(self, rect: QRectF, content: QSizeF, viewport: QSizeF) -> Camera:
        """Scroll as little as needed to bring a rectangle of the canvas into view."""
        seen = self.seen(viewport)
        dx = _needed(rect.left(), rect.right(), seen.left(), seen.right())
        dy = _needed(rect.top(), rect.bottom(), seen.top(), seen.bottom())
        return self.moved(-dx * self.zoom, -dy * self.zoom, content, viewport)


def fitting(content: QSizeF, viewport: QSizeF) -> Camera:
    """Return the camera that shows all of the content, never enlarged."""
    zoom = min(viewport.width() / content.width(), viewport.height() / content.height(), 1.0)
    return Camera(max(zoom, SMALLEST_ZOOM)).held(content, viewport)


def _held(place: float, content: float, viewport: float) -> float:
    if content <= viewport:
        return (viewport - content) / 2
    return min(max(place, viewport - content), 0.0)


def _needed(low: float, high: float, seen_low: float, seen_high: float) -> float:
    if low < seen_low:
        return low - seen_low
    return max(high - seen_high, 0.0) if high - seen_high < low - seen_low else low - seen_low
