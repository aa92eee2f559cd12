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
from playground.worker.questions.sum import SumAnswer, SumQuestion
from playground.worker.questions.surface import (
    ArrowAnswer,
    ArrowQuestion,
    SurfaceAnswer,
    SurfaceChoice,
    SurfaceQuestion,
)

Question = (
    ChainQuestion
    | CurveQuestion
    | PointQuestion
    | ErrorsQuestion
    | SumQuestion
    | SurfaceQuestion
    | ArrowQuestion
)
Answer = ChainAnswer | CurveAnswer | PointAnswer | ErrorsAnswer | SumAnswer | SurfaceAnswer | ArrowAnswer

__all__ = [
    "Answer",
    "ArrowAnswer",
    "ArrowQuestion",
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
    "Nudge",
    "Piece",
    "PointAnswer",
    "PointQuestion",
    "Question",
    "Spot",
    "SumAnswer",
    "SumQuestion",
    "SurfaceAnswer",
    "SurfaceChoice",
    "SurfaceQuestion",
    "Value",
    "ValueKind",
]
