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
from playground.worker.questions.landscape import (
    Direction,
    DirectionKind,
    LandscapeAnswer,
    LandscapeQuestion,
    PlaceAnswer,
    PlaceQuestion,
)

Question = ChainQuestion | LandscapeQuestion | PlaceQuestion
Answer = ChainAnswer | LandscapeAnswer | PlaceAnswer

__all__ = [
    "Answer",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "Direction",
    "DirectionKind",
    "Extent",
    "LandscapeAnswer",
    "LandscapeQuestion",
    "Link",
    "LinkKind",
    "PlaceAnswer",
    "PlaceQuestion",
    "Question",
    "Value",
    "ValueKind",
]
