"""The main window: it places menu bar, rail, page and status line, and passes notices on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from playground.document import edits
from playground.document.choices import Page
from playground.document.experiment import Aspect, Experiment
from playground.session.curvature_words import status_words
from playground.session.training import TrainingState
from playground.storage.examples import EXAMPLES, example_named
from playground.ui import actions as table
from playground.ui.commands.files import FileCommands
from playground.ui.commands.links import LinkCommands
from playground.ui.commands.look import LookCommands
from playground.ui.commands.maps import MapCommands
from playground.ui.commands.training import TrainingCommands
from playground.ui.commands.worksheet import WorksheetCommands
from playground.ui.dialogs.about import show_about
from playground.ui.dialogs.command_palette import CommandPalette
from playground.ui.dialogs.message import show_error
from playground.ui.dialogs.settings import SettingsDialog
from playground.ui.dialogs.shortcuts import ShortcutsDialog
from playground.ui.menus import Menus
from playground.ui.pages.pages import Pages
from playground.ui.panels.status_bar import StatusBar
from playground.ui.panels.timeline import in_words
from playground.ui.pulse import TEXTS_PER_SECOND, FrameRate, Rhythm
from playground.ui.rail import Rail
from playground.ui.widgets.spacing import Spacing
from playground.worker.snapshots import Curvature, Probe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from playground.document.errors import ExperimentError
    from playground.session.session import Session
    from playground.storage.preferences import Preferences
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Diverged, Frame

SIZE = (1440, 900)
LEAST = (1100, 700)
FOLDS = ("fold_data", "fold_result", "fold_bottom")


class MainWindow(QMainWindow):
    """The window of one session."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        preferences: Preferences,
        keep_preferences: Callable[[Preferences], None],
    ) -> None:
        super().__init__()
        self._theme, self.session = theme, session
        self._asks = True
        self.closed_from_outside = False
        self.look = LookCommands(theme, preferences, self._keeping(keep_preferences), self.tell)
        self.files = FileCommands(theme, session, self.look, self)
        self.worksheet = WorksheetCommands(theme, session, self.files, self, self.tell)
        self.actions_by_key = table.build_actions(self, self._does(), self._show_network)
        for key in FOLDS:
            self.actions_by_key[key].setChecked(True)
        self.pages = Pages(theme, session, self.actions_by_key, preferences.splitters, self)
        self.page = self.pages.network
        self.rail = Rail(theme, self.actions_by_key, self)
        self.status = StatusBar(theme, self)
        self._frame_rate, self._texts = FrameRate(), Rhythm(TEXTS_PER_SECOND)
        self.menus = Menus(self.menuBar(), self.actions_by_key, self.files.open_example, self.files.open)
        self._place()
        self._listen()
        self._show_experiment(session.experiment, session.experiment, Aspect.NONE)
        self.menus.show_recent(preferences.recent)

    # Opening and closing

    def open_first(self, path: Path | None) -> None:
        """Take up what the program was started with."""
        if path is not None:
            self.session.path = path.resolve()
        self._restore_geometry()
        self._show_title()
        if self.session.recovered_text:
            self.tell(self.session.recovered_text)

    def tell(self, text: str) -> None:
        """Show a sentence in the status line."""
        self.status.tell(text)

    def tell_crash(self, text: str) -> None:
        """Show that something unexpected went wrong; the window goes on."""
        show_error(self._theme, "Something unexpected went wrong.", text, self)

    def settle(self) -> None:
        """Paint at once all that waits, for a picture."""
        self.page.live.settle()

    def close_from_outside(self) -> None:
        """Close without a question that nobody may be there to answer; what is unsaved is to be kept."""
        self.closed_from_outside = True
        self.close_quietly()

    def close_quietly(self) -> None:
        """Close without asking for unsaved work."""
        self._asks = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for unsaved work, then keep the window's place."""
        if self._asks and not self.files.may_leave():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        if self._asks:
            self.look.change(geometry=geometry, splitters=self.page.memory.sizes)
        self.page.own_windows.close_all()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Let nothing in particular have the keyboard when the window comes back without a place for it."""
        super().changeEvent(event)
        back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        centre = self.centralWidget()
        if back and self.focusWidget() in (None, self) and centre is not None:
            centre.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the page's keys say that nothing which has the focus has a use for."""
        for command in table.COMMANDS:
            action = self.actions_by_key[command.key]
            if command.bubbles and QKeySequence(event.keyCombination()) in action.shortcuts():
                action.trigger()
                return
        super().keyPressEvent(event)

    # Notices

    def _listen(self) -> None:
        session, training = self.session, self.session.training
        session.experiment_changed.connect(self._show_experiment)
        session.edit_refused.connect(self._tell_refusal)
        session.history_changed.connect(self.page.live.show_history)
        session.marked.connect(self.page.live.show_marks)
        session.file_changed.connect(self._show_title)
        session.undo_stack.indexChanged.connect(self._show_title)
        training.frame_arrived.connect(self._take_frame)
        training.state_changed.connect(self._show_state)
        training.diverged.connect(self._show_divergence)
        training.recovered.connect(self.tell)
        training.refused.connect(self.tell)
        session.stopped.connect(self.tell)
        session.time.changed.connect(self._show_time)
        self.pages.printing.connect(self.worksheet.print_sheet)

    def _show_experiment(self, before: Experiment, after: Experiment, aspects: Aspect) -> None:
        self.pages.show_experiment(before, after, aspects)
        self.rail.show_page(after.view.page)
        self.status.show_experiment(after)
        self._show_trainable()
        view = after.view
        checks = {
            "weights": view.mode == "weights",
            "gradients": view.mode == "gradients",
            "test_points": view.show_test,
            "discretize": view.discretize,
            "arrows": view.arrows,
            "contours": view.contours,
            "log_loss": view.loss_scale == "log",
        }
        for key, on in checks.items():
            self.actions_by_key[key].setChecked(on)
        self._show_title()

    def _take_frame(self, frame: Frame) -> None:
        rate = self._frame_rate.note()
        texts = not frame.playing or self._texts.due()
        self.page.live.take_frame(frame, texts=texts)
        self._show_curvature(frame)
        if texts and self.session.training.state is TrainingState.PLAYING:
            self.status.show_speed(frame.steps_per_second)
            self.status.show_frame_rate(rate)

    def _show_curvature(self, frame: Frame) -> None:
        curvature = frame.probes.get(Probe.CURVATURE)
        if isinstance(curvature, Curvature):
            self.status.show_curvature(status_words(curvature, self.session.experiment.training))
        elif Probe.CURVATURE not in self.session.training.watched.probes:
            self.status.show_curvature("")

    def _show_state(self, state: TrainingState) -> None:
        self._frame_rate.restart()
        self.status.show_state(state)
        self._show_trainable()
        self.pages.show_state(state)

    def _show_trainable(self) -> None:
        reason = self.session.can_train
        self.status.show_reason(reason)
        for key in ("play", "step", "step_epoch"):
            self.actions_by_key[key].setEnabled(not reason)

    def _show_time(self) -> None:
        words = in_words(self.session.time)
        if words:
            self.status.show_past(words)
        else:
            self.status.show_state(self.session.training.state)
            self._show_trainable()
        self.page.live.show_time()

    def _show_divergence(self, news: Diverged) -> None:
        self.page.show_divergence(news)

    def _tell_refusal(self, error: ExperimentError) -> None:
        self.tell(str(error))

    def _show_undo(self) -> None:
        stack = self.session.undo_stack
        for key, can, text in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            self.actions_by_key[key].setEnabled(can)
            label = f"{key.capitalize()} {text[:1].lower()}{text[1:]}".strip()
            self.actions_by_key[key].setText(label.replace("&", "&&"))

    def _show_title(self, _index: int = 0) -> None:
        self._show_undo()
        path = self.session.path
        name = path.name if path else self.session.experiment.name
        title = f"{name}[*] – Playground"
        if title != self.windowTitle():
            self.setWindowTitle(title)
        if self.session.dirty is not self.isWindowModified():
            self.setWindowModified(self.session.dirty)

    # Commands

    def _does(self) -> dict[str, Callable[[], object]]:
        session = self.session
        return {
            **TrainingCommands(session).table(),
            **self.files.table(),
            **LinkCommands(self._theme, session, self.files, self, self.tell).table(),
            **MapCommands(session, self.files, self, lambda: self.page.decision, self.tell).table(),
            **self.worksheet.table(),
            "keep_map": self._keep_map,
            "map_window": lambda: self.page.own_windows.open_map(),
            "loss_window": lambda: self.page.own_windows.open_loss(),
            "new": lambda: self.files.open_example(EXAMPLES[0]),
            "open_sine": self._open_sine,
            "quit": self.close,
            "undo": session.undo,
            "redo": session.redo,
            "commands": self._find_command,
            "settings": self._open_settings,
            "fold_data": self._apply_folds,
            "fold_result": self._apply_folds,
            "fold_bottom": lambda: self.page.choose_bottom(),
            "weights_table": lambda: self.page.open_weights(),
            "fit": lambda: self.page.canvas.fit(),
            "follow": self._follow,
            "network_page": self._go_to_network,
            "chain_rule_page": lambda: self.pages.turn_to(Page.CHAIN_RULE),
            "functions_page": lambda: self.pages.turn_to(Page.FUNCTIONS),
            "landscape_page": lambda: self.pages.turn_to(Page.LANDSCAPE),
            "jacobian_page": lambda: self.pages.turn_to(Page.JACOBIAN),
            "theme": self.look.other_theme,
            "text_size": self.look.next_text_size,
            "full_screen": self._toggle_full_screen,
            "paint": lambda: self.page.toggle_painting(),
            "paint_own": lambda: self.page.paint_own(),
            "next_panel": lambda: self.pages.focus_next_panel(),
            "shortcuts": self._open_shortcuts,
            "about": lambda: show_about(self._theme, self),
        }

    def _show_network(self) -> None:
        """Turn to the network for a command that shows there, unless a window of its own shows it."""
        if self.isActiveWindow():
            self.pages.turn_to(Page.NETWORK)

    def _go_to_network(self) -> None:
        self.pages.turn_to(Page.NETWORK)
        self.page.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        self.tell(self.page.follow_selected())

    def _keep_map(self) -> None:
        self.tell(self.page.map_choice.keep_selected())

    def _apply_folds(self) -> None:
        self.page.apply_folds()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _open_sine(self) -> None:
        """Open the example with one input, and stay on the page."""
        view = self.session.experiment.view
        self.files.open_example(example_named("sine"))
        self.session.edit("Functions", partial(edits.set_functions, part=view.functions.part))
        self.pages.turn_to(view.page)

    def _find_command(self) -> None:
        CommandPalette(self._theme, list(self.actions_by_key.values()), self).exec()

    def _open_settings(self) -> None:
        dialog = SettingsDialog(self._theme, self.look.preferences, self)
        dialog.changed.connect(self.look.adopt)
        dialog.exec()

    def _open_shortcuts(self) -> None:
        rows = [(each.menu, each.text, table.shown_keys(each)) for each in table.COMMANDS if each.keys]
        ShortcutsDialog(
            self._theme,
            [*rows, *table.CANVAS_KEYS, *table.PAINT_KEYS, *table.PICTURE_KEYS, *table.CHAIN_KEYS],
            self,
        ).exec()

    # Layout

    def _place(self) -> None:
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        Spacing(self._theme, centre, row, 12, (0, 0, 12, 0))
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        centre.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        centre.setFocus()

    def _restore_geometry(self) -> None:
        if self.look.preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.look.preferences.geometry.encode("ascii")))

    def _keeping(self, keep: Callable[[Preferences], None]) -> Callable[[Preferences], None]:
        def keep_and_show(preferences: Preferences) -> None:
            keep(preferences)
            if hasattr(self, "menus"):
                self.menus.show_recent(preferences.recent)

        return keep_and_show
