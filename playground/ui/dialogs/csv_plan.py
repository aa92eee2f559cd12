"""What a person has chosen about a file's columns: the target, the inputs, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playground.data.csv_choices import AS_IT_IS, MISSING_WORDS, ColumnChoice
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.data.csv_choices import Missing, Words
    from playground.data.csv_table import TargetKind
    from playground.worker.csv_messages import Preview

NONE = -1
# Beyond that a column of words gets a single input, numbered, unless the person wants otherwise.
MOST_ONE_HOT = 50
FILLED = {"mean": "the mean", "median": "the median", "frequent": "the commonest", "zero": "0"}


class ColumnPlan:
    """Begins with the likeliest target, all columns of numbers as inputs, and every hole costing its row."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._ticked = [kind == "number" for kind in preview.kinds]
        self._choices: dict[int, ColumnChoice] = {}
        self.target = preview.target
        # None until a person has chosen.
        self.kind: TargetKind | None = None

    def fits(self, preview: Preview) -> bool:
        """Return whether these choices make sense for another reading of the file."""
        return (preview.names, preview.kinds) == (self._preview.names, self._preview.kinds)

    def take_over(self, preview: Preview) -> None:
        """Go on with another reading that they fit."""
        self._preview = preview

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return self._preview.names

    def inputs(self) -> tuple[int, ...]:
        """Return the places of the inputs."""
        return tuple(place for place in range(len(self.names)) if self.is_input(place))

    def choices(self) -> dict[int, ColumnChoice]:
        """Return what becomes of the inputs that are not taken as they are."""
        every = ((place, self.choice(place)) for place in self.inputs())
        return {place: choice for place, choice in every if choice != AS_IT_IS}

    def is_input(self, place: int) -> bool:
        """Return whether a column is ticked and can be an input."""
        return self._ticked[place] and not self.barred(place)

    def is_words(self, place: int) -> bool:
        """Return whether a column holds words."""
        return self._preview.kinds[place] == "text"

    def barred(self, place: int) -> str:
        """Return why a column can't be an input, or nothing."""
        if place == self.target:
            return "the target"
        if self._preview.kinds[place] == "date":
            return "dates, left out"
        return (
            "too many words, left out" if self._preview.words_in[place] < 0 and self.is_words(place) else ""
        )

    def choice(self, place: int) -> ColumnChoice:
        """Return what becomes of a column where it is an input."""
        chosen = self._choices.get(place, AS_IT_IS)
        if not self.is_words(place):
            return chosen
        few = self._preview.words_in[place] <= MOST_ONE_HOT
        words = chosen.words if chosen.words != "leave_out" else "one_hot" if few else "ordinal"
        return replace(chosen, words=words)

    def tick(self, place: int, on: bool) -> None:
        """Make a column an input, or leave it out; kept also while it can't be one."""
        self._ticked[place] = on

    def choose_missing(self, places: Iterable[int], missing: Missing) -> None:
        """Say what becomes of cells that can't be read."""
        for place in places:
            if missing in MISSING_WORDS or not self.is_words(place):
                self._choices[place] = replace(self._choices.get(place, AS_IT_IS), missing=missing)

    def choose_words(self, places: Iterable[int], words: Words) -> None:
        """Say what becomes of words; leaving them out unticks the column."""
        for place in places:
            if self.is_words(place):
                self._ticked[place] = words != "leave_out"
                self._choices[place] = replace(self._choices.get(place, AS_IT_IS), words=words)

    def note(self, place: int) -> str:
        """Return in a few words what becomes of a column."""
        reason = self.barred(place)
        if reason:
            return reason
        if self.is_words(place):
            if not self._ticked[place]:
                return "words, left out"
            one_hot = self.choice(place).words == "one_hot"
            made = f"{format_integer(self._preview.words_in[place])} inputs" if one_hot else "numbered"
            return f"words, {made}{self._holes(place)}"
        return f"number{self._holes(place)}" if self._ticked[place] else "left out"

    def _holes(self, place: int) -> str:
        count = self._preview.problems_in[place]
        missing = self.choice(place).missing
        if not count:
            return ""
        what = "dropped" if missing == "drop" else FILLED[missing]
        return f", {format_integer(count)} missing: {what}"
