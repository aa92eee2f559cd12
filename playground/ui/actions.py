"""Every command of the window in one table: menu, text, keys and icon share a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One row: its key in the table, where it stands, what it says and does.

    Keys that `bubbles` are the page's where nothing that has the focus has a use for them.
    """

    key: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    bubbles: bool = False
    gap_before: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("new", "File", "New experiment", ("Ctrl+N",), "Begin again with the circle"),
    Command("open_sine", "File", "Open the sine", (), "An example with one input: its sum can be drawn"),
    Command("open", "File", "Open…", ("Ctrl+O",), "Open a project or a table"),
    Command("open_link", "File", "Open a link…", ("Ctrl+Shift+O",), "From TensorFlow Playground's address"),
    Command("save", "File", "Save", ("Ctrl+S",), "Save the network with its weights", gap_before=True),
    Command("save_as", "File", "Save as…", ("Ctrl+Shift+S",), "Save under another name"),
    Command(
        "copy_link",
        "File",
        "Copy as a link",
        ("Ctrl+Shift+C",),
        "An address that TensorFlow Playground opens",
        gap_before=True,
    ),
    Command("worksheet", "File", "Print a worksheet…", (), "To fill in by hand, with its answers, as PDF"),
    Command("quit", "File", "Quit", ("Ctrl+Q",), "Close the window", gap_before=True),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), "Take the last change back"),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Do it again"),
    Command("commands", "Edit", "Find a command…", ("Ctrl+K",), "Search all commands", gap_before=True),
    Command("settings", "Edit", "Settings…", ("Ctrl+,",), "Look, text size and motion"),
    Command(
        "add_layer", "Network", "Add a hidden layer", ("Ctrl++", "Ctrl+="), "Add a layer before the output"
    ),
    Command(
        "remove_layer",
        "Network",
        "Remove the last hidden layer",
        ("Ctrl+-",),
        "Remove the layer before the output",
    ),
    Command(
        "new_seed",
        "Network",
        "Draw other first weights",
        ("Ctrl+Shift+R",),
        "Begin from another seed",
        gap_before=True,
    ),
    Command(
        "follow",
        "Network",
        "Follow in Chain rule",
        ("Shift+F",),
        "Follow the selected weight, bias or neuron to the loss",
        gap_before=True,
    ),
    Command("play", "Train", "Play or pause", ("Space",), "Train, or stop training"),
    Command("step", "Train", "One step", ("S",), "One update, on one mini-batch"),
    Command("step_epoch", "Train", "One epoch", ("Shift+S",), "Train to the end of this epoch"),
    Command("back_step", "Train", "Back one step", ("B",), "Look at the moment before", gap_before=True),
    Command("back_epoch", "Train", "Back one epoch", ("Shift+B",), "Look at the epoch before"),
    Command("to_start", "Train", "To the start", ("Home",), "Look at the first moment", bubbles=True),
    Command("to_now", "Train", "To now", ("End",), "Return from an earlier moment", bubbles=True),
    Command("reset", "Train", "Reset", ("R",), "Back to the first weights of this seed", gap_before=True),
    Command("keep_run", "Train", "Keep this run", (), "Keep its curve, to compare with what becomes of it"),
    Command("faster", "Train", "Larger learning rate", ("]",), "Learning rate × 1.26", gap_before=True),
    Command("slower", "Train", "Smaller learning rate", ("[",), "Learning rate ÷ 1.26"),
    Command("next_dataset", "Data", "Next data set", ("D",), "Choose the next set of the gallery"),
    Command("resample", "Data", "Draw the data anew", ("Ctrl+D",), "Other points, or another split"),
    Command(
        "paint", "Data", "Paint points", ("P",), "Add, move and erase points on the map", gap_before=True
    ),
    Command("paint_own", "Data", "Paint your own data", (), "Begin with an empty map"),
    Command("load_csv", "Data", "Load a table…", ("Ctrl+L",), "Use your own CSV file", gap_before=True),
    Command("export_data", "Data", "Export the data…", ("Ctrl+Shift+E",), "Write all samples as a CSV file"),
    Command("weights", "View", "Weights on the canvas", ("W",), "Edges show weights", checkable=True),
    Command("gradients", "View", "Gradients on the canvas", ("G",), "Edges show ∂L/∂w", checkable=True),
    Command(
        "test_points",
        "View",
        "Test points",
        ("T",),
        "Show the points kept for testing",
        checkable=True,
        gap_before=True,
    ),
    Command("next_picture", "View", "Next picture", ("Shift+M",), "Map, surface, hidden space"),
    Command(
        "discretize",
        "View",
        "Discretise the map",
        ("Shift+D",),
        "Show the decision in flat colours",
        checkable=True,
    ),
    Command(
        "arrows", "View", "Arrows on the map", ("Shift+A",), "Show which way ŷ rises, ∂ŷ/∂x", checkable=True
    ),
    Command(
        "contours",
        "View",
        "Contour lines on the map",
        ("Shift+C",),
        "Show lines of equal value",
        checkable=True,
    ),
    Command(
        "keep_map", "View", "Map of the selected neuron", ("M",), "Keep it in sight, or the output again"
    ),
    Command("map_window", "View", "Map in its own window", ("Ctrl+Shift+M",), "For a projector; Esc closes"),
    Command("loss_window", "View", "Loss in its own window", (), "For a projector; Esc closes"),
    Command("copy_map", "View", "Copy the map's picture", (), "With axes, points and legend"),
    Command("copy_map_numbers", "View", "Copy the map's numbers", (), "As CSV text: place and value"),
    Command("save_map", "View", "Save the map's picture…", (), "As PNG, twice as sharp as on the screen"),
    Command(
        "log_loss", "View", "Loss on a log axis", ("Shift+L",), "Powers of ten, or even steps", checkable=True
    ),
    Command(
        "fold_data", "View", "Data panel", ("Ctrl+B",), "Fold or unfold", checkable=True, gap_before=True
    ),
    Command("fold_result", "View", "Result panel", ("Ctrl+R",), "Fold or unfold", checkable=True),
    Command("fold_bottom", "View", "Panel below", ("Ctrl+J",), "Fold or unfold", checkable=True),
    Command(
        "weights_table", "View", "Weights as a table", ("Shift+W",), "Read, type, copy and paste weights"
    ),
    Command("fewer_edges", "View", "Fewer edges", ("{",), "Draw only stronger edges", gap_before=True),
    Command("more_edges", "View", "More edges", ("}",), "Draw weaker edges as well"),
    Command("fit", "View", "Fit the network", ("Ctrl+0",), "Show the whole network", gap_before=True),
    Command(
        "network_page", "View", "Network", ("Ctrl+1",), "Build the network and train it", gap_before=True
    ),
    Command(
        "chain_rule_page", "View", "Chain rule", ("Ctrl+2",), "Follow one weight all the way to the loss"
    ),
    Command(
        "functions_page", "View", "Functions", ("Ctrl+3",), "From a curve to its slope to a step downhill"
    ),
    Command(
        "landscape_page",
        "View",
        "Landscape",
        ("Ctrl+4",),
        "The loss around the present weights",
    ),
    Command("jacobian_page", "View", "Jacobian", ("Ctrl+5",), "What each layer does to a small circle"),
    Command("theme", "View", "Dark or light", ("Ctrl+T",), "Change the theme"),
    Command("text_size", "View", "Text size", ("Ctrl+Shift+L",), "Normal, large, projector"),
    Command("full_screen", "View", "Full screen", ("F11",), "Use the whole screen", checkable=True),
    Command("next_panel", "View", "Next panel", ("F6",), "Move the focus to the next panel"),
    Command("shortcuts", "Help", "Keys", ("F1", "?"), "All keys on one sheet"),
    Command("about", "Help", "About Playground", (), "Version and licence"),
)

