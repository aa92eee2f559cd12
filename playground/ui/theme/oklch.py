"""OKLCH to sRGB, where equal steps of lightness look equal (Ottosson 2020)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LMS_FROM_RGB = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB_FROM_LMS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_RGB_FROM_LMS = np.linalg.inv(_LMS_FROM_RGB)
_LMS_FROM_LAB = np.linalg.inv(_LAB_FROM_LMS)

# Chroma is reduced to just inside the gamut, so that no channel sits at its very end.
_GAMUT_MARGIN = 0.0006
_BISECTIONS = 20


def to_rgb8(lightness: Floats, chroma: Floats, hue: Floats) -> NDArray[np.uint8]:
    """8-bit sRGB of OKLCH colours; chroma is reduced until a colour fits. Hue in degrees; (n,) -> (n, 3)."""
    inside = reduced_chroma(lightness, chroma, hue)
    return np.round(255 * _gamma(_linear_rgb(lightness, inside, hue))).astype(np.uint8)


def from_hex(color: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue in degrees of ``#RRGGBB``."""
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lightness, a, b = _LAB_FROM_LMS @ np.cbrt(_LMS_FROM_RGB @ linear)
    return float(lightness), float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)


def to_hex(lightness: float, chroma: float, hue: float) -> str:
    """``#RRGGBB`` of one OKLCH colour."""
    red, green, blue = to_rgb8(np.array([lightness]), np.array([chroma]), np.array([hue]))[0]
    return f"#{red:02X}{green:02X}{blue:02X}"


def reduced_chroma(lightness: Floats, chroma: Floats, hue: Floats) -> Floats:
    """Give the largest chroma up to the asked one that sRGB can show."""
    low, high = np.zeros_like(chroma), chroma.astype(np.float64)
    fits = _fits(lightness, high, hue)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        inside = _fits(lightness, middle, hue)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return np.where(fits, chroma, low)


def _fits(lightness: Floats, chroma: Floats, hue: Floats) -> NDArray[np.bool_]:
    rgb = _linear_rgb(lightness, chroma, hue)
    return np.all((rgb >= _GAMUT_MARGIN) & (rgb <= 1 - _GAMUT_MARGIN), axis=-1)


def _linear_rgb(lightness: Floats, chroma: Floats, hue: Floats) -> Floats:
    angle = np.radians(hue)
    lab = np.stack([lightness, chroma * np.cos(angle), chroma * np.sin(angle)], axis=-1)
    return ((lab @ _LMS_FROM_LAB.T) ** 3) @ _RGB_FROM_LMS.T


def _gamma(linear: Floats) -> Floats:
    clipped = np.clip(linear, 0, 1)
    return np.where(clipped <= 0.0031308, 12.92 * clipped, 1.055 * clipped ** (1 / 2.4) - 0.055)
