"""How far the walk along a path has come: what is known by now, and what is being found."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Stage:
    """What is shown of a path with its values v0 ... vn (the parameter first, the loss last).

    The first `values` of them are known, of the n derivatives the last `links`, as they are found from the
    loss leftwards. `value` and `link` are what has just been found, None where that is none. With `summed`
    the sum over all paths is known, with `updated` the step of gradient descent as well.
    """

    values: int = MOST
    links: int = MOST
    value: int | None = None
    link: int | None = None
    summed: bool = True
    updated: bool = True
    caption: str = ""

    def knows_value(self, index: int) -> bool:
        """Whether the value of this place on the path is known."""
        return index < self.values

    def knows_link(self, index: int, count: int) -> bool:
        """Whether the derivative of this link, one of `count`, is known."""
        return index >= count - self.links


EVERYTHING = Stage()
NOTHING = Stage(values=0, links=0, updated=False)
