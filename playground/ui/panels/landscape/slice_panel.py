"""A slice of the loss through the present weights, which can be looked at and started from elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import edits, limits
from playground.document.choices import LandscapeAxes, LandscapePicture
from playground.document.experiment import Aspect
from playground.session.blown_up import BLOWN_UP, is_blown_up
from playground.ui.panels.landscape.asking import SliceAsking
from playground.ui.panels.landscape.progress_line import ProgressLine
from playground.ui.panels.landscape.slice_words import axis_title, held_words, loss_words, short_title
from playground.ui.panels.landscape.starting import Starting
from playground.ui.panels.landscape.weight_axes import WeightAxes, parameter_of
from playground.ui.plots.landscape.distance_plot import DistancePlot
from playground.ui.plots.landscape.relief import relief_of
from playground.ui.plots.landscape.slice_map import ZOOM_STEP, SliceMap
from playground.ui.plots.landscape.slice_surface import SliceSurface
from playground.ui.widgets.buttons import IconButton, TextButton
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.label import Label
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.worker.questions import LandscapeAnswer, LandscapeQuestion

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

RESHAPE_MS = 150
STRETCHED = 0.03  # by so much the two scales may differ
LONG, VERY_LONG = 0.4, 1.5  # seconds after which progress is shown, and that it can be cancelled
HEAD, FOOT, BAR = 34, 108, 200
NOTHING_FINITE = "The loss is nowhere here a finite number. Come nearer, or choose another slice."
ANEW = Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING


class SlicePanel(Panel):
    """Asks while it is in sight; `answered` carries each `LandscapeAnswer` that is drawn."""

    answered = Signal(object)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Slice of the loss", parent)
        self._session = session
        self._shown: tuple[object, ...] = ()
        self._aspect = 1.0
        self.answer: LandscapeAnswer | None = None
        self.asking = SliceAsking(session, self.question, self)
        self.map, self.surface = SliceMap(theme, self), SliceSurface(theme, self)
        self.starting = Starting(theme, session, self.map)
        self.weights = WeightAxes(theme, session, self)
        self.progress = ProgressLine(theme, self)
        self.held = Label(theme, "", self, role="body", wrap=True)
        self.which = Label(theme, "", self, role="caption", token="ink3", wrap=True)
        self.distances = DistancePlot(theme, self)
        self._lay_out_header()
        self._lay_out_body()
        self._reshaped = QTimer(self)
        self._reshaped.setSingleShot(True)
        self._reshaped.setInterval(RESHAPE_MS)
        self._reshaped.timeout.connect(self._follow_shape)
        self._connect()
        self._resize()

    def _lay_out_header(self) -> None:
        theme = self._theme
        self.bar = ColorBar(theme, "loss", ("", "loss", ""), self, width=BAR)
        self.again = TextButton(theme, "Cancel", self, kind="quiet")
        self.nearer = IconButton(theme, "plus", "Nearer", self, size=28, quiet=True, shortcut="+")
        self.farther = IconButton(theme, "minus", "Farther away", self, size=28, quiet=True, shortcut="−")
        self.whole = IconButton(theme, "maximize-2", "See all", self, size=28, quiet=True, shortcut="Home")
        self.header.addStretch(1)
        for widget in (self.again, self.bar, self.farther, self.nearer, self.whole):
            self.header.addWidget(widget)
        self.again.hide()

    def _lay_out_body(self) -> None:
        views = QHBoxLayout()
        Spacing(self._theme, self, views, 10)
        views.addWidget(self.map, 6)
        views.addWidget(self.surface, 5)
        words = QVBoxLayout()
        Spacing(self._theme, self, words, 2)
        words.addStretch(1)
        words.addWidget(self.held)
        words.addWidget(self.which)
        words.addStretch(1)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        Spacing(self._theme, self, foot, 16)
        foot.addLayout(words, 4)
        foot.addLayout(self._with_caption(self.distances), 5)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.weights)
        self.body.addLayout(views, 1)
        self.body.addWidget(self._foot)

    def _with_caption(self, plot: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        Spacing(self._theme, self, column, 0)
        column.addWidget(Label(self._theme, "Distance of the path", self, role="caption", token="ink3"))
        column.addWidget(plot, 1)
        return column

    def _connect(self) -> None:
        self.asking.told.connect(self._take)
        self.map.drawn.connect(lambda answer: self.starting.show_plane(answer.plane))
        self.map.zoomed.connect(self._zoom)
        self.map.reshaped.connect(self._reshaped.start)
        self.map.placed.connect(lambda place: self.asking.hold(place is not None))
        self.asking.outdated.connect(lambda: self.map.set_cross(None))
        self.nearer.clicked.connect(lambda: self._zoom(ZOOM_STEP))
        self.farther.clicked.connect(lambda: self._zoom(1 / ZOOM_STEP))
        self.whole.clicked.connect(lambda: self._zoom(0.0))
        self.again.clicked.connect(self._cancel_or_draw)
        self._theme.changed.connect(self._resize)

    def _resize(self) -> None:
        self._foot.setFixedHeight(self._theme.px(FOOT))
        self._title.setFixedHeight(self._theme.px(HEAD))

    # Coming and going

    def enter(self, experiment: Experiment) -> None:
        """Come into sight: show this, and ask."""
        self._shown = ()
        self.show_experiment(experiment, ANEW | Aspect.VIEW)

    def leave(self) -> None:
        """Ask nothing more."""
        self._reshaped.stop()
        self.map.set_cross(None)
        self.asking.end()

    def show_experiment(self, experiment: Experiment, aspects: Aspect) -> None:
        """Show what has changed; ask anew where that is another slice or another loss."""
        if aspects & (Aspect.DATA | Aspect.NETWORK) and self._shown:
            self._forget_weights()
        view = self._session.experiment.view.landscape
        self.map.setVisible(view.picture is not LandscapePicture.SURFACE)
        self.surface.setVisible(view.picture is not LandscapePicture.MAP)
        self.weights.setVisible(view.axes is LandscapeAxes.WEIGHTS)
        self.weights.show_experiment(experiment)
        shown = view.axes, view.across, view.along, view.zoom
        if shown != self._shown or aspects & ANEW:
            if shown[:3] != self._shown[:3] or aspects & ANEW:
                self.map.set_cross(None)
            self._shown = shown
            self._ask_anew()

    def _forget_weights(self) -> None:
        """Let the two weights be chosen anew: those of another network may not be there."""
        view = self._session.experiment.view.landscape
        if (view.across, view.along) != (None, None):
            self._session.edit("Landscape", partial(edits.set_landscape, across=None, along=None))

    def question(self, sketch: bool) -> LandscapeQuestion:
        """Return what is to be known now."""
        view = self._session.experiment.view.landscape
        weights = parameter_of(view.across), parameter_of(view.along)
        aspect = self.map.aspect if self.map.isVisible() else 1.25
        self._aspect = round(aspect, 2)
        return LandscapeQuestion(view.axes, weights, view.zoom, self._aspect, sketch)

    def _follow_shape(self) -> None:
        """Ask for a picture of the map's shape where it has another one."""
        if self.map.isVisible() and abs(self.map.aspect / self._aspect - 1.0) > STRETCHED:
            self._ask_anew()

    def _ask_anew(self) -> None:
        self.again.hide()
        self.asking.begin()

    def _cancel_or_draw(self) -> None:
        if self.asking.given_up:
            self._ask_anew()
        else:
            self.asking.give_up()
            self.progress.show_share(0.0)
            self.again.set_text("Draw finely")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel what takes long with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.again.isVisible() and not self.asking.given_up:
            self._cancel_or_draw()
        else:
            super().keyPressEvent(event)

    def _zoom(self, factor: float) -> None:
        low, high = limits.LANDSCAPE_ZOOM
        now = self._session.experiment.view.landscape.zoom
        zoom = min(max(now * factor, low), high) if factor else 1.0
        self._session.edit("Zoom of the landscape", partial(edits.set_landscape, zoom=zoom))

    # What is told

    def _take(self, told: Told) -> None:
        waits = self.asking.under_way and self.asking.seconds > LONG
        self.progress.show_share(told.share if waits else 0.0)
        self.again.set_text("Cancel")
        self.again.setVisible(waits and self.asking.seconds > VERY_LONG)
        if told.reason:
            self._show_reason(BLOWN_UP if is_blown_up(self._session) else told.reason)
        elif isinstance(told.answer, LandscapeAnswer):
            self._show(told.answer)

    def _show_reason(self, reason: str) -> None:
        """Say in place of all pictures why there are none."""
        self.answer = None
        self.map.set_cross(None)
        self.map.show_reason(reason)
        self.surface.clear()
        for label in (self.held, self.which):
            label.setText("")
        self.distances.show_series([])

    def show_blown_up(self) -> None:
        """Say that the run has blown up, and wait for another."""
        self._show_reason(BLOWN_UP)

    def _show(self, answer: LandscapeAnswer) -> None:
        relief = relief_of(answer)
        if relief is None:
            self._show_reason(NOTHING_FINITE)
            return
        self.answer = answer
        experiment = self._session.experiment
        one, two = answer.directions
        first, second = axis_title(experiment, one), axis_title(experiment, two)
        self.bar.show_map("loss", relief.texts)
        self.map.show_slice(answer, relief, (first, second))
        self.surface.show_slice(answer, relief, (short_title(one), short_title(two)))
        self.held.setText(held_words(answer))
        self.which.setText(loss_words(answer))
        self.distances.show_answer(answer)
        if answer.axes is LandscapeAxes.WEIGHTS:
            self._name_weights(answer)
        self.answered.emit(answer)

    def _name_weights(self, answer: LandscapeAnswer) -> None:
        """Let the view name the two weights that were chosen for it; that is no other question."""
        view = self._session.experiment.view.landscape
        named = self.weights.places_of(answer)
        if view.axes is LandscapeAxes.WEIGHTS and named != (view.across, view.along):
            self._shown = view.axes, *named, view.zoom
            self.weights.keep(named)
