"""Which slice of the loss is drawn and how: the page's own choices in its title bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import LandscapeAxes, LandscapePicture
from playground.ui.widgets.combo import ComboBox
from playground.ui.widgets.label import Label
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

AXES: dict[LandscapeAxes, str] = {
    LandscapeAxes.PATH: "Main directions of the path",
    LandscapeAxes.GRADIENT: "Gradient and top eigenvector",
    LandscapeAxes.EIGEN: "Top two eigenvectors",
    LandscapeAxes.WEIGHTS: "Two weights",
    LandscapeAxes.RANDOM: "Random directions",
}
TIP = (
    "Which plane through the present weights is drawn. Random directions are scaled neuron by neuron to the "
    "length of its weights."
)
_WIDTH, _HEIGHT = 250, 30
PICTURES = (
    Choice(LandscapePicture.MAP, "Map", tip="From above"),
    Choice(LandscapePicture.SURFACE, "Surface", tip="As a surface that can be turned"),
    Choice(LandscapePicture.BOTH, "Both", tip="Side by side"),
)


class SliceChoices(QWidget):
    """Writes what is chosen to the document's view."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._caption = Label(theme, "Slice", self, role="slider", token="ink3")
        self.axes = ComboBox(self)
        self.axes.setAccessibleName("Slice")
        for axes, text in AXES.items():
            self.axes.addItem(text, axes.value)
        set_tip(self.axes, TIP)
        self.picture = Segmented(theme, PICTURES, self, name="Picture")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 8)
        for widget in (self._caption, self.axes, self.picture):
            row.addWidget(widget)
        self.axes.activated.connect(self._choose_axes)
        self.picture.chosen.connect(lambda key: self._edit(picture=LandscapePicture(key)))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what is chosen."""
        view = experiment.view.landscape
        self.axes.setCurrentIndex(self.axes.findData(view.axes.value))
        self.picture.show_choice(view.picture)

    def _choose_axes(self) -> None:
        axes = LandscapeAxes(self.axes.currentData())
        if axes is not self._session.experiment.view.landscape.axes:
            self._edit(axes=axes, zoom=1.0)

    def _edit(self, **changes: Any) -> None:
        self._session.edit("Landscape", partial(edits.set_landscape, **changes))

    def _restyle(self) -> None:
        self.axes.setFont(self._theme.font("body"))
        self.axes.setFixedSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))
