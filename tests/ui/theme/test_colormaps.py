from __future__ import annotations

import numpy as np
import pytest

from playground.ui.theme import colormaps, oklch
from playground.ui.theme.marks import MARKS, class_mark
from playground.ui.theme.tokens import PALETTES

# The stops of the design at t = -1, -0.5, 0, 0.5, 1 (loss: 0 to 1), as the table of 256 has them.
STOPS = {
    ("value", "dark"): "#FEB674 #8F633A #202122 #44749B #95CEFF",
    ("value", "light"): "#A35304 #D9A17C #F5F6F7 #85B2E2 #006EBE",
    ("area", "dark"): "#874A28 #513221 #1C1C1C #213E55 #26618E",
    ("area", "light"): "#E8B187 #F4D5BE #F9FAFA #C6DEF8 #97C2F0",
    ("deriv", "dark"): "#65DB7C #40784A #212121 #7D5A92 #DCA3FE",
    ("deriv", "light"): "#047F31 #87BD8E #F6F6F6 #C497E0 #8E38BA",
    ("loss", "dark"): "#10142A #253963 #28708F #63B297 #F9E99A",
    ("loss", "light"): "#F8F6E7 #AAD8B3 #49A1AB #375889 #1F2148",
}
INDICES = (0, 64, 128, 192, 255)
LAYERS = {"dark": "#039390 #36B9B5 #64DFDB #B5FFFB", "light": "#51BFBB #179592 #066A67 #024140"}
THEMES = ("dark", "light")


def rgb(color: str) -> np.ndarray:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])


def lightness(row: np.ndarray) -> float:
    return oklch.from_hex("#{:02X}{:02X}{:02X}".format(*row))[0]


def contrast(first: str, second: str) -> float:
    """The contrast of WCAG 2: relative luminances, lighter over darker."""

    def luminance(color: str) -> float:
        channels = rgb(color) / 255
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("name", "theme"), STOPS)
def test_a_map_passes_through_the_stops_of_the_design(name: str, theme: str) -> None:
    table = colormaps.lut(name, theme).astype(int)
    assert table.shape == (256, 3)
    for index, stop in zip(INDICES, STOPS[name, theme].split(), strict=True):
        assert np.abs(table[index] - rgb(stop)).max() <= 2, (index, stop)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["value", "area", "deriv"])
def test_equal_sizes_of_either_sign_are_equally_light(name: str, theme: str) -> None:
    table = colormaps.lut(name, theme)
    for index in range(128):
        assert lightness(table[index]) == pytest.approx(lightness(table[255 - index]), abs=0.006)


@pytest.mark.parametrize("theme", THEMES)
def test_the_loss_map_only_ever_gets_lighter_or_darker(theme: str) -> None:
    levels = np.array([lightness(row) for row in colormaps.lut("loss", theme)])
    rising = np.diff(levels) * (1 if theme == "dark" else -1)
    assert rising.min() > -0.003
    assert rising.sum() > 0.6


def test_a_map_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        colormaps.lut("value", "dark")[0] = 0


@pytest.mark.parametrize("theme", THEMES)
def test_layers_are_the_teals_of_the_design(theme: str) -> None:
    for made, wanted in zip(colormaps.layer_colors(4, theme), LAYERS[theme].split(), strict=True):
        # The design reduced the chroma of the dark teals in coarser steps; 4 of 255 can't be seen.
        assert np.abs(rgb(made) - rgb(wanted)).max() <= 4


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("count", [1, 2, 7])
def test_layers_go_one_way_in_lightness(theme: str, count: int) -> None:
    levels = [oklch.from_hex(color)[0] for color in colormaps.layer_colors(count, theme)]
    assert len(levels) == count
    assert levels == sorted(levels, reverse=theme == "light")


@pytest.mark.parametrize("theme", THEMES)
def test_class_colors_begin_with_the_signs_and_can_be_read(theme: str) -> None:
    colors = colormaps.class_colors(20, theme)
    assert colors[:2] == (PALETTES[theme].neg, PALETTES[theme].pos)
    for color in colors:
        assert contrast(color, PALETTES[theme].panel) >= 4.5


def test_twenty_classes_have_twenty_looks() -> None:
    colors = colormaps.class_colors(20, "dark")
    assert len({(color, class_mark(index)) for index, color in enumerate(colors)}) == 20
    assert MARKS[:5] == ("diamond", "disc", "triangle", "square", "cross")


@pytest.mark.parametrize("theme", THEMES)
def test_class_areas_are_muted_so_that_marks_stand_out(theme: str) -> None:
    areas, marks = colormaps.class_area_colors(10, theme), colormaps.class_colors(10, theme)
    for area, mark in zip(areas, marks, strict=True):
        assert contrast(area, mark) > 1.9


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SEEN = {
    "by most": np.eye(3),
    "without red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "without green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def seen(color: str, eyes: np.ndarray) -> np.ndarray:
    """Return OKLab coordinates of a colour as some eyes see it."""
    channels = rgb(color) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    changed = np.clip(eyes @ linear, 0, 1)
    back = np.where(changed <= 0.0031308, 12.92 * changed, 1.055 * changed ** (1 / 2.4) - 0.055)
    lightness, chroma, hue = oklch.from_hex("#{:02X}{:02X}{:02X}".format(*np.rint(255 * back).astype(int)))
    return np.array([lightness, chroma * np.cos(np.radians(hue)), chroma * np.sin(np.radians(hue))])


def closest(colors: tuple[str, ...], eyes: np.ndarray) -> float:
    places = [seen(color, eyes) for color in colors]
    pairs = ((one, other) for at, one in enumerate(places) for other in places[:at])
    return min(float(np.linalg.norm(one - other)) for one, other in pairs)


@pytest.mark.parametrize("theme", THEMES)
def test_ten_classes_are_told_apart_also_by_the_colour_blind(theme: str) -> None:
    marks, areas = colormaps.class_colors(10, theme), colormaps.class_area_colors(10, theme)
    assert closest(marks, SEEN["by most"]) > 0.1
    assert closest(areas, SEEN["by most"]) > 0.06
    for eyes in SEEN.values():
        assert closest(marks, eyes) > 0.03
        assert closest(areas, eyes) > 0.045
    # Where two colours come close, the shapes tell their classes apart.
    assert len({class_mark(index) for index in range(10)}) == 10


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_data_are_readable_on_panels(theme: str) -> None:
    palette = PALETTES[theme]
    for token in ("ink", "ink2", "ink3", "neg", "pos", "dneg", "dpos", "danger", "ok", "warn"):
        assert contrast(getattr(palette, token), palette.panel) >= 4.5, token
    assert contrast(palette.inv, palette.ink) >= 7


def test_oklch_of_primaries() -> None:
    # Ottosson's published values for white and for pure red.
    assert oklch.from_hex("#FFFFFF")[0] == pytest.approx(1.0, abs=1e-4)
    red = oklch.from_hex("#FF0000")
    assert red == pytest.approx((0.62796, 0.25768, 29.2339), abs=1e-3)
    assert np.abs(rgb(oklch.to_hex(*oklch.from_hex("#3A7BD5"))) - rgb("#3A7BD5")).max() <= 1
