"""What is told of eigenvalues, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from playground.ui.plots.eigenvalue_layout import Bars

if TYPE_CHECKING:
    from playground.worker.questions import SpectrumAnswer
    from playground.worker.snapshots import Curvature


def bars_of_curvature(curvature: Curvature, edge_name: str) -> Bars:
    """Return the outermost eigenvalues."""
    every = (*curvature.largest, *curvature.smallest[::-1])
    return Bars(
        values=np.array([each.value for each in every]),
        bounds=np.array([each.bound for each in every]),
        above=len(curvature.largest),
        total=curvature.parameters,
        edge=curvature.edge,
        edge_name=edge_name,
    )


def bars_of_spectrum(spectrum: SpectrumAnswer, edge_name: str) -> Bars:
    """Return all that is known."""
    return Bars(
        values=spectrum.values,
        bounds=spectrum.bounds,
        above=spectrum.above,
        total=spectrum.parameters,
        edge=spectrum.edge,
        edge_name=edge_name,
    )
