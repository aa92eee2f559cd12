"""What `train --out` writes: the trained project, its history and a picture of what it decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from playground.document.errors import FileError
from playground.export.png import png_bytes
from playground.storage.atomic import write_atomically
from playground.storage.history_csv import history_csv
from playground.storage.trained import Trained, save_trained
from playground.ui.theme.colormaps import class_area_colors, lut
from playground.worker.messages import Watch
from playground.worker.probes import Probes
from playground.worker.snapshots import DecisionMap, LossPoint, Probe

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from playground.worker.run import Run

MAP_SIZE = 440
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
    write_atomically(folder / "decision-map.png", picture)


def _row(point: LossPoint) -> tuple[float, ...]:
    accuracies = (point.train_accuracy, point.test_accuracy)
    told = (point.step, point.epoch, point.train_loss, point.test_loss, point.penalty, *accuracies)
    return tuple(np.nan if each is None else each for each in told)


def _picture(run: Run) -> NDArray[np.uint8]:
    axes = run.experiment.view.slice_axes
    shown = Probes(run, Watch(frozenset({Probe.DECISION_MAP}), slice_axes=axes, map_size=MAP_SIZE))
    decision = shown.compute(Probe.DECISION_MAP)
    if not isinstance(decision, DecisionMap):
        raise FileError(
            "The decision map", "its numbers are not finite.", "Train with a smaller learning rate."
        )
    share = np.clip((decision.values - decision.low) / (decision.high - decision.low), 0.0, 1.0)
    if decision.winners is None:
        return np.asarray(lut("area", THEME)[(share * 255).astype(np.uint8)])
    colors = class_area_colors(run.experiment.outputs, THEME)
    hues = np.array([[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in colors])
    sure = (0.35 + 0.65 * share)[..., None]
    return np.asarray(255 - (255 - hues[decision.winners]) * sure, dtype=np.uint8)
