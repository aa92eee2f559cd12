"""What the decision panel shows instead of the map: a surface or the hidden space, and the chip to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Picture
from playground.ui.panels.decision_points import axis_names, has_columns, points_of, slice_note
from playground.ui.panels.space_picture import SpacePicture
from playground.ui.plots.surface.marks import MOST_MARKS
from playground.ui.plots.surface.view import SurfaceView
from playground.ui.theme.numbers import format_integer
from playground.ui.widgets.chip import MenuChip
from playground.ui.widgets.label import Label
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import DecisionMap, Neuron

NAMES = {Picture.MAP: "Map", Picture.SURFACE: "Surface", Picture.HIDDEN_SPACE: "Hidden space"}


class OtherPictures(QWidget):
    """Surface and hidden space in one place; `chip` and the space's own chips are placed by the panel."""

    def __init__(
        self, theme: Theme, session: Session, name_of: Callable[[Neuron], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.shown = Picture.MAP
        self.chip = MenuChip(theme, "Picture", [(each.value, NAMES[each]) for each in Picture], parent)
        set_tip(self.chip, "Map, surface, or the space of a hidden layer", "Shift+M")
        self.surface = SurfaceView(theme, self)
        self.space = SpacePicture(theme, session, name_of, parent)
        self.note = Label(theme, "", self, role="caption", token="ink3", elide=True)
        layout = QVBoxLayout(self)
        Spacing(theme, self, layout, 4)
        for part, stretch in ((self.surface, 1), (self.space, 1), (self.note, 0)):
            layout.addWidget(part, stretch)
        self.chips = (self.space.across, self.space.up)
        self.chip.chosen.connect(lambda key: session.edit("Picture", edits.set_picture, Picture(key)))
        self.hide()

    def show_experiment(self, experiment: Experiment, *, painting: bool) -> None:
        """Show the picture that was chosen; the map while points are painted on it."""
        offered = edits.pictures_of(experiment)
        chosen = experiment.view.picture
        self.shown = chosen if chosen in offered and not painting else Picture.MAP
        first = NAMES[Picture.MAP] if Picture.SURFACE in offered else "Curve"
        self.chip.set_choices(
            [(each.value, first if each is Picture.MAP else NAMES[each]) for each in offered]
        )
        self.chip.show_choice(self.shown.value)
        self.setVisible(self.shown is not Picture.MAP)
        self.surface.setVisible(self.shown is Picture.SURFACE)
        self.space.setVisible(self.shown is Picture.HIDDEN_SPACE)
        if self.shown is Picture.SURFACE:
            self._show_surface(experiment)
        if self.shown is Picture.HIDDEN_SPACE:
            self.space.show_experiment(experiment)
        self.note.setVisible(self.shown is Picture.SURFACE and bool(self.note.text()))
        in_space = self.shown is Picture.HIDDEN_SPACE
        self.space.across.setVisible(in_space and self.space.offers_axes)
        self.space.up.setVisible(in_space and self.space.offers_up)

    def show_map(self, decision: DecisionMap) -> None:
        """Show a map as a surface."""
        names = axis_names(self._session.experiment)
        self.surface.set_axis_names(*names, "ŷ" if decision.focus is None else "a")
        self.surface.show_map(decision)

    def image(self, finer: int = 1) -> QImage:
        """Return the picture that is shown, so many times as sharp as on the screen."""
        view = self.space.view if self.shown is Picture.HIDDEN_SPACE else self.surface
        return view.picture(finer)

    @property
    def probes(self) -> frozenset[Probe]:
        """What the picture that is shown is made from."""
        if self.shown is Picture.HIDDEN_SPACE:
            return frozenset({Probe.HIDDEN_SPACE, Probe.SEPARABILITY})
        return frozenset({Probe.DECISION_MAP})

    def _show_surface(self, experiment: Experiment) -> None:
        samples = self._session.samples
        on_slice = has_columns(experiment) and bool(slice_note(experiment))
        parts = (samples.train_labels, samples.test_labels)[: 1 + experiment.view.show_test]
        every, drawn = sum(map(len, parts)), sum(min(len(part), MOST_MARKS) for part in parts)
        notes = [slice_note(experiment)] if on_slice else []
        if drawn < every:
            notes.append(f"{format_integer(drawn)} of {format_integer(every)} points drawn")
        self.note.setText(". ".join(notes))
        self.note.setToolTip(self.note.text())
        self.surface.set_show_test(experiment.view.show_test)
        self.surface.show_points(points_of(experiment, samples), on_slice=on_slice)
