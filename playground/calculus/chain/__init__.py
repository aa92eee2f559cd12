"""The chain rule, unrolled: one sample's way to the loss, and every path of one parameter along it."""

from __future__ import annotations

from playground.calculus.chain.paths import Path, Paths, paths_from
from playground.calculus.chain.sample_pass import SamplePass
from playground.calculus.chain.shares import Shares, shares_from

__all__ = ["Path", "Paths", "SamplePass", "Shares", "paths_from", "shares_from"]
