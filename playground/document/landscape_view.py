"""What a person looks at on the page "Landscape"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LandscapeView:
    """What the page shows."""
