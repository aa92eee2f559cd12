"""What a page shows while it trains: frames, curves and the moment that is looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from playground.document.choices import Page
from playground.ui.pages.stagger import Stagger
from playground.ui.pulse import PLOTS_PER_SECOND, Rhythm
from playground.worker.snapshots import Probe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playground.session.session import Session
    from playground.ui.pages.network_page import NetworkPage
    from playground.worker.messages import Frame
    from playground.worker.snapshots import LossPoint, ProbeResult

OF_CANVAS = {Probe.PARAMETERS, Probe.GRADIENTS, Probe.NEURON_MAPS, Probe.SENSITIVITY_MAPS}


class LiveViews:
    """Hands what comes to the parts of one page, each its share of a tick."""

    def __init__(self, page: NetworkPage, session: Session) -> None:
        self._page, self._session = page, session
        self._plots = Rhythm(PLOTS_PER_SECOND)
        self._stagger = Stagger(page)
        self._latest: dict[Probe, Any] = {}
        self._canvas_waits: dict[Probe, Any] = {}

    def take_frame(self, frame: Frame, *, texts: bool = True) -> None:
        """Hand each part of a frame to its view, spread over the coming ticks; numbers only with `texts`."""
        if self._is_out_of_sight:
            self._put_in_own_windows(frame)
            return
        if frame.input_maps is not None:
            self._page.canvas.show_input_maps(frame.input_maps)
        self._put_probes(frame)
        if texts:
            self._show_numbers(frame)
        if frame.points and (not frame.playing or self._plots.due()):
            if self._page.loss.isVisible():
                self._stagger.put("loss", lambda _: self._page.loss.show_history(), None)
            self._stagger.put("below", lambda _: self._page.bottom.show_history(), None)
            if self._page.own_windows.loss_window is not None:
                self._stagger.put("loss window", self._page.own_windows.show_history, None)

    def _show_numbers(self, frame: Frame) -> None:
        point = self._session.measured
        self._page.transport.show_epoch(frame.epoch)
        self._page.transport.show_rate(frame.epoch, frame.learning_rate)
        self._stagger.put("measures", self._show_measures, point)

    def _show_measures(self, point: LossPoint | None) -> None:
        # Both at once: the same loss stands in two places.
        self._page.loss.show_point(point)
        self._page.own_windows.show_point(point)
        self._page.canvas.show_loss(None if point is None else point.train_loss)

    def _put_on_canvas(self, probes: Mapping[Probe, ProbeResult]) -> None:
        """Show all that is new on the canvas in one tick, which paints it once."""
        new = {probe: value for probe, value in probes.items() if probe in OF_CANVAS}
        if new:
            self._canvas_waits.update(new)
            self._stagger.put("canvas", self._show_on_canvas, None)

    def _show_on_canvas(self, _value: object) -> None:
        canvas = self._page.canvas
        shows: dict[Probe, Callable[[Any], None]] = {
            Probe.PARAMETERS: canvas.show_parameters,
            Probe.GRADIENTS: canvas.show_gradients,
            Probe.NEURON_MAPS: canvas.show_neuron_maps,
            Probe.SENSITIVITY_MAPS: canvas.show_sensitivity_maps,
        }
        waiting, self._canvas_waits = self._canvas_waits, {}
        for probe, value in waiting.items():
            shows[probe](value)

    def _put_probes(self, frame: Frame) -> None:
        self._put_on_canvas(frame.probes)
        shows: dict[Probe, Callable[[Any], None]] = {
            Probe.DECISION_MAP: self._page.decision.show_map,
            Probe.INPUT_GRADIENTS: self._page.decision.show_gradients,
            Probe.HIDDEN_SPACE: self._page.decision.others.space.show_space,
            Probe.CURVATURE: self._page.transport.mark.show_curvature,
            Probe.SEPARABILITY: self._page.decision.others.space.show_fits,
        }
        self._put_in_map_window(frame)
        self._latest.update(frame.probes)
        for probe, value in frame.probes.items():
            if probe in shows:
                self._stagger.put(probe, shows[probe], value)
            if probe in self._page.bottom.probes:
                self._stagger.put(f"{probe} below", partial(self._page.bottom.show_probe, probe), value)

    @property
    def _is_out_of_sight(self) -> bool:
        return self._session.experiment.view.page is not Page.NETWORK

    def _put_in_own_windows(self, frame: Frame) -> None:
        """Show what windows of their own show while another page is in sight, and keep what stays."""
        if frame.input_maps is not None:
            self._page.canvas.show_input_maps(frame.input_maps)
        self._put_in_map_window(frame)
        if frame.points and self._page.own_windows.loss_window is not None and self._plots.due():
            self._stagger.put("loss window", self._page.own_windows.show_history, None)

    def _put_in_map_window(self, frame: Frame) -> None:
        if self._page.own_windows.map_window is not None:
            for probe, show in self._page.own_windows.shows.items():
                if probe in frame.probes:
                    self._stagger.put(f"{probe} in its window", show, frame.probes[probe])

    def show_all(self) -> None:
        """Show what went on while the page was out of sight."""
        self.show_history()
        self.show_time()
        self._show_measures(self._session.measured)

    def show_history(self) -> None:
        """Show another run's history, and nothing more of the run before."""
        self._stagger.clear()
        self._page.transport.show_epoch(self._session.epoch)
        self._page.canvas.show_loss(None)
        self._page.loss.show_history()
        self._page.bottom.show_history()
        self._page.loss.show_point(self._session.measured)
        self._page.own_windows.show_history()
        self._page.own_windows.show_point(self._session.measured)

    def show_marks(self) -> None:
        """Show soon what was changed on the way."""
        self._stagger.put("loss", lambda _: self._page.loss.show_history(), None)
        self._stagger.put("loss window", self._page.own_windows.show_history, None)

    def show_time(self) -> None:
        """Show which moment of the run is looked at."""
        session = self._session
        moment = None if session.time.now is None else session.epoch
        self._page.loss.show_time(moment)
        self._page.own_windows.show_time(moment)
        self._page.bottom.show_moment(moment)
        self._page.transport.show_epoch(session.epoch)

    def settle(self) -> None:
        """Show at once all that waits."""
        self._stagger.flush()
        if self._page.bottom.insight.isVisible():
            self._page.bottom.insight.look()

    def show_known(self) -> None:
        """Let the tab that was turned to show what is told: in a pause the worker does not tell it again."""
        for probe, value in self._latest.items():
            self._page.bottom.show_probe(probe, value)

    def keep_only(self, watched: frozenset[Probe]) -> None:
        """Forget what nobody watches any more: it would be of an earlier step when it is looked at again."""
        self._latest = {probe: value for probe, value in self._latest.items() if probe in watched}

    def forget(self) -> None:
        """Show nothing of what waits, as it belongs to another experiment."""
        self._stagger.clear()
        self._latest.clear()
        self._canvas_waits.clear()
