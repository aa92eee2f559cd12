"""How long the plots take to draw: `python -m tests.benchmarks.plots` prints milliseconds of processor time.

"Told" is handing over new numbers, "painted" the repaint that follows, "again" a repaint with nothing new;
each is the median of many turns.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import itertools

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from playground.document.choices import LossScale
from playground.ui.plots.decision_map import DecisionMapView
from playground.ui.plots.gradient_plot import GradientNormPlot
from playground.ui.plots.loss_plot import LossPlot
from playground.ui.plots.points import PointCloud
from playground.ui.plots.ridges import RidgePlot
from playground.ui.theme.theme import Theme
from playground.worker.snapshots import DecisionMap, Histogram

REPEATS = 60
PLANE = (-6.0, 6.0, -6.0, 6.0)

Telling = Callable[[int], None]


def field(size: int, turn: int) -> np.ndarray:
    """Return waves over the plane, other ones each turn."""
    side = (np.arange(size) + 0.5) / size * 12 - 6
    x, y = np.meshgrid(side, -side)
    return np.tanh(3 * np.sin(x + 0.1 * turn) + 3 * np.cos(0.8 * y)).astype(np.float32)


def cloud(count: int) -> PointCloud:
    """Return points of two classes."""
    random = np.random.default_rng(0)
    half = count // 2
    xy, labels = random.uniform(-6, 6, (count, 2)), random.integers(0, 2, count)
    return PointCloud(xy[:half], labels[:half], xy[half:], labels[half:])


def losses(count: int, turn: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return epochs and two noisy falling losses."""
    random = np.random.default_rng(turn)
    epochs = np.arange(count, dtype=np.float64)
    fall = 0.5 * np.exp(-4 * epochs / count) + 0.02
    return epochs, fall * random.lognormal(0, 0.2, count), 1.2 * fall * random.lognormal(0, 0.1, count)


def report(name: str, widget: QWidget, size: tuple[int, int], tell: Telling, ratio: float = 1.0) -> None:
    """Print how long a widget takes."""
    widget.resize(*size)
    widget.show()
    QApplication.processEvents()
    image = QImage(int(size[0] * ratio), int(size[1] * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    times: list[list[float]] = [[], [], []]
    for turn in range(REPEATS):
        marks = [time.thread_time()]
        for each in (
            lambda turn=turn: tell(turn),
            lambda: paint(widget, image),
            lambda: paint(widget, image),
        ):
            each()
            marks.append(time.thread_time())
        for kind, (began, ended) in enumerate(itertools.pairwise(marks)):
            times[kind].append(1e3 * (ended - began))
    told, painted, again = (statistics.median(each) for each in times)
    print(f"{name:44} {told:6.2f} {painted:8.2f} {again:6.2f}")
    widget.deleteLater()


def paint(widget: QWidget, image: QImage) -> None:
    """Paint a widget as the window does."""
    QWidget.render(widget, image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)


def main() -> None:
    """Measure each plot at the size of its panel."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    theme = Theme("dark", "normal")
    print(f"{'':44} {'told':>6} {'painted':>8} {'again':>6}")
    report_maps(theme)
    report_curves(theme)
    report_ridges(theme)
    application.processEvents()


def report_maps(theme: Theme) -> None:
    """Measure decision maps."""
    for size, ratio in ((100, 1.0), (200, 1.0), (100, 2.0)):
        view = DecisionMapView(theme)
        view.show_points(cloud(500))
        view.set_show_test(True)
        maps = [DecisionMap(None, field(size, turn), None, -1.0, 1.0, PLANE) for turn in range(REPEATS)]
        name = f"map {size}×{size}, 500 points, at {ratio:g}×"
        report(name, view, (332, 332), lambda turn, view=view, maps=maps: view.show_map(maps[turn]), ratio)


def report_curves(theme: Theme) -> None:
    """Measure losses and gradient sizes."""
    for count in (100, 1_000, 10_000, 100_000):
        plot = LossPlot(theme)
        plot.set_scale(LossScale.LOG)
        numbers = [losses(count, turn) for turn in range(3)]
        name = f"losses, {count:,} epochs"
        report(
            name,
            plot,
            (332, 230),
            lambda turn, plot=plot, numbers=numbers: plot.show_points(*numbers[turn % 3]),
        )
    for count in (2_000, 100_000):
        norms = GradientNormPlot(theme)
        epochs, first, second = losses(count, 0)
        sizes = np.column_stack([first, second, first * 0.5, second * 0.3])
        name = f"gradient sizes, {count:,} epochs, 4 layers"
        report(name, norms, (400, 180), lambda _, norms=norms, args=(epochs, sizes): norms.show_norms(*args))


def report_ridges(theme: Theme) -> None:
    """Measure ridges of four layers."""
    random = np.random.default_rng(0)
    values = random.normal(0, 0.03, (3, 400))
    wide = [
        Histogram(-0.1, 0.1, np.histogram(each, 41, (-0.1, 0.1))[0].astype(np.int64), np.zeros(0))
        for each in values
    ]
    histograms = (*wide, Histogram(-0.1, 0.1, np.zeros(0, dtype=np.int64), np.array([-0.05, 0.0, 0.02])))
    plot = RidgePlot(theme)
    report("ridges, 4 layers", plot, (260, 180), lambda _: plot.show_histograms(histograms))


if __name__ == "__main__":
    main()
