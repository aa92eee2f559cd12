"""What the page "Landscape" shows is kept in a file, and a zoom that no wheel reaches is refused."""

from __future__ import annotations

import pytest

from playground.document import codec, edits, rules
from playground.document.choices import LandscapeAxes, LandscapePicture
from playground.document.errors import ExperimentError
from playground.document.experiment import Experiment


def test_it_comes_back_from_a_file() -> None:
    chosen = edits.set_landscape(
        Experiment(),
        axes=LandscapeAxes.WEIGHTS,
        picture=LandscapePicture.BOTH,
        across=(0, 1, 2),
        along=(1, -1, 0),
        zoom=4.0,
    )
    assert codec.from_json(codec.to_json(chosen)) == chosen


@pytest.mark.parametrize("zoom", [0.0, -1.0, 1e9])
def test_a_zoom_out_of_range_is_refused(zoom: float) -> None:
    with pytest.raises(ExperimentError, match="Zoom of the landscape"):
        rules.check(edits.set_landscape(Experiment(), zoom=zoom))
