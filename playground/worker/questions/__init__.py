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
from playground.worker.questions.jacobian import (
    JacobianAnswer,
    JacobianLayer,
    JacobianMap,
    JacobianMapQuestion,
    JacobianQuestion,
    JacobianSpread,
    JacobianSpreadQuestion,
)

Question = ChainQuestion | JacobianQuestion | JacobianSpreadQuestion | JacobianMapQuestion
Answer = ChainAnswer | JacobianAnswer | JacobianSpread | JacobianMap

__all__ = [
    "Answer",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "Extent",
    "JacobianAnswer",
    "JacobianLayer",
    "JacobianMap",
    "JacobianMapQuestion",
    "JacobianQuestion",
    "JacobianSpread",
    "JacobianSpreadQuestion",
    "Link",
    "LinkKind",
    "Question",
    "Value",
    "ValueKind",
]
