"""What a page asks the worker about the calculus, and what it is told: plain values, never changed."""

from playground.worker.questions.bowl import (
    NEWTON_STEP,
    BowlAnswer,
    BowlQuestion,
    NewtonAnswer,
    NextStep,
    StepAnswer,
    StepQuestion,
)
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
from playground.worker.questions.race import (
    MOST_RACE_STEPS,
    MOST_RACERS,
    RaceAnswer,
    RaceQuestion,
    Racer,
    RacerResult,
)

Question = ChainQuestion | BowlQuestion | StepQuestion | RaceQuestion
Answer = ChainAnswer | BowlAnswer | StepAnswer | RaceAnswer

__all__ = [
    "MOST_RACERS",
    "MOST_RACE_STEPS",
    "NEWTON_STEP",
    "Answer",
    "BowlAnswer",
    "BowlQuestion",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "Extent",
    "Link",
    "LinkKind",
    "NewtonAnswer",
    "NextStep",
    "Question",
    "RaceAnswer",
    "RaceQuestion",
    "Racer",
    "RacerResult",
    "StepAnswer",
    "StepQuestion",
    "Value",
    "ValueKind",
]
