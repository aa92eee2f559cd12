"""What a page asks the worker about the calculus, and what it is told: plain values, never changed."""

from playground.worker.questions.chain import (
    ChainAnswer,
    ChainLayer,
    ChainPath,
    ChainQuestion,
    Extent,
    Link,
    LinkKind,
    Value,
    ValueKind,
)
from playground.worker.questions.slope import (
    CurveAnswer,
    CurveQuestion,
    ErrorsAnswer,
    ErrorsQuestion,
    Piece,
    PointAnswer,
    PointQuestion,
    Spot,
)

Question = ChainQuestion | CurveQuestion | PointQuestion | ErrorsQuestion
Answer = ChainAnswer | CurveAnswer | PointAnswer | ErrorsAnswer

__all__ = [
    "Answer",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "CurveAnswer",
    "CurveQuestion",
    "ErrorsAnswer",
    "ErrorsQuestion",
    "Extent",
    "Link",
    "LinkKind",
    "Piece",
    "PointAnswer",
    "PointQuestion",
    "Question",
    "Spot",
    "Value",
    "ValueKind",
]
