"""Every edit of an experiment: a pure function from one valid experiment to the next."""

from __future__ import annotations

from playground.document.edits.data import (
    fitting_loss,
    fitting_losses,
    set_data_seed,
    set_dataset,
    set_input_on,
    set_noise,
    set_standardize,
    set_table,
    set_train_share,
)
from playground.document.edits.network import (
    add_layer,
    add_neuron,
    remove_layer,
    remove_neuron,
    set_activation,
    set_hidden,
    set_initializer,
    set_loss,
    set_network_seed,
    set_precision,
)
from playground.document.edits.training import (
    set_batch_size,
    set_learning_rate,
    set_momentum,
    set_optimizer,
    set_regularization,
    set_regularization_rate,
)
from playground.document.edits.view import (
    set_discretize,
    set_loss_scale,
    set_mode,
    set_show_test,
    set_slice_axes,
)

__all__ = [
    "add_layer",
    "add_neuron",
    "fitting_loss",
    "fitting_losses",
    "remove_layer",
    "remove_neuron",
    "set_activation",
    "set_batch_size",
    "set_data_seed",
    "set_dataset",
    "set_discretize",
    "set_hidden",
    "set_initializer",
    "set_input_on",
    "set_learning_rate",
    "set_loss",
    "set_loss_scale",
    "set_mode",
    "set_momentum",
    "set_network_seed",
    "set_noise",
    "set_optimizer",
    "set_precision",
    "set_regularization",
    "set_regularization_rate",
    "set_show_test",
    "set_slice_axes",
    "set_standardize",
    "set_table",
    "set_train_share",
]
