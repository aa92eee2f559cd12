"""The row of tools to paint points with: tool, size, class or number, and what the set is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.document import limits
from playground.ui.plots.marks_painter import draw_legend_mark
from playground.ui.plots.painting import Tool
from playground.ui.theme.numbers import SIGNED
from playground.ui.widgets import painting
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.painted import MIN_HIT, PaintedButton
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.stepper import Stepper
from playground.ui.widgets.tooltip import set_tip
from playground.ui.widgets.track import SliderTrack

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from playground.document.painted import PaintedSource
    from playground.ui.plots.painting import Paint
    from playground.ui.theme.theme import Theme

TOOLS = [
    Choice(Tool.POINT.value, "Point", tip="A click adds a point, a drag moves one"),
    Choice(Tool.BRUSH.value, "Brush", tip="Sprays points while the button is down"),
    Choice(Tool.ERASE.value, "Erase", tip="Removes the points it passes"),
]
RADII = Scale.explicit((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0))
NUMBERS = Scale.linear(-1.0, 1.0, 0.1)
_CHIP = 28
_MARK = 5.0


class PaintTools(QWidget):
    """Shows what is painted with, and signals what a person chooses."""

    tool_chosen = Signal(str)
    radius_moved = Signal(float)
    label_chosen = Signal(float)
    classes_wanted = Signal(int)
    clear_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tools = Segmented(theme, TOOLS, self, name="Painting tool")
        self.brush_size = SliderTrack(theme, "Brush size", RADII, 0.8, self)
        self.clear = IconButton(theme, "trash-2", "Clear all points", self, size=28, icon_size=16, quiet=True)
        self.chips = [ClassChip(theme, index, self) for index in range(limits.PAINTED_CLASSES[1])]
        self.number = Slider(theme, "Value", NUMBERS, self, default=1.0, notation=SIGNED, widest="+0.0")
        set_tip(self.number, "The number that the next points get")
        self.classes = Stepper(theme, "Fewer classes; below two, numbers", "More classes", self)
        self._lay_out(theme)
        self._connect()

    def show_source(self, source: PaintedSource) -> None:
        """Offer the labels that this set has."""
        count = source.classes
        for chip in self.chips:
            chip.setVisible(chip.index < count)
        for chip, name in zip(self.chips, source.class_names, strict=False):
            chip.show_name(name)
        self.number.setVisible(not count and source.coordinates > 1)
        self.classes.setVisible(source.coordinates > 1)
        self.classes.show_text(f"{count} classes" if count else "numbers")
        self.classes.set_limits(
            "" if count else "Numbers already",
            "More than six classes cannot be told apart" if count == len(self.chips) else "",
        )
        self.clear.setEnabled(bool(source.points))

    def show_paint(self, paint: Paint) -> None:
        """Show what is chosen."""
        self.tools.show_choice(paint.tool.value)
        self.brush_size.setVisible(paint.tool is not Tool.POINT)
        self.brush_size.show_number(paint.radius)
        self.brush_size.setAccessibleDescription(f"{paint.radius:g}")
        set_tip(self.brush_size, f"Brush size: {paint.radius:g} across (Ctrl + wheel)")
        self.number.show_value(paint.label)
        for chip in self.chips:
            chip.setChecked(chip.index == paint.label)
            # Nothing is painted with while points are erased.
            chip.setEnabled(paint.tool is not Tool.ERASE)
        self.number.setEnabled(paint.tool is not Tool.ERASE)

    def _connect(self) -> None:
        self.tools.chosen.connect(self.tool_chosen)
        self.brush_size.moved.connect(self.radius_moved)
        self.number.moved.connect(self.label_chosen)
        self.clear.clicked.connect(lambda: self.clear_wanted.emit())
        self.classes.increased.connect(lambda: self.classes_wanted.emit(1))
        self.classes.decreased.connect(lambda: self.classes_wanted.emit(-1))
        for chip in self.chips:
            chip.clicked.connect(self._pick)

    def _pick(self) -> None:
        chip = self.sender()
        if isinstance(chip, ClassChip):
            self.label_chosen.emit(float(chip.index))

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(theme, self, column, 4)
        for parts in (
            (self.tools, self.brush_size, None, self.clear),
            (*self.chips, self.number, None, self.classes),
        ):
            row = QHBoxLayout()
            Spacing(theme, self, row, 4)
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part, 4 if part in (self.brush_size, self.number) else 0)
            column.addLayout(row)


class ClassChip(PaintedButton):
    """The mark of one class; it is raised where it is the one that is painted."""

    def __init__(self, theme: Theme, index: int, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.index = index
        self.setCheckable(True)

    def show_name(self, name: str) -> None:
        """Say which class it is, and by which key it is chosen."""
        title = name if name.startswith("Class") else f"Class {name}"
        self.setAccessibleName(title)
        set_tip(self, f"Paint {title[0].lower()}{title[1:]}", str(self.index + 1))

    def nextCheckState(self) -> None:
        """Leave to the row what is checked, so that a click never leaves nothing chosen."""

    def sizeHint(self) -> QSize:
        """Give the size the content needs."""
        return QSize(self.theme.px(_CHIP), self.theme.px(MIN_HIT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and the mark."""
        rect, radius = QRectF(self.rect()), self.theme.pxf(8)
        with QPainter(self) as painter:
            painting.smooth(painter)
            resting = self.theme.color(
                "raised" if self.isChecked() else "ctl", 1.0 if self.isChecked() else 0.0
            )
            fill = painting.mix(
                resting, self.theme.color("ctlh"), 0.0 if self.isChecked() else self.fade.level
            )
            painting.fill_round(painter, rect, radius, fill)
            if self.isChecked():
                painting.outline_round(painter, rect, radius, self.theme.color("ink"), self.theme.pxf(1.5))
            painter.setOpacity(1.0 if self.isEnabled() else 0.4)
            draw_legend_mark(painter, self.theme, self.index, rect.center(), self.theme.pxf(_MARK))
            painter.setOpacity(1.0)
            if self.hasFocus():
                painting.focus_ring(painter, self.theme, rect, radius)
