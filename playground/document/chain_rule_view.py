"""What a person looks at on the page "Chain rule"."""

from __future__ import annotations

from dataclasses import dataclass

from playground.document.choices import ChainMode, ChainSum, Extent


@dataclass(frozen=True, slots=True)
class ChainRuleView:
    """Which weight or bias is followed to the loss, and of which samples.

    `parameter` is (layer, source, target) as the network stands, the source -1 for a bias; None is the one
    whose derivative is largest.
    """

    parameter: tuple[int, int, int] | None = None
    extent: Extent = Extent.SAMPLE
    mode: ChainMode = ChainMode.WALK
    sum_by: ChainSum = ChainSum.PATHS
