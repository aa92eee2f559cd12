"""The chip that says whose map is drawn, and keeps that of any neuron or input."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy

from playground.ui.widgets.chip import MenuChip
from playground.worker.snapshots import Neuron

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

# Of each layer its title, and its neurons with their names.
Listing: TypeAlias = list[tuple[str, list[tuple[Neuron, str]]]]

OUTPUT, OUTPUT_TEXT = "output", "Output ŷ"
_LEAST = 62


class WhoseMap(MenuChip):
    """Lists the output and what `listing` gives when it opens; the text may be another one for a while.

    `neuron_chosen` carries the neuron whose map is to be kept, None for the output.
    """

    neuron_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._text = OUTPUT_TEXT
        self.listing: Callable[[], Listing] = list
        self._menus: list[QMenu] = []
        super().__init__(theme, "Whose map", [(OUTPUT, OUTPUT_TEXT)], parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.chosen.connect(lambda key: self.neuron_chosen.emit(_neuron_of(key)))

    def show_neuron(self, neuron: Neuron | None, text: str) -> None:
        """Mark whose map is kept, None for the output, and say whose is drawn."""
        self._key, self._text = _key_of(neuron), text
        self.setAccessibleName(f"Whose map: {text}")
        self.restyle()

    def shown(self) -> str:
        """Give the text that stands on it."""
        return self._text

    def minimumSizeHint(self) -> QSize:
        """Give the least size: the text is cut with dots."""
        return QSize(self.theme.px(_LEAST), self.sizeHint().height())

    def show_choice(self, key: str) -> None:
        """Mark a choice without signalling it; what stands on the chip is told by `show_neuron`."""
        self._key = key
        for action in self._group.actions():
            action.setChecked(action.data() == key)

    def _open(self) -> None:
        self._list()
        super()._open()

    def _list(self) -> None:
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        while self._menus:
            self._menus.pop().deleteLater()
        self._add(OUTPUT, OUTPUT_TEXT, self._menu)
        for title, neurons in self.listing():
            self._list_layer(title, neurons)
        self.show_choice(self._key)

    def _list_layer(self, title: str, neurons: list[tuple[Neuron, str]]) -> None:
        menu = QMenu(title, self._menu)
        self._menus.append(menu)
        self._menu.addMenu(menu)
        for neuron, name in neurons:
            self._add(_key_of(neuron), name.replace("&", "&&"), menu)


def _neuron_of(key: str) -> Neuron | None:
    if key == OUTPUT:
        return None
    layer, index = key.split(".")
    return Neuron(int(layer), int(index))


def _key_of(neuron: Neuron | None) -> str:
    return OUTPUT if neuron is None else f"{neuron.layer}.{neuron.index}"
