"""Which sample it is about: picked on a map, or seen as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from playground.ui.panels.decision_points import axis_names, has_plane, points_of
from playground.ui.panels.jacobian.sample_map import SampleMap
from playground.ui.plots.map_image import color_levels, packed_colors, to_image
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.widgets.label import Label
from playground.ui.widgets.painting import focus_ring
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.switch import Switch
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.data.prepare import Prepared
    from playground.document.experiment import Experiment
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import JacobianAnswer, JacobianMap

_STEPS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class SamplePanel(Panel):
    """Shows the sample; `picked` carries another one, `stepped` a way to go from this one."""

    picked = Signal(int)
    stepped = Signal(int)

    def __init__(self, theme: Theme, chooser: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setAccessibleName("Sample")
        self._of_points = False
        self.map = SampleMap(theme, self)
        self.image = SampleImage(theme, self)
        self.note = Label(theme, "", self, role="caption", token="ink3", elide=True)
        self.arrows = Switch(theme, "Slopes all over")
        set_tip(self.arrows, "Arrows of ∂ŷ/∂x over the map, which point where the answer rises")
        below = QHBoxLayout()
        below.addWidget(self.note, 1)
        below.addWidget(self.arrows)
        self.body.addWidget(chooser)
        self.body.addWidget(self.map, 1)
        self.body.addWidget(self.image, 1)
        self.body.addLayout(below)
        for view in (self.map, self.image):
            view.stepped.connect(self.stepped)
        self.map.picked.connect(self.picked)
        self.image.hide()

    def show_data(self, experiment: Experiment, samples: Prepared) -> None:
        """Show other samples."""
        self._of_points = samples.train_points is not None
        image = bool(getattr(experiment.data.source, "image", ()))
        self.map.setVisible(not image)
        self.image.setVisible(image)
        self.arrows.setVisible(not image and has_plane(experiment))
        self.map.set_axis_names(*axis_names(experiment))
        self.map.show_points(points_of(experiment, samples))

    @property
    def has_map(self) -> bool:
        """Whether samples are picked on a map."""
        return not self.map.isHidden()

    def show_map(self, told: JacobianMap) -> None:
        """Draw what the network says over the plane, and where it rises."""
        self.map.show_map(told.decision)
        self.map.show_gradients(told.field)

    def show_sample(self, sample: int) -> None:
        """Mark a sample at once, before anything is known of it."""
        self.map.show_sample(sample)

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Show the sample, and of points the circle and the slope of the output."""
        self.map.show_circle(answer if self._of_points else None, own_row(answer))
        self.image.show_answer(answer)
        self.note.setText(self._note(answer))

    def _note(self, answer: JacobianAnswer) -> str:
        if not self._of_points:
            return "" if answer.image else "x: the inputs, scaled"
        return f"Arrow: “{answer.label}” rises" if len(answer.outputs) > 1 else "Arrow: the output rises"


def own_row(answer: JacobianAnswer) -> int:
    """Return the output of the sample's own class, the only one where there is one."""
    return answer.outputs.index(answer.label) if answer.label in answer.outputs else 0


class SampleImage(PaintedPlot):
    """The sample as the network gets it, where it is a picture; channels side by side."""

    SIZE, LEAST = (260, 80), (80, 60)
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Picture of the sample", parent)
        self._answer: JacobianAnswer | None = None

    def show_answer(self, answer: JacobianAnswer) -> None:
        """Show the picture of a sample; nothing where it is none."""
        self._answer = answer if answer.image else None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the next sample, or the one before."""
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it as large as it fits."""
        if self._answer is None:
            return
        pixels = side_by_side(self._answer.values, self._answer.image)
        low, high = float(pixels.min()), float(pixels.max())
        colors = packed_colors(self._theme.lut("value"))
        reach = max(abs(low), abs(high)) or 1.0
        image = to_image(colors[color_levels(pixels, -reach, reach)], np.isfinite(pixels))
        scale = min(self.width() / pixels.shape[1], self.height() / pixels.shape[0])
        width, height = scale * pixels.shape[1], scale * pixels.shape[0]
        with QPainter(self) as painter:
            rect = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
            painter.drawImage(rect, image)
            if self._focus.shown:
                focus_ring(painter, self._theme, QRectF(self.rect()), self._theme.pxf(6))


def side_by_side(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the channels of an image beside each other, (height, channels * width)."""
    return np.concatenate(list(values.reshape(shape)), axis=1)
