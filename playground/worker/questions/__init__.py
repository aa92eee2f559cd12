"""What a page asks the worker about the calculus, and what it is told: plain values, never changed."""

from playground.worker.questions.chain import (
    ChainAnswer,
    ChainLayer,
    ChainPath,
    ChainQuestion,
    Extent,
    Link,
    LinkKind,
    Nudge,
    Value,
    ValueKind,
)
from playground.worker.questions.check import (
    GREATEST_STEP,
    LEAST_STEP,
    STEP,
    SURE_DIGITS,
    AllChecked,
    CheckAllQuestion,
    CheckAnswer,
    CheckCurves,
    CheckQuestion,
    Crossed,
)

Question = ChainQuestion | CheckQuestion | CheckAllQuestion
Answer = ChainAnswer | CheckAnswer | AllChecked

__all__ = [
    "GREATEST_STEP",
    "LEAST_STEP",
    "STEP",
    "SURE_DIGITS",
    "AllChecked",
    "Answer",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "CheckAllQuestion",
    "CheckAnswer",
    "CheckCurves",
    "CheckQuestion",
    "Crossed",
    "Extent",
    "Link",
    "LinkKind",
    "Nudge",
    "Question",
    "Value",
    "ValueKind",
]
