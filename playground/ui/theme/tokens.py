"""The palette: every colour of the window by name, for the dark and the light theme."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours as ``#RRGGBB``; the names say what a colour is for."""

    win: str
    panel: str
    card: str
    ctl: str
    ctlh: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    faint: str
    inv: str
    neg: str
    pos: str
    dneg: str
    dpos: str
    danger: str
    dangerbg: str
    ok: str
    warn: str
    well: str
    raised: str


DARK = Palette(
    win="#0E1217",
    panel="#151A21",
    card="#1C222B",
    ctl="#262D38",
    ctlh="#303946",
    line="#252C36",
    line2="#3A4452",
    ink="#EDF1F5",
    ink2="#B4BFCB",
    ink3="#8492A1",
    faint="#5C6877",
    inv="#0E1217",
    neg="#F5A35C",
    pos="#5FB6FF",
    dneg="#7FD08A",
    dpos="#D79BF2",
    danger="#FF7A70",
    dangerbg="#3A1F21",
    ok="#7FD08A",
    warn="#FFD166",
    well="#0E1217",
    raised="#303946",
)

LIGHT = Palette(
    win="#EEF1F4",
    panel="#FFFFFF",
    card="#F6F8FA",
    ctl="#E9EDF1",
    ctlh="#DDE3E9",
    line="#DFE4EA",
    line2="#B9C3CE",
    ink="#10161D",
    ink2="#3F4B58",
    ink3="#5F6C7B",
    faint="#8995A3",
    inv="#FFFFFF",
    neg="#AD5200",
    pos="#0B66B5",
    dneg="#1E7A3C",
    dpos="#8A3FB0",
    danger="#C4281C",
    dangerbg="#FDECEA",
    ok="#1E7A3C",
    warn="#8A6100",
    well="#E9EDF1",
    raised="#FFFFFF",
)

PALETTES = {"dark": DARK, "light": LIGHT}

TEXT_SCALES = {"normal": 1.0, "large": 1.28, "projector": 1.55}
