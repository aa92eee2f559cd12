"""The page's picture of the network: a weight or bias is picked in it, by mouse or keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.ui.panels.chain_rule.net_layout import Hit, NetLayout, Place, lay_out
from playground.ui.panels.chain_rule.net_painter import NetPainter, paint_dimmed
from playground.ui.panels.chain_rule.net_walk import Way, step
from playground.ui.panels.chain_rule.net_words import picked_words, words_of
from playground.ui.widgets import painting
from playground.ui.widgets.painted import Painted
from playground.ui.widgets.tooltip import tip_text
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.naming import NameOf
    from playground.ui.panels.chain_rule.net_picture import NetPicture
    from playground.ui.theme.theme import Theme

WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_B: Way.BIAS,
}
SIZE, LEAST = (300, 200), (160, 165)
INSET, LOWER_INSET = 8.0, 10.0
RADIUS = 8.0


class NetView(Painted, QWidget):
    """`picked` carries the weight or bias that is to be followed, `settled` says that the key is up again.

    `pointed` carries the key of what is under the mouse on the chosen path, or None. It is `walking` while an
    arrow key is held down.
    """

    picked = Signal(object)
    settled = Signal()
    pointed = Signal(object)
    own_keys = (Qt.Key.Key_B,)

    def __init__(self, theme: Theme, name_of: NameOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow(theme)
        self._name_of = name_of
        self.picture: NetPicture | None = None
        self._at: Parameter | None = None
        self.walking = False
        self._layout: NetLayout | None = None
        self._ground: QPixmap | None = None
        self._hovered: Hit | None = None
        self._lit: Hit | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Network: pick a weight or a bias")

    @property
    def layout_now(self) -> NetLayout | None:
        """Where everything stands, None before there is anything to show."""
        if self._layout is None and self.picture is not None:
            picture, k = self.picture, self.theme.k
            inset = self.theme.pxf(INSET)
            area = QRectF(self.rect()).adjusted(inset, inset, -inset, -self.theme.pxf(LOWER_INSET))
            self._layout = lay_out(picture.sizes, picture.biased, picture.wanted(), area, k)
        return self._layout

    def show_picture(self, picture: NetPicture) -> None:
        """Show another moment; things stay where they are as long as the same ones are to be seen."""
        before, self.picture = self.picture, picture
        self._at = picture.answer.parameter
        if before is None or _shape(before) != _shape(picture):
            self._forget_places()
            self._hovered = self._lit = None
        self.setAccessibleDescription(picked_words(picture, self._name_of))
        self.update()

    def light(self, key: tuple[str, int] | None) -> None:
        """Emphasize what another panel points at."""
        lit: Hit | None = None
        if self.picture is not None and key is not None:
            lit = self.picture.part_of(key) or Place.LOSS
        if lit != self._lit:
            self._lit = lit
            self.update()

    def restyle(self) -> None:
        """Measure and paint anew."""
        self._forget_places()
        super().restyle()

    def sizeHint(self) -> QSize:
        """Give the size it has beside a list of few paths."""
        return QSize(*map(self.theme.px, SIZE))

    def minimumSizeHint(self) -> QSize:
        """Give the least size in which lines can be told apart."""
        return QSize(*map(self.theme.px, LEAST))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._forget_places()
        super().resizeEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle: the key will come up elsewhere."""
        self.walking = False
        self.settled.emit()
        super().focusOutEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Emphasize what is under the mouse."""
        self._hover(self._hit(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Emphasize nothing."""
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick what was clicked: a weight, a bias, or of a neuron its bias or largest weight."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        parameter = self._parameter_of(self._hit(event.position()))
        if parameter is not None:
            self._pick(parameter)
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from the picked weight or bias to another."""
        way = WAYS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if way is None or not plain or self.picture is None or self._at is None:
            super().keyPressEvent(event)
            return
        path = self.picture.answer.chosen_path.neurons
        found = step(self.picture.sizes, self.picture.biased, self._at, way, path)
        if found != self._at:
            self.walking = True
            self._pick(found)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Settle on what was walked to."""
        if event.key() in WAYS and not event.isAutoRepeat():
            self.walking = False
            self.settled.emit()
        else:
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell of what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        layout = self.layout_now
        if layout is None or self.picture is None:
            return
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._dimmed(layout))
            painting.smooth(painter)
            NetPainter(painter, self.theme, layout, self.picture, self._hovered, self._lit).paint()
            if self.hasFocus():
                ring = QRectF(self.rect())
                painting.outline_round(painter, ring, self.theme.pxf(RADIUS), self.theme.color("line2"))

    # Parts

    def tip_at(self, point: QPointF) -> str:
        """Return what is told of a place, "" of an empty one."""
        hit = self._hit(point)
        if hit is None or self.picture is None:
            return ""
        return words_of(hit, self.picture, self._name_of)

    def _tell(self, place: QPoint, on_screen: QPoint) -> None:
        text = self.tip_at(QPointF(place))
        if text:
            QToolTip.showText(on_screen, tip_text(text), self)
        else:
            QToolTip.hideText()

    def _dimmed(self, layout: NetLayout) -> QPixmap:
        if self._ground is None:
            ratio = self.devicePixelRatioF()
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            with QPainter(self._ground) as painter:
                painting.smooth(painter)
                paint_dimmed(painter, self.theme, layout)
        return self._ground

    def _forget_places(self) -> None:
        self._layout = self._ground = None

    def _hit(self, point: QPointF) -> Hit | None:
        return None if self.layout_now is None else self.layout_now.hit(point)

    def _hover(self, hit: Hit | None) -> None:
        if hit == self._hovered or self.picture is None:
            return
        self._hovered = hit
        clickable = self._parameter_of(hit) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor)
        on_loss = hit is Place.LOSS
        part = hit if isinstance(hit, Neuron | Parameter) else None
        self.pointed.emit(self.picture.key_of(part) if on_loss or part is not None else None)
        self.update()

    def _pick(self, parameter: Parameter) -> None:
        self._at = parameter
        self.picked.emit(parameter)

    def _parameter_of(self, hit: Hit | None) -> Parameter | None:
        if isinstance(hit, Parameter) or self.picture is None:
            return hit if isinstance(hit, Parameter) else None
        if not isinstance(hit, Neuron) or hit.layer == 0:
            return None
        layer = self.picture.answer.layers[hit.layer - 1]
        if layer.biases.size or not layer.weights.size:
            return Parameter(hit.layer - 1, None, hit.index) if layer.biases.size else None
        return Parameter(hit.layer - 1, int(np.abs(layer.weights[:, hit.index]).argmax()), hit.index)


def _shape(picture: NetPicture) -> tuple[object, ...]:
    return picture.sizes, picture.biased, picture.wanted()
