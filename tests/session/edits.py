"""Edits of every kind, and what a desk holds after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.document import edits
from playground.document.choices import Activation, Dataset, Loss
from playground.document.experiment import Experiment
from playground.session.training import TrainingState
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from tests.worker.tables import source_of, table_with

if TYPE_CHECKING:
    import numpy as np

    from playground.session.history import History
    from tests.session.conftest import Desk, MakeDesk

LINEAR = edits.set_hidden(edits.set_dataset(Experiment(), Dataset.PLANE), ())


def parameters(desk: Desk) -> np.ndarray:
    desk.go()
    return desk.checkpoint.parameters.copy()


def undone(desk: Desk) -> None:
    desk.session.undo_stack.undo()
    desk.go()


def rows(history: History) -> np.ndarray:
    return history.rows.copy()


EDITS = {
    "reset": lambda desk: desk.session.reset(),
    "new seed": lambda desk: desk.session.new_seed(),
    "resample": lambda desk: desk.session.resample(),
    "noise": lambda desk: desk.session.edit("Noise", edits.set_noise, 0.3),
    "split": lambda desk: desk.session.edit("Split", edits.set_train_share, 0.7),
    "data": lambda desk: desk.session.edit("Data", edits.set_dataset, Dataset.SPIRAL),
    "add layer": lambda desk: desk.session.edit("Add layer", edits.add_layer),
    "remove layer": lambda desk: desk.session.edit("Remove layer", edits.remove_layer),
    "remove neuron": lambda desk: desk.session.edit("Remove neuron", edits.remove_neuron, 0, 1),
    "input off": lambda desk: desk.session.edit("Input", edits.set_input_on, "x1", False),
    "loss": lambda desk: desk.session.edit("Loss", edits.set_loss, Loss.SOFTMAX_CROSS_ENTROPY),
    "activation": lambda desk: desk.session.edit("Activation", edits.set_activation, Activation.RELU),
    "weight": lambda desk: desk.session.by_hand.set_parameter(Parameter(0, 0, 0), weight(desk), 2.0),
    "table": lambda desk: desk.session.use_table(table_with(), source_of(table_with())),
}


def weight(desk: Desk) -> float:
    return float(Run(desk.session.experiment, checkpoint=desk.checkpoint).network.weights(0)[0, 0])


def blown_up(make_desk: MakeDesk) -> Desk:
    desk = make_desk(LINEAR)
    desk.train(40)
    desk.session.edit("Rate", edits.set_learning_rate, 1.0)
    desk.training.play()
    while desk.training.state is TrainingState.PLAYING:
        desk.go()
    return desk


def markers(desk: Desk) -> list[str]:
    return [text for _, text in desk.session.history.markers]
