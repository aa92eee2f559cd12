"""Painting in the decision panel: the button that begins it, its tools, and what is painted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from playground.document import limits
from playground.ui.panels.paint_tools import NUMBERS, RADII, PaintTools
from playground.ui.plots.easel import Easel
from playground.ui.plots.painting import Paint, Tool
from playground.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from playground.session.painting import Painting
    from playground.ui.theme.theme import Theme


class PaintBench(QObject):
    """Keeps what is painted with, and lets the surfaces be painted on while it is `on`."""

    toggled = Signal(bool)

    def __init__(
        self, theme: Theme, painting: Painting, surfaces: Sequence[QWidget], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._painting, self._surfaces = painting, surfaces
        self.paint = Paint()
        self.on = False
        self.button = IconButton(
            theme, "pencil", "Paint points", parent, size=28, icon_size=16, quiet=True, shortcut="P"
        )
        self.button.setCheckable(True)
        self.tools = PaintTools(theme, parent)
        self.tools.hide()
        self.easels = [Easel(theme, surface, painting, self.paint) for surface in surfaces]
        self._connect()

    def show_experiment(self) -> None:
        """Offer what can be painted here; nothing on a table."""
        refused = bool(self._painting.refusal)
        self.button.setVisible(not refused)
        if refused:
            self.set_on(False)
            return
        source = self._painting.source
        self.paint.by_height = source.coordinates == 1
        if source.classes and self.paint.label not in range(source.classes):
            self.paint.label = float(source.classes - 1)
        self.tools.show_source(source)
        self.tools.show_paint(self.paint)

    def set_on(self, on: bool) -> None:
        """Paint, or only look."""
        on = on and not self._painting.refusal
        self.button.setChecked(on)
        if on == self.on:
            return
        self.on = on
        self.tools.setVisible(on)
        for easel in self.easels:
            easel.set_active(on)
        if on:
            self._focus()
        self.toggled.emit(on)

    def _focus(self) -> None:
        for surface in self._surfaces:
            if surface.isVisible():
                surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.button.clicked.connect(self.set_on)
        tools = self.tools
        tools.tool_chosen.connect(self._choose_tool)
        tools.radius_moved.connect(self._set_radius)
        tools.label_chosen.connect(self._set_label)
        tools.clear_wanted.connect(self._painting.clear)
        tools.classes_wanted.connect(self._change_classes)
        for easel in self.easels:
            easel.digit.connect(self._choose_class)
            easel.resized.connect(lambda notches: self._set_radius(RADII.stepped(self.paint.radius, notches)))

    def _choose_tool(self, key: str) -> None:
        self.paint.tool = Tool(key)
        self._show()

    def _set_radius(self, radius: float) -> None:
        self.paint.radius = radius
        self._show()

    def _set_label(self, label: float) -> None:
        self.paint.label = label
        if self.paint.tool is Tool.ERASE:
            self.paint.tool = Tool.POINT
        self._show()

    def _choose_class(self, index: int) -> None:
        """Take the class of a number key; where numbers are painted, one of evenly spread values."""
        classes = self._painting.classes
        if classes and index < classes:
            self._set_label(float(index))
        elif not classes and not self.paint.by_height:
            share = index / (limits.PAINTED_CLASSES[1] - 1)
            self._set_label(NUMBERS.nearest(share))

    def _change_classes(self, more: int) -> None:
        least, most = limits.PAINTED_CLASSES
        classes = self._painting.classes + more
        if more > 0:
            classes = min(max(classes, least), most)
        self._painting.set_classes(classes if classes >= least else 0)

    def _show(self) -> None:
        self.tools.show_paint(self.paint)
        for surface in self._surfaces:
            surface.update()
