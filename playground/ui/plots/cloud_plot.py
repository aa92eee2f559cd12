"""The gradients of single samples in a plane, with a batch's mean and the full gradient as arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from playground.ui.plots import axes_painter, cloud_layout, cloud_painter
from playground.ui.plots.painted_plot import PaintedPlot
from playground.ui.widgets.painting import focus_ring, smooth
from playground.worker.snapshots import CloudPlane

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from playground.ui.plots.frame import Frame
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import GradientCloud

_GAP, _MOST_TEXT = 4, 0.95
_INVITATION = "Press play to see each sample's gradient"
_TITLES = {
    CloudPlane.STEPS: ("∂L/∂w against the last step", "across it"),
    CloudPlane.BEST: ("∂L/∂w along the plane's first axis", "its second axis"),
}


class CloudPlot(PaintedPlot):
    """Both axes have the scale of the gradient's length; a few samples may lie out of sight."""

    SIZE, LEAST = (360, 180), (180, 90)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Gradients of single samples", parent)
        self._cloud: GradientCloud | None = None
        self._invitation = _INVITATION
        self._limit = 1.0
        self._frame: Frame | None = None
        self._axes: QPixmap | None = None
        self._marks: dict[str, QPixmap] = {}
        theme.changed.connect(self._draw_anew)

    def show_cloud(self, cloud: GradientCloud | None) -> None:
        """Draw this cloud, or the invitation."""
        if cloud is None or self._cloud is None or cloud.plane is not self._cloud.plane:
            self._limit, self._axes = 0.0, None
        self._cloud = cloud
        self._lay_out_again()

    def set_invitation(self, text: str) -> None:
        """Say why there is no cloud, or what makes one; "" for the usual."""
        self._invitation = text or _INVITATION
        self.update()

    def frame(self) -> Frame:
        """Return what of the plane is where."""
        if self._frame is None:
            area, title = QRectF(self.rect()), self._titles()[0]
            former = self._limit
            self._frame = cloud_layout.frame_of(self._theme, area, self._limit or 1.0, title)
            if self._cloud is not None:
                aspect = self._frame.x_range[1] / self._frame.y_range[1]
                least = cloud_layout.needed(self._cloud, aspect)
                self._limit = cloud_layout.steady_limit(self._limit, least)
            if self._limit != former:
                self._axes = None
                self._frame = cloud_layout.frame_of(self._theme, area, self._limit, title)
        return self._frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the plot into its new size."""
        self._frame = self._axes = None

    def changeEvent(self, event: QEvent) -> None:
        """Draw sharply again on another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw_anew()
        super().changeEvent(event)

    def _titles(self) -> tuple[str, str]:
        return _TITLES[CloudPlane.STEPS if self._cloud is None else self._cloud.plane]

    def _lay_out_again(self) -> None:
        self._frame = None
        self.update()

    def _draw_anew(self) -> None:
        self._axes, self._marks = None, {}
        self.updateGeometry()
        self._lay_out_again()

    def _marks_now(self) -> dict[str, QPixmap]:
        if not self._marks:
            self._marks = cloud_painter.stamps(self._theme, self.devicePixelRatioF())
        return self._marks

    def _axes_now(self, frame: Frame) -> QPixmap:
        """Return what stays while the scale does, as a picture."""
        if self._axes is None:
            ratio = self.devicePixelRatioF()
            self._axes = QPixmap(self.size() * ratio)
            self._axes.setDevicePixelRatio(ratio)
            self._axes.fill(Qt.GlobalColor.transparent)
            with QPainter(self._axes) as painter:
                smooth(painter)
                self._paint_axes(painter, frame)
        return self._axes

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axes, the cloud and what is said of it."""
        frame, theme = self.frame(), self._theme
        with QPainter(self) as painter:
            smooth(painter)
            if self._cloud is None:
                axes_painter.draw_empty(painter, theme, frame, "", self._invitation)
            else:
                painter.drawPixmap(0, 0, self._axes_now(frame))
                self._paint_beyond(painter, frame)
                self._paint_cloud(painter, frame, self._cloud)
            if self._focus.shown and not self._plain:
                focus_ring(painter, theme, QRectF(self.rect()), theme.pxf(6))

    def _paint_axes(self, painter: QPainter, frame: Frame) -> None:
        theme, (across, up) = self._theme, self._titles()
        axes_painter.draw_grid(painter, theme, frame, cloud_layout.upright_ticks(self._limit))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.color("line2"), 1))
        x, y = round(frame.px(0.0)), round(frame.py(0.0))
        painter.drawLine(QLineF(x, frame.rect.top(), x, frame.rect.bottom()))
        painter.drawLine(QLineF(frame.rect.left(), y, frame.rect.right(), y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes_painter.draw_baseline(painter, theme, frame, across, cloud_layout.level_ticks(theme, frame))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink3"))
        painter.drawText(self._top_line(frame), Qt.AlignmentFlag.AlignLeft, up)

    def _top_line(self, frame: Frame) -> QRectF:
        """Return where the upright axis's title stands: in the plot, under the samples."""
        gap = self._theme.pxf(_GAP)
        return frame.rect.adjusted(gap, 0, -gap, 0)

    def _paint_beyond(self, painter: QPainter, frame: Frame) -> None:
        line, beyond = self._top_line(frame), self.beyond()
        painter.setFont(self._theme.font("caption"))
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(beyond) + metrics.horizontalAdvance(self._titles()[1])
        if beyond and wide < _MOST_TEXT * line.width():
            painter.setPen(self._theme.color("ink3"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, beyond)

    def beyond(self) -> str:
        """Say how many samples lie out of sight, "" if none does."""
        count = 0 if self._cloud is None else cloud_layout.outside(self._cloud.points, self.frame())
        return f"{count} further out" if count else ""

    def _paint_cloud(self, painter: QPainter, frame: Frame, cloud: GradientCloud) -> None:
        painter.save()
        painter.setClipRect(frame.rect)
        cloud_painter.draw_samples(painter, self._marks_now(), frame, cloud)
        cloud_painter.draw_ellipse(painter, self._theme, frame, cloud)
        cloud_painter.draw_arrows(painter, self._theme, frame, cloud)
        painter.restore()
