"""A hairline that grows while something is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.widgets import painting
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

HEIGHT = 3


class ThinProgress(QWidget):
    """Keeps its room where nothing is under way, so that nothing moves."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Progress")
        theme.changed.connect(self.updateGeometry)

    def show_share(self, share: float | None) -> None:
        """Show how much is done, from 0 to 1; None where nothing is under way."""
        self.share = share
        said = "" if share is None else f"{100 * share:.0f} % done"
        self.setAccessibleDescription(said)
        set_tip(self, said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(self._theme.px(120), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part that is done."""
        if self.share is None:
            return
        theme, rect = self._theme, QRectF(self.rect())
        with QPainter(self) as painter:
            painting.smooth(painter)
            painting.fill_round(painter, rect, rect.height() / 2, theme.color("ctl"))
            done = QRectF(rect.left(), rect.top(), rect.width() * self.share, rect.height())
            painting.fill_round(painter, done, rect.height() / 2, theme.color("ink"))
