"""Points that a person has painted: a set of data that stands in the experiment itself."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from playground.document.choices import Feature, Task

Point = tuple[float, float, float]

DECIMALS = 4


def class_names(count: int) -> tuple[str, ...]:
    """Return what classes without names of their own are called: the signs of two, letters of more."""
    return ("\N{MINUS SIGN}1", "+1") if count == 2 else tuple(ascii_uppercase[:count])


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
        known = set(range(1, self.coordinates + 1))
        return tuple(feature.value for feature in Feature if feature.coordinates <= known)

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 for numbers."""
        return self.classes

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the classes are called, by index: the signs of two, letters of more."""
        return class_names(self.classes)


def rounded(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the points with as many decimals as a file keeps."""
    return tuple(
        (round(x1, DECIMALS), round(x2, DECIMALS), round(label, DECIMALS)) for x1, x2, label in points
    )
