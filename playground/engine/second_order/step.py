"""What a step of a second-order rule came to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SecondOrderStep:
    """
    The last step, whether it was taken or refused.

    Attributes
    ----------
    taken : bool
        Whether the parameters moved. A step that would raise the loss is not taken.
    still : bool
        Whether the gradient was exactly 0, so that there was no step to take.
    drop : float or None
        By how much the loss, penalty included, falls (negative: rises) along the step that was tried; None if
        it was not finite there.
    predicted : float or None
        What the second-order model said of it; None for "lbfgs", which has no model of its own.
    within_rounding : bool
        Whether that is no more than the loss's last digits, so that it can't be told from nothing.
    damping : float or None
        The mu that the step was found with; None for "lbfgs".
    raised : bool
        Whether mu had to be raised first, as the Hessian plus mu was not positive definite.
    length : float
        What part of the direction was gone.
    pairs : int
        From how many earlier steps "lbfgs" knew the curvature; 0 for "newton".
    trials : int
        At how many places the loss was looked at.
    """

    taken: bool
    still: bool = False
    drop: float | None = 0.0
    predicted: float | None = None
    within_rounding: bool = False
    damping: float | None = None
    raised: bool = False
    length: float = 0.0
    pairs: int = 0
    trials: int = 0
