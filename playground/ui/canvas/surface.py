"""The widget under the canvas: it paints a scene, scrolls and zooms it, and lets it move while it plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.document.choices import CanvasMode
from playground.ui.canvas.camera import Camera, fitting
from playground.ui.canvas.motion import CRAWL_MS, FRAME_MS, Motion
from playground.ui.canvas.painting import Painting
from playground.ui.canvas.scene import Scene

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent

    from playground.ui.theme.theme import Theme


BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Surface(QWidget):
    """Paints its scene; knows nothing of what gestures mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene(theme)
        self._theme = theme
        self._painting = Painting()
        self.motion = Motion(self)
        self._ringed = False
        self.motion.moved.connect(self.update)
        theme.changed.connect(self._restyle)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def scrolls_down(self) -> bool:
        """Whether there is more than can be seen from top to bottom."""
        return self.scene.layout.size.height() * self.scene.camera.zoom > self.scene.viewport.height() + 1.0

    def fit(self) -> None:
        """Show the whole network, never enlarged."""
        self._look(fitting(self.scene.layout.size, self.scene.viewport))

    def scroll_by(self, dx: float, dy: float) -> bool:
        """Move the picture; return whether there was anywhere to go."""
        return self._look(self.scene.camera.moved(dx, dy, self.scene.layout.size, self.scene.viewport))

    def zoom_by(self, factor: float, about: QPointF) -> None:
        """Zoom about a point of the widget."""
        self._look(self.scene.camera.zoomed(factor, about, self.scene.layout.size, self.scene.viewport))

    def reveal(self, rect: QRectF) -> None:
        """Scroll as little as needed to see a rectangle of the scene."""
        self._look(self.scene.camera.showing(rect, self.scene.layout.size, self.scene.viewport))

    def look_through(self, camera: Camera) -> None:
        """See the picture as a camera of before showed it."""
        self._look(camera.held(self.scene.layout.size, self.scene.viewport))

    def _look(self, camera: Camera) -> bool:
        if camera == self.scene.camera:
            return False
        self.scene.camera = camera
        self.update()
        return True

    def _restyle(self) -> None:
        self.scene.arrange()
        self._animate()
        self.update()

    def _animate(self) -> None:
        """Let the timer run only while something is seen to move."""
        values = self.scene.values
        moving = values.mode is CanvasMode.GRADIENTS or self._theme.signs == "dashes"
        still = self._theme.reduced_motion or values.diverged or not self.isVisible()
        pace = CRAWL_MS if self._theme.signs == "dashes" else FRAME_MS
        self.motion.run(values.playing and moving and not still, pace)

    def show_focus(self, shown: bool = True) -> None:
        """Draw the focus from now on, for the keyboard is in use; or no longer, for the mouse is."""
        if shown != self._ringed:
            self._ringed = shown
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the focus if keys brought it; a window that comes back shows what it showed."""
        super().focusInEvent(event)
        if event.reason() in BY_KEYS:
            self.show_focus()

    def sizeHint(self) -> QSize:
        """Return the size at which nodes have their usual size."""
        return QSize(self._theme.px(738), self._theme.px(400))

    def minimumSizeHint(self) -> QSize:
        """Return the least size; what does not fit is reached by scrolling."""
        return QSize(self._theme.px(280), self._theme.px(80))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the scene out for the new size."""
        super().resizeEvent(event)
        self.scene.viewport = QSizeF(self.size())
        self.scene.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Move again if it plays."""
        super().showEvent(event)
        self._animate()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still while nobody looks."""
        super().hideEvent(event)
        self.motion.run(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the scene."""
        with QPainter(self) as painter:
            drift = self.motion.distance * self._theme.k
            self._painting.paint(painter, self.scene, drift, self.hasFocus() and self._ringed)
