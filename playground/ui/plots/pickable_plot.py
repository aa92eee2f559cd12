"""A plot whose parts are pointed at, chosen and let go of, by mouse or keys."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QPointF, Qt, Signal

from playground.ui.plots.painted_plot import PaintedPlot

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Part = TypeVar("Part")

ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PickablePlot(PaintedPlot, Generic[Part]):
    """Arrows walk over its parts, Enter or a click chooses, Esc lets go.

    `chosen` carries the part that was clicked, or entered; `cleared` that Esc was pressed.
    """

    chosen = Signal(object)
    cleared = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._pointed: Part | None = None
        self._marked: Part | None = None
        self.setMouseTracking(True)

    @abstractmethod
    def part_at(self, point: QPointF) -> Part | None:
        """Return the part at a place, in pixels; None where there is none."""

    @abstractmethod
    def beside(self, part: Part | None, down: int, right: int) -> Part | None:
        """Return the part so many steps from another, from None the first; None where there is none."""

    @abstractmethod
    def reading(self) -> list[tuple[str, str]]:
        """Return what is told of the part that is pointed at, as names and numbers."""

    @property
    def pointed(self) -> Part | None:
        """The part under the pointer, or where the arrows led."""
        return self._pointed

    def point_at(self, part: Part | None) -> None:
        """Tell of a part; None tells of none."""
        if part != self._pointed:
            self._pointed = part
            self.describe()
            self.update()

    def mark(self, part: Part | None) -> None:
        """Frame the part that is chosen; None frames none."""
        if part != self._marked:
            self._marked = part
            self.update()

    def describe(self) -> None:
        """Say what is told to who cannot see it."""
        self.setAccessibleDescription(", ".join(f"{name}: {number}" for name, number in self.reading()))

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the part under the pointer."""
        self.point_at(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of none."""
        self.point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the part under the pointer."""
        part = self.part_at(event.position())
        if part is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose, or let go."""
        key = event.key()
        if key in ARROWS:
            self._walk(key, 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in ENTER and self._pointed is not None:
            self.chosen.emit(self._pointed)
        elif key == Qt.Key.Key_Escape and (self._pointed is not None or self._marked is not None):
            self.point_at(None)
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, key: int, times: int) -> None:
        down, right = ARROWS[key]
        part: Any = self.beside(self._pointed, times * down, times * right)
        if part is not None:
            self.point_at(part)
