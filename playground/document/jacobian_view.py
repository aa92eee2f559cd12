"""What a person looks at on the page "Jacobian"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JacobianView:
    """How large the circle around the sample is, and whether all its images are drawn at one size.

    With `arrows` the small map shows the slopes all over it. The sample is that of the whole view.
    """

    radius: float = 0.3
    one_size: bool = False
    arrows: bool = False
