"""All units of a column in a grid that scrolls, for a column that is too long to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from playground.ui.canvas.images import CORNER, images_of, picture_rect
from playground.ui.canvas.names import input_label
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from playground.ui.canvas.scene import Scene
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Picture

ACROSS, DOWN = 6, 5
CELL, PICTURE = 56, 32
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class UnitGrid(Popover):
    """`chosen` carries the unit that was picked, counted from 0."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, scene: Scene, column: int, window: QWidget) -> None:
        super().__init__(theme, window)
        design, place = scene.design.columns[column], scene.layout.columns[column]
        kind = "inputs" if column == 0 else "neurons"
        title = f"{design.title}: {format_integer(design.count)} {kind}"
        self.setAccessibleName(title)
        self.body.addWidget(Label(theme, title, self, role="panel_title"))
        self.grid = _Grid(theme, scene, column, self)
        self.grid.picked.connect(self._pick)
        self.body.addWidget(self.grid)
        which = "pass most on" if scene.ranked else "are the first"
        note = f"The {len(place.nodes)} that {which} are drawn. Choose one to draw it."
        self.body.addWidget(Label(theme, note, self, role="caption", token="ink3"))
        self.closed.connect(self.deleteLater)
        self.setFocusProxy(self.grid)

    def _pick(self, unit: int) -> None:
        self.close_it()
        self.chosen.emit(unit)


class _Grid(QListView):
    """The list itself: arrows move, typing a number goes there, Enter or a click picks."""

    picked = Signal(int)

    def __init__(self, theme: Theme, scene: Scene, column: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(QStringListModel(_labels(scene, column), self))
        self.setItemDelegate(_Cell(theme, scene, column, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("All units")
        cell = theme.px(CELL)
        self.setGridSize(QSize(cell, cell))
        self.setFixedSize(ACROSS * cell + theme.px(26), DOWN * cell + theme.px(4))
        self.setCurrentIndex(self.model().index(0, 0))
        self.clicked.connect(lambda index: self.picked.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Enter; let Esc close the card."""
        if event.key() in ENTER:
            self.picked.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Cell(QStyledItemDelegate):
    """Draws a unit: its picture where there is one, its number, a border where it is drawn on the canvas."""

    def __init__(self, theme: Theme, scene: Scene, column: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scene, self._column = theme, scene, column
        nodes = scene.layout.columns[column].nodes
        if column == 0:
            places = {each.name: place for place, each in enumerate(scene.design.inputs)}
            self._drawn = {places[str(getattr(node.item, "name", ""))] for node in nodes}
        else:
            self._drawn = {node.neuron.index for node in nodes if node.neuron is not None}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give every unit the same room."""
        return QSize(self._theme.px(CELL), self._theme.px(CELL))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one unit."""
        theme, unit = self._theme, index.row()
        whole = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        side = theme.pxf(PICTURE)
        box = QRectF(whole.center().x() - side / 2, whole.top() + theme.pxf(4), side, side)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._picture(painter, box, unit)
        hovered = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
        self._border(painter, box, unit in self._drawn, hovered)
        painter.setFont(theme.font("caption", QFont.Weight.DemiBold if unit in self._drawn else None))
        painter.setPen(theme.color("ink" if unit in self._drawn or hovered else "ink3"))
        below = QRectF(whole.left(), box.bottom(), whole.width(), whole.bottom() - box.bottom())
        text = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, int(below.width() - theme.pxf(4))
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _picture(self, painter: QPainter, box: QRectF, unit: int) -> None:
        image, corner = self._image(unit), box.width() * CORNER
        if image is not None:
            painter.drawImage(box, image, picture_rect(image.width(), image.height()))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("card"))
        painter.drawRoundedRect(box, corner, corner)

    def _border(self, painter: QPainter, box: QRectF, drawn: bool, hovered: bool) -> None:
        width = 2.4 if hovered else 1.8 if drawn else 1.0
        token = "ink" if drawn or hovered else "ink3"
        painter.setPen(QPen(self._theme.color(token), self._theme.pxf(width)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corner = box.width() * CORNER
        painter.drawRoundedRect(box, corner, corner)

    def _image(self, unit: int) -> QImage | None:
        maps = self._maps()
        if maps is None or unit >= len(maps):
            return None
        return images_of(maps[unit : unit + 1], None, self._theme.lut("value"))[0]

    def _maps(self) -> Picture | None:
        maps = self._scene.maps
        if self._column == 0:
            return None if maps.inputs is None else maps.inputs.maps
        if maps.neurons is None or len(maps.neurons.layers) < self._column:
            return None
        return maps.neurons.layers[self._column - 1]


def _labels(scene: Scene, column: int) -> list[str]:
    if column == 0:
        return [input_label(each.name) for each in scene.design.inputs]
    return [str(unit + 1) for unit in range(scene.design.columns[column].count)]
