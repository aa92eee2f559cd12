"""Memory: predicted from shapes, and what is then really allocated."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest

from playground.engine import Convolution, Dense, Network, Pooling, Settings, Trainer, memory_needed

PLAIN = [Dense(300, "relu"), Dense(200, "relu"), Dense(10, "linear")]
RICH = [
    Dense(256, "gelu", normalization="batch", dropout=0.2),
    Dense(256, "tanh", skip=1, normalization="layer"),
    Dense(10, "linear"),
]
IMAGES = [
    Convolution(8, 5, "relu", padding=2),
    Pooling("max", 2),
    Convolution(16, 3, "relu", normalization="batch"),
    Pooling("average", 2),
    Dense(10, "linear"),
]


def allocated(inputs, layers: list, dtype: type, optimizer: str, batch_size: int) -> int:
    """Bytes at the peak of making a network and a trainer and training some steps, the data aside."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(batch_size, int(np.prod(inputs)))).astype(dtype)
    T = np.eye(10, dtype=dtype)[rng.integers(10, size=batch_size)]
    gc.collect()
    tracemalloc.start()
    try:
        network = Network(inputs, layers, dtype)
        network.initialize("he", 0)
        tracemalloc.reset_peak()
        settings = Settings(1e-4, batch_size, optimizer)
        trainer = Trainer(network, "softmax_cross_entropy", X, T, settings)
        trainer.run(3)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return peak - 3 * X.nbytes  # the trainer's copy, and a batch in order; a bool while it is checked


@pytest.mark.parametrize(
    ("inputs", "layers", "optimizer", "batch_size"),
    [
        (784, PLAIN, "sgd", 64),
        (784, PLAIN, "adam", 128),
        (256, RICH, "momentum", 500),
        ((1, 28, 28), IMAGES, "sgd", 64),
        ((1, 28, 28), IMAGES, "adam", 100),
    ],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_training_needs_what_was_predicted(
    inputs, layers: list, optimizer: str, batch_size: int, dtype
) -> None:
    shape = (inputs,) if isinstance(inputs, int) else inputs
    predicted = memory_needed(shape, layers, dtype, optimizer, batch_size).total
    assert allocated(inputs, layers, dtype, optimizer, batch_size) == pytest.approx(predicted, rel=0.15)


def test_it_is_what_parameters_gradients_slots_and_one_batch_need() -> None:
    memory = memory_needed((784,), [Dense(4096, "relu"), Dense(10, "linear")], np.float32, "adam", 100)
    vector = 4 * (785 * 4096 + 4097 * 10)
    assert (memory.parameters, memory.gradient, memory.slots) == (vector, vector, 2 * vector)
    values_deltas_slopes = 4 * 100 * (4 * 4097 + 2 * 11)
    assert memory.activations == values_deltas_slopes
    assert memory.total == 4 * vector + values_deltas_slopes


def test_nothing_is_allocated_to_predict_fifty_million_parameters() -> None:
    layers = [Dense(4096, "relu")] * 4 + [Dense(10, "linear")]
    tracemalloc.start()
    try:
        memory = memory_needed((784,), layers, np.float32, "adam", 256)
        assert tracemalloc.get_traced_memory()[1] < 50_000
    finally:
        tracemalloc.stop()
    assert memory.parameters == 4 * (785 * 4096 + 3 * 4097 * 4096 + 4097 * 10)
