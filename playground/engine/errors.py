"""What can go wrong while a network learns."""

from __future__ import annotations


class NonFinite(ArithmeticError):
    """
    A step whose numbers left the range of floating point, or would in the update; it was not applied.

    Parameters
    ----------
    step : int
        The step that failed, counted from 1.
    layer : int
        Index of the layer in `Network.layers`; of the output layer if the quantity is the loss.
    quantity : str
        "pre-activation", "loss" or "gradient".
    """

    def __init__(self, step: int, layer: int, quantity: str) -> None:
        super().__init__(step, layer, quantity)
        self.step = step
        self.layer = layer
        self.quantity = quantity

    def __str__(self) -> str:
        """Say it in one line."""
        return f"step {self.step}: the {self.quantity} of layer {self.layer} is too large or not finite"
