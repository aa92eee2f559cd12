"""What `train --out` writes: the trained project, its history and a picture of what it decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.document.choices import Task
from playground.document.errors import FileError
from playground.document.sources import TableSource
from playground.export.png import png_bytes
from playground.storage.atomic import write_atomically
from playground.storage.history_csv import history_csv
from playground.storage.trained import Trained, save_trained
from playground.ui.theme.colormaps import class_area_colors, lut
from playground.worker.messages import Watch
from playground.worker.plane import plane_of
from playground.worker.probes import Probes
from playground.worker.snapshots import DecisionMap, LossPoint, Probe

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from playground.worker.run import Run

MAP_NAME = "decision-map.png"
MAP_SIZE = 440
MOST_MAP_WORK = 1e10  # some seconds, for a picture that is made once
THEME = "light"


def write_results(folder: Path, run: Run, trained: Trained, points: list[LossPoint]) -> None:
    """Write `NAME.playground`, `history.csv` and `decision-map.png` into the folder, made if need be."""
    picture = png_bytes(_picture(run))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"“{folder}”", f"it cannot be made: {error.strerror}.", "Give another folder."
        ) from error
    rows = np.array([_row(point) for point in points])
    name = "".join(each if each.isalnum() or each in "-_ " else "-" for each in trained.experiment.name)
    done = replace(trained, checkpoint=run.trainer.checkpoint(), history=rows)
    save_trained(folder / f"{name}.playground", done)
    write_atomically(folder / "history.csv", history_csv(rows).encode())
    write_atomically(folder / MAP_NAME, picture)


def map_in_words(run: Run) -> str:
    """Say what the picture shows: its two columns, and what its colours mean."""
    experiment = run.experiment
    axes = experiment.view.slice_axes
    left, right, bottom, top = plane_of(experiment.data, run.samples, axes).extent
    across, up = (experiment.data.available_inputs[axis] for axis in axes)
    place = f"{across} from {left:.4g} to {right:.4g} across, {up} from {bottom:.4g} to {top:.4g} upwards"
    others = len(experiment.data.available_inputs) - 2
    is_table = isinstance(experiment.data.source, TableSource)
    if is_table and others > 0:
        place += f", {others:,} other {'column' if others == 1 else 'columns'} at the mean"
    return f"{place}; {_colors_in_words(run)}"


def _colors_in_words(run: Run) -> str:
    experiment = run.experiment
    source = experiment.data.source
    if experiment.task is Task.REGRESSION:
        offset, factor = run.samples.target_scale
        return f"orange is {offset - factor:.4g} and below, blue {offset + factor:.4g} and above"
    names = source.classes if isinstance(source, TableSource) else source.class_names
    if experiment.outputs <= 2:
        return f"orange is {names[0]}, blue is {names[1]}"
    colors = class_area_colors(experiment.outputs, THEME)
    return ", ".join(f"{name} is {color}" for name, color in zip(names, colors, strict=True))


def _row(point: LossPoint) -> tuple[float, ...]:
    accuracies = (point.train_accuracy, point.test_accuracy)
    told = (point.step, point.epoch, point.train_loss, point.test_loss, point.penalty, *accuracies)
    return tuple(np.nan if each is None else each for each in told)


def _picture(run: Run) -> NDArray[np.uint8]:
    axes = run.experiment.view.slice_axes
    watch = Watch(frozenset({Probe.DECISION_MAP}), slice_axes=axes, map_size=MAP_SIZE)
    shown = Probes(run, watch, MOST_MAP_WORK)
    decision = shown.compute(Probe.DECISION_MAP)
    if not isinstance(decision, DecisionMap):
        raise FileError(
            "The decision map", "its numbers are not finite.", "Train with a smaller learning rate."
        )
    return _enlarged(_painted(decision, run.experiment.outputs))


def _enlarged(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Repeat the pixels of a coarse picture until it is of a fair size."""
    times = -(-MAP_SIZE // len(image))
    return np.asarray(image.repeat(times, axis=0).repeat(times, axis=1))


def _painted(decision: DecisionMap, classes: int) -> NDArray[np.uint8]:
    share = np.clip((decision.values - decision.low) / (decision.high - decision.low), 0.0, 1.0)
    if decision.winners is None:
        return np.asarray(lut("area", THEME)[(share * 255).astype(np.uint8)])
    colors = class_area_colors(classes, THEME)
    hues = np.array([[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in colors])
    sure = (0.35 + 0.65 * share)[..., None]
    return np.asarray(255 - (255 - hues[decision.winners]) * sure, dtype=np.uint8)
