"""Steps that the bowl of second order suggests or judges."""

from __future__ import annotations

from playground.calculus.steps.model import Forecast, forecast
from playground.calculus.steps.newton import Damped, damped_newton
from playground.calculus.steps.spectrum import Spectrum, krylov_spectrum, whole_spectrum

__all__ = [
    "Damped",
    "Forecast",
    "Spectrum",
    "damped_newton",
    "forecast",
    "krylov_spectrum",
    "whole_spectrum",
]
