"""Colour maps as tables of 256 colours, and the colours of layers and classes, all built in OKLCH."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from playground.ui.theme import oklch
from playground.ui.theme.tokens import PALETTES

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = 256
MAPS = ("value", "area", "deriv", "loss")

# Chroma grows a little faster than |t| near zero, so that small values already show their sign.
_CHROMA_POWER = 0.85


@dataclass(frozen=True)
class _Diverging:
    """A map with a neutral centre: lightness of centre and ends, then chroma and hue of each end."""

    center: float
    end: float
    chroma: tuple[float, float]
    hue: tuple[float, float]


_DIVERGING = {
    ("value", "dark"): _Diverging(0.245, 0.83, (0.145, 0.145), (62, 245)),
    ("value", "light"): _Diverging(0.975, 0.53, (0.15, 0.15), (55, 250)),
    ("area", "dark"): _Diverging(0.225, 0.475, (0.095, 0.095), (48, 245)),
    ("area", "light"): _Diverging(0.985, 0.80, (0.085, 0.08), (58, 250)),
    ("deriv", "dark"): _Diverging(0.245, 0.80, (0.17, 0.17), (148, 312)),
    ("deriv", "light"): _Diverging(0.975, 0.52, (0.16, 0.20), (148, 312)),
}
_LOSS_STOPS = {
    "dark": ("#10142A", "#253963", "#28708F", "#63B297", "#F9E99A"),
    "light": ("#F8F6E7", "#AAD8B3", "#49A1AB", "#375889", "#1F2148"),
}

_LAYER_HUE = 192.0
_LAYERS = {"dark": (0.60, 0.95, 0.11), "light": (0.74, 0.34, 0.10)}

# Lightness, chroma and hue from the third class on; the first two are neg and pos. Okabe and Ito's green,
# reddish purple and yellow, a neutral, then four that a search put far from all others as people with each
# kind of colour blindness see them (Machado 2009).
_CLASSES = {
    "dark": (
        *((0.78, 0.12, 165.0), (0.72, 0.13, 350.0), (0.90, 0.12, 104.0), (0.80, 0.015, 250.0)),
        *((0.62, 0.18, 280.0), (0.62, 0.14, 80.0), (0.94, 0.18, 200.0), (0.62, 0.18, 170.0)),
    ),
    "light": (
        *((0.50, 0.12, 165.0), (0.50, 0.13, 350.0), (0.46, 0.12, 104.0), (0.42, 0.015, 250.0)),
        *((0.44, 0.18, 300.0), (0.36, 0.14, 50.0), (0.36, 0.14, 270.0), (0.36, 0.18, 340.0)),
    ),
}
# Lightness and chroma of their areas: unequal, since hues alone are not told apart by everybody.
_CLASS_AREAS = {
    "dark": (
        *((0.58, 0.084), (0.34, 0.091), (0.54, 0.084), (0.46, 0.011)),
        *((0.38, 0.11), (0.34, 0.06), (0.52, 0.06), (0.40, 0.06)),
    ),
    "light": (
        *((0.90, 0.084), (0.68, 0.091), (0.66, 0.084), (0.84, 0.011)),
        *((0.90, 0.08), (0.72, 0.06), (0.66, 0.10), (0.76, 0.11)),
    ),
}
CLASS_COLOR_COUNT = 2 + len(_CLASSES["dark"])


@cache
def lut(name: str, theme: str) -> NDArray[np.uint8]:
    """Give the (256, 3) read-only table of ``value``, ``area``, ``deriv`` (t = -1..1) or ``loss`` (0..1)."""
    table = _loss_lut(theme) if name == "loss" else _diverging_lut(_DIVERGING[name, theme])
    table.flags.writeable = False
    return table


@cache
def layer_colors(count: int, theme: str) -> tuple[str, ...]:
    """One teal per layer, first to output, ordered by lightness."""
    first, last, chroma = _LAYERS[theme]
    shares = np.linspace(0, 1, count) if count > 1 else np.ones(1)
    return tuple(oklch.to_hex(first + (last - first) * share, chroma, _LAYER_HUE) for share in shares)


@cache
def class_colors(count: int, theme: str) -> tuple[str, ...]:
    """Colours of classes 0..count-1 for marks and lines; they repeat after ten, the marks after eleven."""
    palette = PALETTES[theme]
    distinct = [palette.neg, palette.pos, *(oklch.to_hex(*color) for color in _CLASSES[theme])]
    return tuple(distinct[index % CLASS_COLOR_COUNT] for index in range(count))


@cache
def class_area_colors(count: int, theme: str) -> tuple[str, ...]:
    """Give the same hues, muted for the decision map so that marks stand out on them."""
    table = lut("area", theme)
    ends = [_hex(table[0]), _hex(table[-1])]
    areas = zip(_CLASS_AREAS[theme], _CLASSES[theme], strict=True)
    distinct = ends + [oklch.to_hex(light, chroma, hue) for (light, chroma), (_, _, hue) in areas]
    return tuple(distinct[index % CLASS_COLOR_COUNT] for index in range(count))


def _diverging_lut(spec: _Diverging) -> NDArray[np.uint8]:
    t = np.linspace(-1, 1, SIZE)
    size = np.abs(t)
    lightness = spec.center + (spec.end - spec.center) * size
    chroma = np.where(t < 0, *spec.chroma) * size**_CHROMA_POWER
    return oklch.to_rgb8(lightness, chroma, np.where(t < 0, *spec.hue).astype(np.float64))


def _loss_lut(theme: str) -> NDArray[np.uint8]:
    """Give a smooth curve (one quartic per coordinate) through the five stops."""
    stops = np.array([oklch.from_hex(stop) for stop in _LOSS_STOPS[theme]])
    places = np.linspace(0, 1, len(stops))
    t = np.linspace(0, 1, SIZE)
    lightness, chroma, hue = (np.polyval(np.polyfit(places, column, len(stops) - 1), t) for column in stops.T)
    return oklch.to_rgb8(lightness.astype(np.float64), chroma.astype(np.float64), hue.astype(np.float64))


def _hex(rgb: NDArray[np.uint8]) -> str:
    return "#" + "".join(f"{channel:02X}" for channel in rgb)