CANVAS_KEYS = (
    ("Canvas", "Walk along neurons", "↑ ↓ ← →"),
    ("Canvas", "Walk onto a neuron's weights", "Shift ← →"),
    ("Canvas", "Select the next neuron as well", "Shift ↑ ↓"),
    ("Canvas", "Select all hidden neurons", "Ctrl A"),
    ("Canvas", "Move neurons, move a layer", "Alt ↑ ↓ ← →"),
    ("Canvas", "Cut, copy, paste", "Ctrl X C V"),
    ("Canvas", "Duplicate neurons or a layer", "Ctrl Shift D"),
    ("Canvas", "All units of a long layer", "Page Down"),
    ("Canvas", "Edit the weight or bias, switch an input", "Enter"),
    ("Canvas", "Add or remove a neuron in the layer", "+ −"),
    ("Canvas", "Remove neurons or the layer", "Del"),
    ("Canvas", "Give up a drag, select nothing", "Esc"),
    ("Canvas", "Zoom", "Wheel"),
    ("Canvas", "Scroll sideways", "Shift wheel"),
    ("Canvas", "Pan", "Middle button"),
)

PAINT_KEYS = (
    ("Painting", "Choose the class", "1 … 6"),
    ("Painting", "Move the cross-hair", "↑ ↓ ← →"),
    ("Painting", "Add a point", "Enter, Space"),
    ("Painting", "Remove the nearest point", "Del"),
    ("Painting", "Take the stroke back", "Esc"),
    ("Painting", "Brush size", "Ctrl wheel"),
)

