from __future__ import annotations

import numpy as np

from playground.ui.plots.axis import ValueAxis


def test_a_logarithmic_axis_reaches_to_the_rounding_of_a_perfect_fit() -> None:
    low, high = ValueAxis(logarithmic=True).range_of([np.array([2.0, 1e-14, 3e-30])])
    assert low < np.log10(3e-30)
    assert high > np.log10(2.0)
