"""What a person looks at on the page "Jacobian"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JacobianView:
    """What the page shows."""
