"""The page "Network": transport, data, canvas, decision map, loss and gradients around one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import CanvasMode, Page
from playground.document.experiment import Aspect, Experiment
from playground.document.parameters import same_frozen
from playground.session.training import TrainingState
from playground.ui.canvas.canvas import NetworkCanvas
from playground.ui.canvas.items import LayerPlace
from playground.ui.canvas.names import neuron_name
from playground.ui.pages.canvas_cards import Cards
from playground.ui.pages.cards.dock import CardDock
from playground.ui.pages.cards.followed import NOTHING_TO_FOLLOW, followed
from playground.ui.pages.columns import Columns
from playground.ui.pages.live_views import LiveViews
from playground.ui.pages.map_choice import MapChoice
from playground.ui.pages.own_windows import OwnWindows
from playground.ui.pages.panel_walk import focus_next
from playground.ui.pages.splitter_memory import Sizes, SplitterMemory
from playground.ui.pages.structure_edits import StructureEdits
from playground.ui.panels.bottom_panel import BottomPanel
from playground.ui.panels.data_panel import DataPanel
from playground.ui.panels.decision_panel import DecisionPanel
from playground.ui.panels.decision_points import has_plane
from playground.ui.panels.divergence_banner import DivergenceBanner
from playground.ui.panels.loss_panel import LossPanel
from playground.ui.panels.network_header import NetworkHeader
from playground.ui.panels.transport import TransportBar
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.splitter import Splitter
from playground.worker.messages import Diverged, Watch
from playground.worker.snapshots import Neuron, Parameter, Probe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent

    from playground.session.session import Session
    from playground.ui.canvas.items import Item
    from playground.ui.theme.theme import Theme

GAP = 10
LEAST_HEIGHT = 700
CANVAS_AND_BOTTOM = (400, 328)


class NetworkPage(QWidget):
    """Places the panels, gives each its share of a frame, and tells the worker what is visible."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        actions: Mapping[str, QAction],
        sizes: Mapping[str, Sizes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._session, self._actions = theme, session, actions
        self.memory = SplitterMemory(sizes, self)
        self._bottom_chosen = False
        self.live = LiveViews(self, session)
        self.transport = TransportBar(theme, session, actions, self)
        self.banner = DivergenceBanner(theme, session, self)
        self.data = DataPanel(theme, session, actions, self)
        self.header = NetworkHeader(theme, session, actions, self)
        self.canvas = NetworkCanvas(theme, self)
        self.decision = DecisionPanel(theme, session, actions, self._name_of, self)
        self.loss = LossPanel(theme, session, self)
        self.map_choice = MapChoice(session, self.canvas, self.decision)
        self.own_windows = OwnWindows(theme, session, actions, self.decision)
        self.bottom = BottomPanel(theme, session, self._name_of, self)
        self.structure = StructureEdits(session, self.canvas, self)
        self.cards = Cards(theme, session, self.canvas, self)
        self._place()
        self._connect()
        self.show_experiment(
            session.experiment, session.experiment, Aspect.DATA | Aspect.NETWORK | Aspect.TRAINING
        )

    # What is shown

    def show_experiment(self, before: Experiment, after: Experiment, aspects: Aspect) -> None:
        """Let every panel show the experiment, and watch what it needs."""
        if aspects & (Aspect.DATA | Aspect.NETWORK):
            self.live.forget()
            self.map_choice.follow(after)
        self.bottom.show_experiment(after)  # before the names change on the canvas
        for panel in (self.transport, self.loss):
            panel.show_experiment(after)
        if aspects != Aspect.TRAINING or not same_frozen(before, after):
            self.canvas.show_experiment(after)
        if aspects == Aspect.TRAINING:  # little else has changed, and a slider is to be quick
            self.data.show_training(after)
        else:
            self.data.show_experiment(after)
            self.header.show_experiment(after)
            self.decision.show_experiment(after)
        self.own_windows.show_experiment(after)
        self.cards.show_experiment()
        self._show_marked()
        self.map_choice.show_name()
        self.watch()

    def _look_below(self) -> None:
        self.live.show_known()
        self.watch()

    def _follow_selection(self, item: Item | None) -> None:
        """Let the table show the layer of what is selected."""
        if isinstance(item, LayerPlace):
            self.bottom.weights.show_layer(item.layer)
        elif isinstance(item, Neuron):
            self.bottom.weights.show_layer(item.layer - 1)
        elif isinstance(item, Parameter):
            self.bottom.weights.show_layer(item.layer)

    def follow_selected(self) -> str:
        """Turn to the page "Chain rule" at what is selected; say what is missing where nothing is."""
        return self._follow(self.canvas.scene.pointing.selected)

    def _follow(self, item: Item | None) -> str:
        found = followed(self._session.experiment, item, self.canvas.scene.values)
        if found is None:
            return NOTHING_TO_FOLLOW
        place = (found.layer, found.source, found.target)
        self._session.edit("Chain rule", edits.follow_in_chain_rule, *place)
        return ""

    def _name_of(self, neuron: Neuron) -> str:
        return neuron_name(self.canvas.scene.design, neuron)

    def show_state(self, state: TrainingState) -> None:
        """Show whether it trains."""
        self.transport.show_state(state)
        self.canvas.show_playing(state is TrainingState.PLAYING)
        if state is not TrainingState.DIVERGED:
            self.banner.hide()
            self.canvas.show_diverged(False)
            self.loss.plot.show_diverged(None)
            self.own_windows.show_diverged(None)

    def show_divergence(self, news: Diverged) -> None:
        """Show what blew up, why, and what can be done."""
        self.live.settle()
        self.loss.show_point(None)
        self.own_windows.show_point(None)
        self.transport.show_epoch(news.epoch)
        self.canvas.show_diverged(True)
        self.loss.plot.show_diverged(news.good_epoch)
        self.own_windows.show_diverged(news.good_epoch)
        self.banner.show_divergence(news)
        self.columns.turn_to_loss()

    def focus_next_panel(self) -> None:
        """Move the focus to the next panel that is shown."""
        order = (self.transport, self.data, self.header, self.canvas, self.cards.strip)
        focus_next((*order, self.decision, self.loss, self.bottom), self.window().focusWidget())

    def watch(self) -> None:
        """Tell the worker what is visible here."""
        view = self._session.experiment.view
        probes = self._in_sight() if view.page is Page.NETWORK else {Probe.HEALTH}
        if self.own_windows.map_window is not None:
            probes.add(Probe.DECISION_MAP)
        if view.arrows and has_plane(self._session.experiment) and Probe.DECISION_MAP in probes:
            probes.add(Probe.INPUT_GRADIENTS)
        watch = Watch(
            frozenset(probes),
            focus=self.map_choice.neuron,
            slice_axes=view.slice_axes,
            map_size=view.map_size,
            summed=self.cards.summed,
            sample=view.sample,
            spread=self.cards.spread,
            speed=view.speed,
            cloud_plane=self.bottom.gradients.cloud_plane,
            space=self.decision.others.space.choice,
        )
        self.live.keep_only(watch.probes)
        self._session.training.watch(watch)

    def _in_sight(self) -> set[Probe]:
        """Return what the panels show now."""
        probes = {Probe.PARAMETERS, Probe.NEURON_MAPS, Probe.HEALTH}
        if not self._folded("fold_result"):
            probes |= self.decision.others.probes
        if self._session.experiment.view.mode is CanvasMode.GRADIENTS:
            probes |= {Probe.GRADIENTS, Probe.SENSITIVITY_MAPS}
        if self.transport.mark.wanted:
            probes.add(Probe.CURVATURE)
        return probes | self.cards.probes | self.bottom.probes

    def _show_marked(self) -> None:
        """Ring the sample whose sum is shown."""
        sample = self._session.experiment.view.sample
        self.decision.mark_sample(sample if self.cards.summed is not None else None)

    # Painting

    def toggle_painting(self) -> None:
        """Paint points on the map, or stop; say why where that cannot be."""
        bench = self.decision.bench
        if self.decision.painting.refusal:
            self.decision.painting.refuse()
        else:
            self._show_result()
            bench.set_on(not bench.on)

    def paint_own(self) -> None:
        """Begin an empty set and paint on it."""
        self.decision.painting.begin_own()
        self._show_result()
        self.decision.bench.set_on(True)

    def _show_result(self) -> None:
        if self._folded("fold_result"):
            self._actions["fold_result"].trigger()
        self.columns.turn_to_map()

    # Layout

    def _place(self) -> None:
        network = Panel(self._theme, "", self)
        network.body.addWidget(self.header)
        network.body.addWidget(CardDock(self._theme, self.canvas, self.cards.strip, self), 1)
        self.centre = Splitter(self._theme, Qt.Orientation.Vertical)
        self.centre.addWidget(network)
        self.centre.addWidget(self.bottom)
        self.columns = Columns(
            self._theme, self.data, self.centre, self.decision, self.loss, self.memory, self
        )
        self.memory.follow(self.centre, self._centre_key)
        self.memory.restore(self.centre, self._centre_key(), CANVAS_AND_BOTTOM)
        layout = QVBoxLayout(self)
        Spacing(self._theme, self, layout, GAP)
        layout.addWidget(self.transport)
        layout.addWidget(self.banner)
        layout.addWidget(self.columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the bottom panel by itself where the canvas needs its room."""
        super().resizeEvent(event)
        self._fold_by_height()

    def _show_card(self) -> None:
        """Make room for a card, or take it back, and watch what it shows."""
        self._fold_by_height()
        self._show_marked()
        self.watch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the card on Esc, wherever on the page the keyboard is."""
        if event.key() == Qt.Key.Key_Escape and self.cards.is_open:
            self.cards.leave()
        else:
            super().keyPressEvent(event)

    def _fold_by_height(self) -> None:
        if not self._bottom_chosen:
            fits = self.height() >= self._theme.px(LEAST_HEIGHT) and not self.cards.is_open
            self._actions["fold_bottom"].setChecked(fits)
            self.bottom.set_folded(self._folded("fold_bottom"))
            self.watch()

    def choose_bottom(self) -> None:
        """Keep the bottom panel as the person wants it from now on."""
        self._bottom_chosen = True
        self.apply_folds()

    def open_weights(self) -> None:
        """Show the weights of the selected layer as a table, with the keyboard on it."""
        self.bottom.turn_to(self.bottom.weights.KEY)
        self.bottom.weights.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def apply_folds(self) -> None:
        """Show and hide the panels as the View menu says."""
        self.columns.show_sides(data=not self._folded("fold_data"), result=not self._folded("fold_result"))
        self.bottom.set_folded(self._folded("fold_bottom"))
        self.watch()

    def _centre_key(self) -> str:
        return f"network.centre.{self._theme.text}"

    def _folded(self, key: str) -> bool:
        return not self._actions[key].isChecked()

    def _connect(self) -> None:
        self.map_choice.changed.connect(self.watch)
        self.own_windows.changed.connect(self.watch)
        self.map_choice.named.connect(self.own_windows.show_name)
        self.bottom.wants_changed.connect(self._look_below)
        self.bottom.weights.picked.connect(lambda parameter: self.canvas.select(parameter, show=True))
        self.canvas.selection_changed.connect(self._follow_selection)
        self.canvas.follow_requested.connect(self._follow)
        self.bottom.errors.marks_wanted.connect(self.decision.mark_samples)
        for view in (self.decision.map, self.decision.curve):
            view.marks_cleared.connect(self.bottom.errors.clear)
        self.bottom.fold_wanted.connect(self._actions["fold_bottom"].trigger)
        self.cards.changed.connect(self._show_card)
