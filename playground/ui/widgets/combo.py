"""A labelled list to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QVBoxLayout, QWidget

from playground.ui.widgets.label import Label
from playground.ui.widgets.tooltip import tip_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playground.ui.theme.theme import Theme

_HEIGHT = 30
_GAP = 3


COMMANDING = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class ComboBox(QComboBox):
    """A list that the wheel changes only when it has the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Fusion's own delegate draws a menu; this one follows the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by the wheel, only with the keyboard focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class LabelledCombo(QWidget):
    """A caption over a list of (key, text); `chosen` carries the key that a person picked."""

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        caption: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        width: float = 0,
    ) -> None:
        super().__init__(parent)
        self._theme, self._width = theme, width
        self._caption = Label(theme, caption, self, role="slider", token="ink3")
        self.box = ComboBox(self)
        self.box.setAccessibleName(caption)
        self._caption.setBuddy(self.box)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.set_choices(choices)
        # `activated`, unlike `currentIndexChanged`, is never sent for a choice set by the program.
        self.box.activated.connect(self._take)
        theme.changed.connect(self._restyle)
        self._restyle()

    def choice(self) -> str:
        """Give the key that is chosen."""
        return str(self.box.currentData())

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the list of (key, text), unless it is this one already."""
        if [(self.box.itemData(row), self.box.itemText(row)) for row in range(self.box.count())] == [
            *choices
        ]:
            return
        self.box.clear()
        for key, text in choices:
            self.box.addItem(text, key)
        self._shown = self.choice()

    def forbid(self, why: Mapping[str, str]) -> None:
        """Let these choices be seen but not picked; each says why when it is pointed at."""
        model = self.box.model()
        assert isinstance(model, QStandardItemModel)
        for row in range(self.box.count()):
            reason = why.get(str(self.box.itemData(row)), "")
            model.item(row).setEnabled(not reason)
            model.item(row).setToolTip(tip_text(reason) if reason else "")

    def show_choice(self, key: str) -> None:
        """Show a choice without signalling it."""
        self.box.setCurrentIndex(self.box.findData(key))
        self._shown = key

    def _take(self) -> None:
        if self.choice() != self._shown:
            self._shown = self.choice()
            self.chosen.emit(self._shown)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._caption)
        self._column.addWidget(self.box)

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.px(_GAP))
        self.box.setFont(self._theme.font("body", QFont.Weight.Medium))
        self.box.setFixedHeight(self._theme.px(_HEIGHT))
        if self._width:
            self.box.setFixedWidth(self._theme.px(self._width))
