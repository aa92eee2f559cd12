"""How layers are named beside their curves and ridges."""

from __future__ import annotations


def layer_names(count: int) -> list[str]:
    """Return ``Hidden 1`` and so on, and ``output`` for the last."""
    return [*(f"Hidden {number}" for number in range(1, count)), "output"][-count:] if count else []
