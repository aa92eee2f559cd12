"""The one undo command: two moments, and the way from each to the other is to adopt it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QUndoStack

    from playground.session.moment import Kept, Moment

MERGING = 1


class Change(QUndoCommand):
    """From one moment to another; those of one gesture merge, and one that ends where it began vanishes."""

    def __init__(
        self,
        label: str,
        before: Moment,
        after: Moment,
        adopt: Callable[[Moment], None],
        gesture: int | None,
        present: Callable[[bool], Kept | None],
    ) -> None:
        """Go by `adopt`; `present` gives the weights that an undo leaves, for a redo to bring them back."""
        super().__init__(label)
        self.before = before
        self.after = self._first_after = after
        self.gesture = gesture
        self._adopt = adopt
        self._present = present
        self._restores = before.kept is not None or before.fresh

    def id(self) -> int:
        """Allow merging for the parts of a gesture only."""
        return -1 if self.gesture is None else MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the end of a later part of the same gesture."""
        if not isinstance(other, Change) or not self._is_continued_by(other):
            return False
        self.after = self._first_after = other.after
        if self.after.same_as(self.before):
            self.setObsolete(True)
            if not self.after.poke:
                # Back where it began means the weights as well, where the drag had drawn new ones.
                self._adopt(self.before)
        return True

    def _is_continued_by(self, other: Change) -> bool:
        mine, theirs = self.after.poke, other.after.poke
        same_weights = [place for place, _ in mine] == [place for place, _ in theirs]
        return same_weights and (other.gesture, other.text()) == (self.gesture, self.text())

    def forget_weights(self) -> None:
        """Give up the weights kept, to save memory; undo and redo then carry over what they can."""
        self.before = replace(self.before, kept=None)
        self.after = self._first_after

    @property
    def kept_bytes(self) -> int:
        """How much memory the weights of both sides hold."""
        sides = self.before.kept, self.after.kept
        return sum(kept.bytes for kept in sides if kept is not None)

    def redo(self) -> None:
        """Go to the later moment."""
        self._adopt(self.after)

    def undo(self) -> None:
        """Go back to the earlier moment; where weights come back too, keep those that are left."""
        if self._restores:
            left = self._present(self.after.by_hand)
            self.after = self._first_after if left is None else replace(self._first_after, kept=left)
        self._adopt(self.before)


def shed_weights(stack: QUndoStack, most_bytes: int) -> None:
    """Let the oldest changes forget their weights where all together are too large; the newest keeps them."""
    for index in reversed(range(stack.count() - 1)):
        change = stack.command(index)
        if isinstance(change, Change) and change.kept_bytes:
            most_bytes -= change.kept_bytes
            if most_bytes < 0:
                change.forget_weights()
