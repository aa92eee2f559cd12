"""Points that a person has painted: a set of data that stands in the experiment itself."""

from __future__ import annotations

from dataclasses import dataclass

from playground.document.choices import Feature, Task

Point = tuple[float, float, float]

DECIMALS = 4
_TWO_CLASSES = ("\N{MINUS SIGN}1", "+1")


@dataclass(frozen=True, slots=True)
class PaintedSource:
    """Points (x1, x2, label): the label is a class from 0 to `classes` - 1, or with 0 classes a number.

    Of two classes 0 is -1 and 1 is +1. With one coordinate x2 is 0 and only features of x1 exist. The order
    says which points train, and nothing else: see `data.split.lasting_split`.
    """

    points: tuple[Point, ...] = ()
    classes: int = 2
    coordinates: int = 2

    @property
    def title(self) -> str:
        """What an experiment with it is called."""
        return "painted"

    @property
    def task(self) -> Task:
        """Whether the labels are classes or numbers."""
        return Task.CLASSIFICATION if self.classes else Task.REGRESSION

    @property
    def available_inputs(self) -> tuple[str, ...]:
        """The features a network may be given."""
        both = self.coordinates > 1
        return tuple(feature.value for feature in Feature if both or Feature.X2.value not in feature.value)

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 for numbers."""
        return self.classes

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the classes are called on screen."""
        if self.classes == len(_TWO_CLASSES):
            return _TWO_CLASSES
        return tuple(f"Class {number}" for number in range(1, self.classes + 1))


def rounded(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the points with as many decimals as a file keeps."""
    return tuple(
        (round(x1, DECIMALS), round(x2, DECIMALS), round(label, DECIMALS)) for x1, x2, label in points
    )
