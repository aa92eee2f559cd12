"""Icons drawn from the bundled SVG files in any colour, sharp at any size."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

_LOG = logging.getLogger(__name__)

# Drawn when a picture is missing, as a font draws an empty box for a letter it lacks.
_MISSING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="2"><rect x="5" y="5" width="14" height="14" rx="3"/></svg>'
)
_FILE_STROKE = 'stroke-width="2"'


class IconCache:
    """Tinted pixmaps by name, size, stroke, colour and pixel ratio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, float, float, str, float], QPixmap] = {}

    def pixmap(self, name: str, size: float, color: str, stroke: float, ratio: float) -> QPixmap:
        """Give the icon `name` at `size` logical pixels in `color` (#RRGGBB)."""
        key = (name, size, stroke, color, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, size, color, stroke, ratio)
        return self._pixmaps[key]

    def _draw(self, name: str, size: float, color: str, stroke: float, ratio: float) -> QPixmap:
        svg = self._source(name).replace("currentColor", color)
        svg = svg.replace(_FILE_STROKE, f'stroke-width="{stroke:g}"')
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _source(self, name: str) -> str:
        if name not in self._sources:
            path = self._folder / f"{name}.svg"
            if not path.is_file():
                _LOG.warning("There is no icon %s", path)
            self._sources[name] = path.read_text("utf-8") if path.is_file() else _MISSING
        return self._sources[name]
