"""The bar at the top of a page about the calculus: what it is about, its choices, and what is everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.session.training import TrainingState
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QResizeEvent

    from playground.ui.theme.theme import Theme

HEIGHT = 60
PLAY, PAUSE = ("play", "Play"), ("pause", "Pause")


class PageTitle(Panel):
    """Title and question at the left, the page's own `choices`, then training, undo and look."""

    def __init__(
        self,
        theme: Theme,
        actions: Mapping[str, QAction],
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", parent)
        self._actions = actions
        self._asked = ""
        self.setAccessibleName(title)
        self._question = Label(theme, "", self, token="ink2", wrap=True)
        self._question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choices = QHBoxLayout()
        self._play = self._button("play", "play", "Play", "Space")
        row = QHBoxLayout()
        Spacing(theme, self, row, 8)
        row.addWidget(Label(theme, title, self, role="page_title"))
        row.addSpacing(theme.px(8))
        row.addWidget(self._question, 1)
        row.addLayout(self.choices)
        row.addWidget(self._play)
        for icon, key, name, keys in (
            ("step-forward", "step", "One step", "S"),
            ("undo-2", "undo", "Undo", "Ctrl+Z"),
            ("redo-2", "redo", "Redo", "Ctrl+Shift+Z"),
            ("a-large-small", "text_size", "Text size", "Ctrl+Shift+L"),
        ):
            row.addWidget(self._button(icon, key, name, keys))
        self._look = self._button("sun", "theme", "Dark or light", "Ctrl+T")
        row.addWidget(self._look)
        self.body.addLayout(row)
        Spacing(theme, self, self.choices, 8)
        theme.changed.connect(self._show_theme)
        self._show_theme()

    def ask(self, question: str) -> None:
        """Say in one sentence what the page answers, where it has room for all of it."""
        self._asked = question
        self._fit_question()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the question has room."""
        super().resizeEvent(event)
        self._fit_question()

    def _fit_question(self) -> None:
        # The row gives the question what all else leaves, which is known once the row is laid out.
        self.body.activate()
        self._question.setText(self._asked)
        tall = self._question.heightForWidth(max(self._question.width(), 1))
        self._question.setText(self._asked if tall <= self.contentsRect().height() else "")
        self.setToolTip(self._asked)

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        icon, name = PAUSE if state is TrainingState.PLAYING else PLAY
        self._play.set_icon(icon)
        self._play.setAccessibleName(name)

    def _button(self, icon: str, key: str, name: str, keys: str) -> IconButton:
        button = IconButton(self._theme, icon, name, self, size=32, quiet=True, shortcut=keys)
        action = self._actions[key]
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def _show_theme(self) -> None:
        self._look.set_icon("sun" if self._theme.name == "dark" else "moon")
        self.setFixedHeight(self._theme.px(HEIGHT))
        side, above = self._theme.px(14), self._theme.px(5)
        self.body.setContentsMargins(side, above, side, above)
