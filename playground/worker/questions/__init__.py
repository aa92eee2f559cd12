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
from playground.worker.questions.descent import (
    DescentAnswer,
    DescentMethod,
    DescentPath,
    DescentQuestion,
    Motion,
    NearMinimum,
    Outcome,
    Regime,
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

Question = ChainQuestion | CurveQuestion | PointQuestion | ErrorsQuestion | DescentQuestion
Answer = ChainAnswer | CurveAnswer | PointAnswer | ErrorsAnswer | DescentAnswer

__all__ = [
    "Answer",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "CurveAnswer",
    "CurveQuestion",
    "DescentAnswer",
    "DescentMethod",
    "DescentPath",
    "DescentQuestion",
    "ErrorsAnswer",
    "ErrorsQuestion",
    "Extent",
    "Link",
    "LinkKind",
    "Motion",
    "NearMinimum",
    "Outcome",
    "Piece",
    "PointAnswer",
    "PointQuestion",
    "Question",
    "Regime",
    "Spot",
    "Value",
    "ValueKind",
]