CHAIN_KEYS = (
    ("Chain rule", "Next weight of the layer", "↑ ↓"),
    ("Chain rule", "The layer before or after", "← →"),
    ("Chain rule", "The neuron's bias, or a weight again", "B"),
    ("Chain rule", "Next or previous sample", ". ,"),
)

PICTURE_KEYS = (
    ("Surface", "Turn it", "← →"),
    ("Surface", "Tilt it", "↑ ↓, Shift ← →"),
    ("Surface", "Nearer, farther", "+ −, wheel"),
    ("Surface", "As at the beginning", "Home"),
    ("Hidden space", "The layer before or after", "← →"),
)

# What these do can be seen on the page "Network" only, which is turned to.
OF_NETWORK = frozenset(
    (
        *("paint", "paint_own", "weights", "gradients", "fewer_edges", "more_edges", "fit", "weights_table"),
        *("test_points", "next_picture", "discretize", "arrows", "contours", "keep_map", "log_loss"),
        *("copy_map", "copy_map_numbers", "save_map", "fold_data", "fold_result", "fold_bottom"),
    )
)
EXCLUSIVE = ("weights", "gradients")
MENUS = ("File", "Edit", "Data", "Network", "Train", "View", "Help")


def build_actions(
    owner: QWidget, does: Mapping[str, Callable[[], object]], show_network: Callable[[], None]
) -> dict[str, QAction]:
    """Return an action per command, connected to what it does; every command must do something.

    `show_network` turns to the page that the commands `OF_NETWORK` can be seen on.
    """
    does = {**does, **{key: _in_order(show_network, does[key]) for key in OF_NETWORK}}
    actions = {command.key: _action(owner, command, does[command.key]) for command in COMMANDS}
    modes = QActionGroup(owner)
    for key in EXCLUSIVE:
        modes.addAction(actions[key])
    return actions


def _in_order(first: Callable[[], object], then: Callable[[], object]) -> Callable[[], object]:
    def both() -> None:
        first()
        then()

    return both


def _action(owner: QWidget, command: Command, does: Callable[[], object]) -> QAction:
    action = QAction(command.text, owner)
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    context = Qt.ShortcutContext.WidgetShortcut if command.bubbles else Qt.ShortcutContext.WindowShortcut
    action.setShortcutContext(context)
    action.setCheckable(command.checkable)
    action.setToolTip(tip_of(command))
    action.setStatusTip(command.tip)
    action.triggered.connect(lambda _checked=False: does())
    owner.addAction(action)
    return action


def tip_of(command: Command) -> str:
    """Return what a control that does this says when it is hovered."""
    keys = f" ({shown_keys(command)})" if command.keys else ""
    return f"{command.tip}{keys}"


def tip(key: str) -> str:
    """Return the tooltip of the command with this key."""
    return tip_of(next(command for command in COMMANDS if command.key == key))


def shown_keys(command: Command) -> str:
    """Return the command's first keys as they stand on the keyboard."""
    if not command.keys:
        return ""
    return QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def commands_of(menu: str) -> Iterator[Command]:
    """Yield the rows of one menu in their order."""
    return (command for command in COMMANDS if command.menu == menu)
