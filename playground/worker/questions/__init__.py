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
from playground.worker.questions.hessian_map import (
    MOST_A_SIDE,
    SURE_ENTRY_DIGITS,
    HessianCheckAnswer,
    HessianCheckQuestion,
    HessianMapAnswer,
    HessianMapQuestion,
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
from playground.worker.questions.landscape import (
    Direction,
    DirectionKind,
    LandscapeAnswer,
    LandscapeQuestion,
    PlaceAnswer,
    PlaceQuestion,
)
from playground.worker.questions.race import (
    MOST_RACE_STEPS,
    MOST_RACERS,
    RaceAnswer,
    RaceQuestion,
    Racer,
    RacerResult,
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
from playground.worker.questions.spectrum import (
    SaddleStep,
    SpectrumAnswer,
    SpectrumQuestion,
)
from playground.worker.questions.sum import (
    SumAnswer,
    SumQuestion,
)
from playground.worker.questions.surface import (
    ArrowAnswer,
    ArrowQuestion,
    SurfaceAnswer,
    SurfaceChoice,
    SurfaceQuestion,
)
from playground.worker.questions.worksheet import (
    Box,
    BoxKind,
    Product,
    Slip,
    WorksheetAnswer,
    WorksheetQuestion,
)

Question = (
    ChainQuestion
    | CheckQuestion
    | CheckAllQuestion
    | CurveQuestion
    | PointQuestion
    | ErrorsQuestion
    | DescentQuestion
    | SumQuestion
    | SurfaceQuestion
    | ArrowQuestion
    | WorksheetQuestion
    | JacobianQuestion
    | JacobianSpreadQuestion
    | JacobianMapQuestion
    | SpectrumQuestion
    | HessianMapQuestion
    | HessianCheckQuestion
    | BowlQuestion
    | StepQuestion
    | RaceQuestion
    | LandscapeQuestion
    | PlaceQuestion
)
Answer = (
    ChainAnswer
    | CheckAnswer
    | AllChecked
    | CurveAnswer
    | PointAnswer
    | ErrorsAnswer
    | DescentAnswer
    | SumAnswer
    | SurfaceAnswer
    | ArrowAnswer
    | WorksheetAnswer
    | JacobianAnswer
    | JacobianSpread
    | JacobianMap
    | SpectrumAnswer
    | HessianMapAnswer
    | HessianCheckAnswer
    | BowlAnswer
    | StepAnswer
    | RaceAnswer
    | LandscapeAnswer
    | PlaceAnswer
)

__all__ = [
    "GREATEST_STEP",
    "LEAST_STEP",
    "MOST_A_SIDE",
    "MOST_RACERS",
    "MOST_RACE_STEPS",
    "NEWTON_STEP",
    "STEP",
    "SURE_DIGITS",
    "SURE_ENTRY_DIGITS",
    "AllChecked",
    "Answer",
    "ArrowAnswer",
    "ArrowQuestion",
    "BowlAnswer",
    "BowlQuestion",
    "Box",
    "BoxKind",
    "ChainAnswer",
    "ChainLayer",
    "ChainPath",
    "ChainQuestion",
    "CheckAllQuestion",
    "CheckAnswer",
    "CheckCurves",
    "CheckQuestion",
    "Crossed",
    "CurveAnswer",
    "CurveQuestion",
    "DescentAnswer",
    "DescentMethod",
    "DescentPath",
    "DescentQuestion",
    "Direction",
    "DirectionKind",
    "ErrorsAnswer",
    "ErrorsQuestion",
    "Extent",
    "HessianCheckAnswer",
    "HessianCheckQuestion",
    "HessianMapAnswer",
    "HessianMapQuestion",
    "JacobianAnswer",
    "JacobianLayer",
    "JacobianMap",
    "JacobianMapQuestion",
    "JacobianQuestion",
    "JacobianSpread",
    "JacobianSpreadQuestion",
    "LandscapeAnswer",
    "LandscapeQuestion",
    "Link",
    "LinkKind",
    "Motion",
    "NearMinimum",
    "NewtonAnswer",
    "NextStep",
    "Nudge",
    "Outcome",
    "Piece",
    "PlaceAnswer",
    "PlaceQuestion",
    "PointAnswer",
    "PointQuestion",
    "Product",
    "Question",
    "RaceAnswer",
    "RaceQuestion",
    "Racer",
    "RacerResult",
    "Regime",
    "SaddleStep",
    "Slip",
    "SpectrumAnswer",
    "SpectrumQuestion",
    "Spot",
    "StepAnswer",
    "StepQuestion",
    "SumAnswer",
    "SumQuestion",
    "SurfaceAnswer",
    "SurfaceChoice",
    "SurfaceQuestion",
    "Value",
    "ValueKind",
    "WorksheetAnswer",
    "WorksheetQuestion",
]
