"""What the functions of one variable are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document.choices import FunctionKind
from playground.formula.of_x import pretty_of_x
from playground.session.wording import ACTIVATIONS

if TYPE_CHECKING:
    from playground.document.functions_view import FunctionChoice

KINDS: tuple[tuple[FunctionKind, str], ...] = (
    (FunctionKind.CLASSIC, "Classic"),
    (FunctionKind.ACTIVATION, "Activation"),
    (FunctionKind.FORMULA, "Your own formula"),
    (FunctionKind.LOSS, "Loss along w"),
)
# Name, what is listed, and the formula.
CLASSICS: dict[str, tuple[str, str]] = {
    "parabola": ("Parabola", "x²"),
    "narrow_valley": ("Narrow valley", "12x²"),
    "flat_valley": ("Flat valley", "x⁴/4"),
    "cubic": ("Cubic", "x³"),
    "double_well": ("Two valleys", "x⁴ − 2x²"),
    "bumpy": ("Bumpy", "x²/10 + sin 2x"),
    "steep_wall": ("Steep wall", "eˣ − x"),
    "sine": ("Sine", "sin x"),
    "cosine": ("Cosine", "cos x"),
    "exponential": ("Exponential", "eˣ"),
    "logarithm": ("Logarithm", "ln x"),
    "root": ("Square root", "√x"),
    "reciprocal": ("Reciprocal", "1/x"),
    "absolute": ("Absolute value", "|x|"),
}


def classic_choices() -> list[tuple[str, str]]:
    """Return key and text of each classic."""
    return [(key, f"{name}  {formula}") for key, (name, formula) in CLASSICS.items()]


def activation_choices() -> list[tuple[str, str]]:
    """Return key and text of each activation."""
    return [(key.value, text) for key, text in ACTIVATIONS.items()]


def function_text(choice: FunctionChoice) -> str:
    """Return the function's right side: "x²", "tanh(x)", "L(w)"."""
    match choice.kind:
        case FunctionKind.CLASSIC:
            return CLASSICS[choice.name][1] if choice.name in CLASSICS else choice.name
        case FunctionKind.ACTIVATION:
            return f"{dict(activation_choices()).get(choice.name, choice.name)}(x)"
        case FunctionKind.FORMULA:
            return pretty_of_x(choice.name)
        case FunctionKind.LOSS:
            return f"L({variable_of(choice)})"


def variable_of(choice: FunctionChoice) -> str:
    """Return the letter of what moves: of the loss w, or b for a bias, else x."""
    if choice.kind is not FunctionKind.LOSS:
        return "x"
    is_bias = choice.parameter is not None and choice.parameter[1] < 0
    return "b" if is_bias else "w"


def letter_of(choice: FunctionChoice) -> str:
    """Return the letter of the function: L for the loss, else f."""
    return "L" if choice.kind is FunctionKind.LOSS else "f"
