"""The theme: one object, handed to every widget, that says how everything looks now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPixmap

from playground.assets import asset
from playground.ui.theme import colormaps, fonts, stylesheet
from playground.ui.theme.icons import IconCache
from playground.ui.theme.tokens import PALETTES, TEXT_SCALES, Palette

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtWidgets import QApplication

SIGNS = ("color", "dashes")

# Thin strokes vanish in small icons and look heavy in large ones.
_SMALL_ICON, _SMALL_STROKE = 13, 2.4
_LARGE_ICON, _LARGE_STROKE = 20, 1.9
_STROKE = 2.0


class Theme(QObject):
    """Colours, sizes, type and icons by name; `changed` is emitted when any of them changes.

    Sizes are given in design pixels (text size Normal) and come back scaled by `k`.
    """

    changed = Signal()

    def __init__(
        self,
        name: str = "dark",
        text: str = "normal",
        parent: QObject | None = None,
        *,
        cache_dir: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._text = _one_of(PALETTES, name), _one_of(TEXT_SCALES, text)
        self._signs = "color"
        self._reduced_motion = False
        self._cache_dir = cache_dir
        self._app: QApplication | None = None
        fonts.load(asset("fonts"))
        self._icons = IconCache(asset("icons"))

    @property
    def name(self) -> str:
        """``dark`` or ``light``."""
        return self._name

    @property
    def text(self) -> str:
        """``normal``, ``large`` or ``projector``."""
        return self._text

    @property
    def k(self) -> float:
        """What every size of type, space and icon is multiplied by."""
        return TEXT_SCALES[self._text]

    @property
    def palette(self) -> Palette:
        """The colours as ``#RRGGBB``."""
        return PALETTES[self._name]

    @property
    def signs(self) -> str:
        """How a sign is shown: by ``color``, or by ``dashes`` as well."""
        return self._signs

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may move by itself."""
        return self._reduced_motion

    def set_theme(self, name: str) -> None:
        """Change to ``dark`` or ``light``."""
        self._set("_name", _one_of(PALETTES, name))

    def set_text(self, size: str) -> None:
        """Change to ``normal``, ``large`` or ``projector`` text."""
        self._set("_text", _one_of(TEXT_SCALES, size))

    def set_signs(self, signs: str) -> None:
        """Show signs by ``color`` or by ``dashes`` as well."""
        self._set("_signs", _one_of(SIGNS, signs))

    def set_reduced_motion(self, reduced: bool) -> None:
        """Switch all easing off or on."""
        self._set("_reduced_motion", reduced)

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """Give the colour of a token now."""
        color = QColor(getattr(self.palette, token))
        color.setAlphaF(alpha)
        return color

    def px(self, size: float) -> int:
        """Give a design size in whole pixels."""
        return int(size * self.k + 0.5)

    def pxf(self, size: float) -> float:
        """Give a design size in pixels, not rounded."""
        return size * self.k

    def duration(self, milliseconds: int) -> int:
        """How long an easing takes: nothing when motion is reduced."""
        return 0 if self._reduced_motion else milliseconds

    def font(self, role: str, weight: QFont.Weight | None = None, *, tabular: bool | None = None) -> QFont:
        """Give the font of a role of `fonts.ROLES`, perhaps in another weight or with other figures."""
        spec = fonts.ROLES[role]
        even = spec.tabular if tabular is None else tabular
        return fonts.make(self.pxf(spec.size), spec.weight if weight is None else weight, tabular=even)

    def math_font(self, size: float) -> QFont:
        """Give the font of formulas, `size` in design pixels."""
        return fonts.make(self.pxf(size), QFont.Weight.Normal, math=True)

    def lut(self, name: str) -> NDArray[np.uint8]:
        """Give the (256, 3) table of the colour map ``value``, ``area``, ``deriv`` or ``loss``."""
        return colormaps.lut(name, self._name)

    def layer_color(self, index: int, count: int) -> QColor:
        """Give the teal of layer `index` of `count` (the last is the output)."""
        return QColor(colormaps.layer_colors(count, self._name)[index])

    def class_color(self, index: int) -> QColor:
        """Give the colour of the marks of class `index`."""
        return QColor(colormaps.class_colors(index + 1, self._name)[index])

    def class_area_color(self, index: int) -> QColor:
        """Give the muted colour of the area of class `index`."""
        return QColor(colormaps.class_area_colors(index + 1, self._name)[index])

    def icon(
        self,
        name: str,
        size: float,
        token: str = "ink2",
        stroke: float | None = None,
        ratio: float | None = None,
    ) -> QPixmap:
        """Give a tinted icon, `size` in design pixels, for a device of pixel ratio `ratio` (the screen's)."""
        width = _stroke_for(size) if stroke is None else stroke
        dots = QGuiApplication.instance().devicePixelRatio() if ratio is None else ratio  # type: ignore[union-attr]
        return self._icons.pixmap(name, self.px(size), getattr(self.palette, token), width, dots)

    def qicon(self, name: str, size: float = 16, token: str = "ink2") -> QIcon:
        """Give the icon for menus and actions, faint when disabled."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.icon(name, size, token, ratio=ratio))
            icon.addPixmap(self.icon(name, size, "faint", ratio=ratio), QIcon.Mode.Disabled)
        return icon

    def apply(self, app: QApplication) -> None:
        """Give the whole program this look, now and at each later change."""
        self._app = app
        app.setStyle("Fusion")
        self._restyle()

    def _set(self, field: str, value: str | bool) -> None:
        if getattr(self, field) == value:
            return
        setattr(self, field, value)
        self._restyle()
        self.changed.emit()

    def _restyle(self) -> None:
        if self._app is None:
            return
        self._app.setFont(self.font("body"))
        self._app.setPalette(stylesheet.qt_palette(self.palette))
        self._app.setStyleSheet(stylesheet.style_sheet(self, self._cache_dir))


def _one_of(allowed: Collection[str], value: str) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value


def _stroke_for(size: float) -> float:
    if size < _SMALL_ICON:
        return _SMALL_STROKE
    return _LARGE_STROKE if size >= _LARGE_ICON else _STROKE
