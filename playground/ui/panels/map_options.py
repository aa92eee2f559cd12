"""What is drawn over the decision map and how finely, and what can be done with its picture: one card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Picture
from playground.ui.actions import tip
from playground.ui.panels.decision_points import has_plane
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.scrolling import ScrollingColumn
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

FINENESS = (60, 110, 200)
NAMES = ("Coarse", "Usual", "Fine")
# What the buttons say, by the key of the command that each stands for.
BUTTONS = {
    "copy_map": ("Copy picture", "copy"),
    "copy_map_numbers": ("Copy numbers", "table"),
    "save_map": ("Save picture…", "download"),
    "map_window": ("In a window of its own", "maximize-2"),
}


class MapOptions(IconButton):
    """The button that opens the card beside the panel; the card is made when it is first asked for."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            theme, "sliders-horizontal", "Map options", parent, size=28, icon_size=16, quiet=True
        )
        self._session, self._actions = session, actions
        self.card: MapOptionsCard | None = None
        set_tip(self, "Arrows, contour lines, fineness, copy and save")
        self.clicked.connect(self.open)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the choices if the card is open."""
        if self.card is not None and self.card.isVisible():
            self.card.show_experiment(experiment)

    def open(self) -> None:
        """Open the card where it does not cover the map."""
        window = self.window()
        if self.card is None:
            self.card = MapOptionsCard(self.theme, self._session, self._actions, window)
        self.card.show_experiment(self._session.experiment)
        panel = self.parentWidget() or self
        self.card.open_at(QRect(panel.mapTo(window, QPoint(0, 0)), panel.size()))


class MapOptionsCard(Popover):
    """The card; it shows only what means something for the picture there is."""

    def __init__(
        self, theme: Theme, session: Session, actions: Mapping[str, QAction], window: QWidget
    ) -> None:
        super().__init__(theme, window)
        self._session = session
        self._content = QWidget(self)
        self.arrows = Switch(theme, "Arrows ∂ŷ/∂x", self._content)
        self.contours = Switch(theme, "Contour lines", self._content)
        self.fineness = Segmented(
            theme,
            [Choice(str(size), name, tip=f"{size} × {size} samples") for size, name in _sizes()],
            self._content,
            name="Fineness of the map",
        )
        self.buttons = {
            key: TextButton(theme, text, self._content, icon=icon, kind="quiet")
            for key, (text, icon) in BUTTONS.items()
        }
        set_tip(self.arrows, tip("arrows"))
        set_tip(self.contours, tip("contours"))
        self._lay_out(theme)
        self._connect(actions)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the choices."""
        view = experiment.view
        plane = has_plane(experiment) and view.picture is Picture.MAP
        for switch, on in ((self.arrows, view.arrows), (self.contours, view.contours)):
            switch.show_on(on)
            switch.setVisible(plane)
        self.fineness.show_choice(str(min(FINENESS, key=lambda size: abs(size - view.map_size))))
        self._fit()

    def _fit(self) -> None:
        title = self._title.sizeHint().height() + self.body.spacing()
        self._area.fit(self.room_below(QRect()) - title)
        self.adjustSize()

    def _lay_out(self, theme: Theme) -> None:
        self._title = Label(theme, "Map options", self, role="panel_title")
        column = QVBoxLayout(self._content)
        Spacing(theme, self._content, column, 4)
        column.addWidget(self.arrows)
        column.addWidget(self.contours)
        column.addWidget(Label(theme, "Fineness", self._content, role="slider", token="ink2"))
        column.addWidget(self.fineness)
        for button in self.buttons.values():
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._area = ScrollingColumn(self._content, self)
        self.body.addWidget(self._title)
        self.body.addWidget(self._area)

    def _connect(self, actions: Mapping[str, QAction]) -> None:
        session = self._session
        self.arrows.switched.connect(lambda on: session.edit("Arrows", edits.set_arrows, on))
        self.contours.switched.connect(lambda on: session.edit("Contour lines", edits.set_contours, on))
        self.fineness.chosen.connect(lambda key: session.edit("Fineness", edits.set_map_size, int(key)))
        for key, button in self.buttons.items():
            set_tip(button, tip(key))
            button.clicked.connect(self.close_it)
            button.clicked.connect(actions[key].trigger)


def _sizes() -> list[tuple[int, str]]:
    return list(zip(FINENESS, NAMES, strict=True))
