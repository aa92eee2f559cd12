"""A list of samples: what each is, what the network says of it, and how sure or how far off it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QListView

from playground.ui.panels.errors.sample_delegate import ROW, SampleDelegate
from playground.ui.theme.numbers import format_integer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_WALKS = (
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Home, Qt.Key.Key_End),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FLAT = """
QListView { border: 2px solid transparent; padding: 0; background: transparent; }
QListView::item { padding: 0; }
"""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One line: number, what is true and what is said, as texts and maybe as classes, and how sure it is."""

    sample: int
    true: str
    said: str
    sure: str
    spoken: str
    true_class: int | None = None
    said_class: int | None = None
    picture: QImage | None = None

    @property
    def number(self) -> str:
        """The number as people count."""
        return format_integer(self.sample + 1)


class SampleModel(QAbstractListModel):
    """Only what is looked at is put into words, so that two hundred samples cost as little as five."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.samples: NDArray[np.int64] = np.zeros(0, np.int64)
        self._describe: Callable[[int], SampleRow] | None = None

    def show_samples(self, samples: NDArray[np.int64], describe: Callable[[int], SampleRow]) -> None:
        """Show these in this order; the list stays where it was scrolled to."""
        before, now = len(self.samples), len(samples)
        if now > before:
            self.beginInsertRows(_NOWHERE, before, now - 1)
        elif now < before:
            self.beginRemoveRows(_NOWHERE, now, before - 1)
        self.samples, self._describe = samples, describe
        if now > before:
            self.endInsertRows()
        elif now < before:
            self.endRemoveRows()
        if now:
            self.dataChanged.emit(self.index(0), self.index(now - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the samples."""
        return 0 if parent.isValid() else len(self.samples)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return the line, for the painter, or what it says."""
        if self._describe is None or role not in (
            _Role.DisplayRole,
            _Role.UserRole,
            _Role.ToolTipRole,
            _Role.AccessibleTextRole,
        ):
            return None
        row = self._describe(int(self.samples[index.row()]))
        return row if role == _Role.UserRole else row.spoken


class SampleList(QListView):
    """The arrows walk and choose; Enter or a click chooses, or lets go of what is chosen; so does Esc.

    `walked` and `pressed_on` carry a sample.
    """

    walked = Signal(int)
    pressed_on = Signal(int)
    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen: int | None = None
        self.samples = SampleModel(self)
        self.setModel(self.samples)
        self._lines = SampleDelegate(theme, self)
        self.setItemDelegate(self._lines)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(_FLAT)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_samples(
        self, samples: NDArray[np.int64], describe: Callable[[int], SampleRow], chosen: int | None
    ) -> None:
        """Show these, one of them chosen or none."""
        self.samples.show_samples(samples, describe)
        self.choose(chosen)

    def forget(self) -> None:
        """Draw every line anew: these are other samples."""
        self._lines.forget()

    def set_pictures(self, with_pictures: bool) -> None:
        """Make the lines tall enough for pictures, or not."""
        if with_pictures != self._lines.with_pictures:
            self._lines.with_pictures = with_pictures
            self.scheduleDelayedItemsLayout()

    def choose(self, sample: int | None) -> None:
        """Highlight a sample, where it is in the list."""
        places = np.flatnonzero(self.samples.samples == sample) if sample is not None else np.zeros(0, int)
        if len(places):
            changed = sample != self._chosen
            at = self.samples.index(int(places[0]))
            if self.currentIndex() != at:
                self.setCurrentIndex(at)
            elif changed:
                self.selectionModel().select(at, self.selectionModel().SelectionFlag.ClearAndSelect)
        else:
            self.clearSelection()
        self._chosen = sample

    def minimumSizeHint(self) -> QSize:
        """Do with two rows."""
        hint = super().minimumSizeHint()
        hint.setHeight(self._theme.px(2 * ROW))
        return hint

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the sample under the pointer, or let go of it."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.pressed_on.emit(int(self.samples.samples[index.row()]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose and let go."""
        key, current = event.key(), self.currentIndex()
        if key in _ENTER and current.isValid():
            self.pressed_on.emit(int(self.samples.samples[current.row()]))
        elif key == Qt.Key.Key_Escape and self._chosen is not None:
            self.cleared.emit()
        elif key in _WALKS:
            super().keyPressEvent(event)
            if self.currentIndex().isValid():
                self.walked.emit(int(self.samples.samples[self.currentIndex().row()]))
        else:
            event.ignore()
