"""Where samples come from: a generator, a table, or points that were painted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from playground.document.added import ADDED
from playground.document.choices import Dataset, Feature, Task
from playground.document.painted import PaintedSource, class_names
from playground.document.recipe import TableRecipe  # noqa: TC001  the codec reads it


@dataclass(frozen=True, slots=True)
class GeneratedSource:
    """Points drawn by a generator; `noise` is a share, 0 to 0.5, and 0 `samples` are the set's usual number.

    `balance` is the weight of the first class, where each other one has 1 - balance; of two classes it is the
    share of +1, and 0.5 is even. `classes` counts only where the set's `many_classes` says so.
    """

    dataset: Dataset = Dataset.CIRCLE
    noise: float = 0.0
    samples: int = field(default=0, metadata=ADDED)
    balance: float = field(default=0.5, metadata=ADDED)
    classes: int = field(default=3, metadata=ADDED)

    @property
    def title(self) -> str:
        """The generator's name."""
        return self.dataset.value

    @property
    def task(self) -> Task:
        """Whether the labels are classes or numbers."""
        return self.dataset.task

    @property
    def available_inputs(self) -> tuple[str, ...]:
        """The features a network may be given: those that the point's coordinates are enough for."""
        known = set(range(1, self.coordinates + 1))
        return tuple(feature.value for feature in Feature if feature.coordinates <= known)

    @property
    def coordinates(self) -> int:
        """How many coordinates a point has: 1 or 2."""
        return self.dataset.inputs

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 for numbers."""
        if self.task is Task.REGRESSION:
            return 0
        return self.classes if self.dataset.many_classes else 2

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the classes are called, by index: the signs of two, letters of more."""
        return class_names(self.class_count)

    def turned_to(self, dataset: Dataset) -> GeneratedSource:
        """Return another set drawn alike; balance and classes stay where they mean something there."""
        usual = GeneratedSource()
        of_classes = dataset.task is Task.CLASSIFICATION
        return replace(
            self,
            dataset=dataset,
            balance=self.balance if of_classes else usual.balance,
            classes=self.classes if dataset.many_classes else usual.classes,
        )


@dataclass(frozen=True, slots=True)
class TableSource:
    """Rows of a table, named by its content; `path` is empty for a shipped one, `classes` for numbers.

    `image` is (channels, height, width) where the columns are the pixels of an image, channel by channel and
    row by row; else it is empty. `recipe` says how the rows were made from the file at `path`; None where it
    is read as it is recognised. With `standardize` each input gets the mean 0 and the deviation 1.
    """

    name: str
    sha256: str
    columns: tuple[str, ...]
    target: str
    classes: tuple[str, ...] = ()
    path: str = ""
    image: tuple[int, ...] = field(default=(), metadata=ADDED)
    recipe: TableRecipe | None = field(default=None, metadata=ADDED)
    standardize: bool = field(default=True, metadata=ADDED)

    @property
    def title(self) -> str:
        """The table's name."""
        return self.name

    @property
    def task(self) -> Task:
        """Whether the target is a class or a number."""
        return Task.CLASSIFICATION if self.classes else Task.REGRESSION

    @property
    def available_inputs(self) -> tuple[str, ...]:
        """The columns a network may be given."""
        return self.columns

    @property
    def class_count(self) -> int:
        """How many classes there are; 0 for numbers."""
        return len(self.classes)

    @property
    def coordinates(self) -> int:
        """How many numbers a row has."""
        return len(self.columns)


Source = GeneratedSource | TableSource | PaintedSource
