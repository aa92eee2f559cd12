"""What a person looks at on the page "Landscape"."""

from __future__ import annotations

from dataclasses import dataclass

from playground.document.choices import LandscapeAside, LandscapeAxes, LandscapePicture


@dataclass(frozen=True, slots=True)
class LandscapeView:
    """Which slice of the loss is drawn, how, and how near.

    `across` and `along` are the two weights of `LandscapeAxes.WEIGHTS`, each (layer, source, target) as the
    network stands, the source -1 for a bias; None is one of the two whose derivatives are largest. A `zoom`
    of 1 shows what the plane is about, as the whole path. `aside` is what stands beside it.
    """

    axes: LandscapeAxes = LandscapeAxes.PATH
    picture: LandscapePicture = LandscapePicture.MAP
    across: tuple[int, int, int] | None = None
    along: tuple[int, int, int] | None = None
    zoom: float = 1.0
    aside: LandscapeAside = LandscapeAside.STEP
