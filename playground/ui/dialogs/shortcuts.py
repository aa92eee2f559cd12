"""The sheet of keys: every command with its keys, by section."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from playground.ui.dialogs.sheet import Sheet
from playground.ui.widgets import painting
from playground.ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playground.ui.theme.theme import Theme

Row = tuple[str, str, str]

_WIDTH, _HEIGHT = 780, 720
_COLUMNS = 2
_KEY_HEIGHT, _KEY_PADDING, _KEY_RADIUS = 22, 7, 5
# A section's title takes about as much room as two rows.
_TITLE_ROWS = 2


class ShortcutsDialog(Sheet):
    """Made from rows of (section, text, keys); rows of one section may be apart."""

    def __init__(self, theme: Theme, rows: Iterable[Row], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Keys", parent, width=_WIDTH, height=_HEIGHT)
        inside = QWidget()
        inside.setObjectName("scrolled")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, theme.px(10), 0)
        columns.setSpacing(theme.px(36))
        for sections in _balanced(_sections(rows)):
            columns.addLayout(self._column_of(sections), 1)
        self._area = QScrollArea(self)
        self._area.setAccessibleName("Keys")
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area)
        self.add_button("Close", self.accept, kind="primary")
        self._area.setFocus()
        self.finished.connect(self.deleteLater)

    def _column_of(self, sections: list[list[Row]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self.theme.px(18))
        for rows in sections:
            column.addLayout(self._section(rows))
        column.addStretch(1)
        return column

    def _section(self, rows: list[Row]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(self.theme.px(5))
        grid.setHorizontalSpacing(self.theme.px(10))
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label(self.theme, rows[0][0], self, role="panel_title"), 0, 0, 1, 2)
        for number, (_, text, keys) in enumerate(rows, start=1):
            grid.addWidget(Label(self.theme, text, self, token="ink2", wrap=True), number, 0)
            grid.addWidget(_Keys(self.theme, keys, self), number, 1, Qt.AlignmentFlag.AlignRight)
        return grid


class _Keys(QWidget):
    """Keys in a rounded box, as on a keyboard."""

    def __init__(self, theme: Theme, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._keys = theme, keys
        self.setAccessibleName(keys)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        width = painting.text_width(self._font(), self._keys) + self._theme.pxf(2 * _KEY_PADDING)
        return QSize(max(int(width + 1), self._theme.px(_KEY_HEIGHT)), self._theme.px(_KEY_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        rect, radius = QRectF(self.rect()), self._theme.pxf(_KEY_RADIUS)
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, radius, self._theme.color("card"))
            painting.outline_round(painter, rect, radius, self._theme.color("line2"), self._theme.pxf(1))
            painter.setFont(self._font())
            painter.setPen(self._theme.color("ink"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _font(self) -> QFont:
        return self._theme.font("caption", QFont.Weight.Medium)


def _sections(rows: Iterable[Row]) -> list[list[Row]]:
    """Bring the rows of each section together, in the order in which the sections first appear."""
    kept = [row for row in rows if row[2]]
    order = {section: place for place, section in enumerate(dict.fromkeys(row[0] for row in kept))}
    kept.sort(key=lambda row: order[row[0]])
    return [list(group) for _, group in groupby(kept, key=lambda row: row[0])]


def _balanced(sections: list[list[Row]]) -> list[list[list[Row]]]:
    """Cut the sections, in their order, into columns of about the same height."""
    heights = [len(section) + _TITLE_ROWS for section in sections]
    whole = sum(heights)
    columns: list[list[list[Row]]] = [[] for _ in range(_COLUMNS)]
    above = 0
    for section, height in zip(sections, heights, strict=True):
        middle = above + height / 2
        columns[min(int(_COLUMNS * middle / whole), _COLUMNS - 1)].append(section)
        above += height
    return columns
