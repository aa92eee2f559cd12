"""The sentence under the plots, computed from the run, and the card with more about it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont

from playground.session.insight_source import InsightSource
from playground.session.insights.choose import Chooser
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.insight import Insight
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from playground.session.insights.insight import Insight as Said
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

INTERVAL_MS = 500  # a sentence that changes faster cannot be read
WIDTH = 400


class InsightLine(Insight):
    """Looks at the run twice a second while something changes and somebody can see it; a click says more."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._session = session
        self._chooser = Chooser()
        self._card: InsightCard | None = None
        self.insight: Said | None = None
        self.source = InsightSource(session, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.look)
        self.source.changed.connect(self._wake)
        self.clicked.connect(self._open)

    def look(self) -> None:
        """Say what is true now."""
        now = time.monotonic()
        insight = self.insight = self._chooser.choose(self.source.situation(), now)
        if insight is None:
            self.show_text("")
        else:
            remedy = insight.remedy
            self.show_text(insight.claim, insight.reason, "" if remedy is None else f"Try: {remedy.label}")
        if self._chooser.holds(now):
            self._wake()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the run."""
        super().showEvent(event)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._timer.stop()

    def _wake(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _open(self) -> None:
        if self.insight is None:
            return
        if self._card is None:
            self._card = InsightCard(self.theme, self._session, self.window())
        self._card.show_insight(self.insight, self._session.epoch)
        self._card.open_above(QRect(self.mapTo(self.window(), QPoint(0, 0)), self.size()))


class InsightCard(Popover):
    """The sentence as it stood when the card was opened, what is behind it, and a button that tries it."""

    def __init__(self, theme: Theme, session: Session, window: QWidget) -> None:
        super().__init__(theme, window)
        self._session = session
        self._insight: Said | None = None
        self._when = Label(theme, "", self, role="caption", token="ink3")
        self._claim = Label(theme, "", self, weight=QFont.Weight.DemiBold, wrap=True)
        self._more = Label(theme, "", self, token="ink2", wrap=True)
        self.button = TextButton(theme, "", self, kind="primary")
        for part in (self._when, self._claim, self._more):
            self.body.addWidget(part)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._try)
        theme.changed.connect(self._fit)
        self._fit()

    def show_insight(self, insight: Said, epoch: float) -> None:
        """Say more about something that holds at an epoch."""
        self._insight = insight
        self._when.setText(f"At epoch {int(epoch)}")
        self._claim.setText(insight.claim)
        self._more.setText(insight.more)
        self.setAccessibleName(insight.claim)
        self.setAccessibleDescription(insight.more)
        self.button.setVisible(insight.remedy is not None)
        if insight.remedy is not None:
            self.button.set_text(insight.remedy.label)
            set_tip(self.button, f"{insight.remedy.label}; Ctrl+Z takes it back")

    def sizeHint(self) -> QSize:
        """Give the height that the wrapped words need at the card's width."""
        width = self._theme.px(WIDTH)
        return QSize(width, self.body.totalHeightForWidth(width))

    def text(self) -> str:
        """Give what it says."""
        return self._more.text()

    def _try(self) -> None:
        if self._insight is not None and self._insight.remedy is not None:
            remedy = self._insight.remedy
            self.close_it()
            self._session.edit(remedy.label, remedy.edit)

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))
