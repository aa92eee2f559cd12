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
from playground.worker.questions.worksheet import (
    Box,
    BoxKind,
    Product,
    Slip,
    WorksheetAnswer,
    WorksheetQuestion,
)

Question = ChainQuestion | WorksheetQuestion
Answer = ChainAnswer | WorksheetAnswer

__all__ = [
    "Answer",
    "Box",
    "BoxKind",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "Extent",
    "Link",
    "LinkKind",
    "Product",
    "Question",
    "Slip",
    "Value",
    "ValueKind",
    "WorksheetAnswer",
    "WorksheetQuestion",
]
