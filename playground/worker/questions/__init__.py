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
from playground.worker.questions.spectrum import SaddleStep, SpectrumAnswer, SpectrumQuestion

Question = ChainQuestion | SpectrumQuestion
Answer = ChainAnswer | SpectrumAnswer

__all__ = [
    "Answer",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "Extent",
    "Link",
    "LinkKind",
    "Nudge",
    "Question",
    "SaddleStep",
    "SpectrumAnswer",
    "SpectrumQuestion",
    "Value",
    "ValueKind",
]
