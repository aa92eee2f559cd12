"""Memory: predicted from shapes, and what is then really allocated."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest

from playground.engine import (
    Convolution,
    Dense,
    Memory,
    Network,
    Penalty,
    Pooling,
    Settings,
    Trainer,
    memory_needed,
)

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


STEEP = [
    Pooling("max", 1),
    Pooling("max", 1),
    Convolution(4, 1, "linear"),
    Pooling("max", 1),
    Dense(10, "linear"),
]
WIDE = [Dense(800, "relu"), Dense(800, "relu"), Dense(10, "linear")]


def allocated(
    inputs, layers: list, dtype: type, settings: Settings, samples: int, *, whole: bool = False
) -> int:
    """
    Bytes at the peak of making a network and a trainer and training an epoch, the data aside.

    With `whole`, the gradient over the whole set is asked for as well.
    """
    rng = np.random.default_rng(0)
    X = rng.normal(size=(samples, int(np.prod(inputs)))).astype(dtype)
    T = np.eye(10, dtype=dtype)[rng.integers(10, size=samples)]
    gc.collect()
    tracemalloc.start()
    try:
        network = Network(inputs, layers, dtype)
        network.initialize("he", 0)
        tracemalloc.reset_peak()
        trainer = Trainer(network, "softmax_cross_entropy", X, T, settings)
        tracemalloc.reset_peak()  # of checking the data
        trainer.run(2 + samples // settings.batch_size)
        if whole:
            trainer.full_gradient()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    in_order = max(settings.batch_size * X[0].nbytes, 65_536 * X.itemsize) + 8 * samples
    return peak - X.nbytes - T.nbytes - in_order


def predicted(inputs, layers: list, dtype: type, settings: Settings, samples: int) -> Memory:
    shape = (inputs,) if isinstance(inputs, int) else inputs
    return memory_needed(shape, layers, dtype, settings, samples)


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
    asked = inputs, layers, dtype, Settings(1e-4, batch_size, optimizer), batch_size
    assert allocated(*asked) == pytest.approx(predicted(*asked).training, rel=0.1)


@pytest.mark.parametrize(
    ("inputs", "layers", "settings", "samples"),
    [
        (784, PLAIN, Settings(1e-4, 1000), 1999),  # a last batch of 999
        (784, PLAIN, Settings(1e-4, 1000), 2000),
        (256, RICH, Settings(1e-4, 900), 1700),
        ((1, 28, 28), IMAGES, Settings(1e-4, 64), 90),
        ((3, 40, 40), [Convolution(1, 1, "linear", stride=4), PLAIN[-1]], Settings(1e-4, 300), 300),
        (
            (3, 40, 40),
            [Convolution(1, 3, "linear", stride=4, padding=2), PLAIN[-1]],
            Settings(1e-4, 300),
            300,
        ),
        ((3, 32, 32), STEEP, Settings(1e-4, 128), 128),
        ((3, 32, 32), STEEP, Settings(1e-4, 100), 150),
        (100, WIDE, Settings(1e-4, 16, penalty=Penalty(1e-4, 1e-4)), 64),
        (100, WIDE, Settings(1e-4, 16, penalty=Penalty(l2=1e-4)), 64),
        (100, WIDE, Settings(1e-4, 16, "adamw"), 64),
        (100, [Dense(1200, "relu"), *WIDE], Settings(1e-4, 16, "adamw", penalty=Penalty(1e-4, 1e-4)), 64),
    ],
)
def test_nothing_large_is_left_out(inputs, layers: list, settings: Settings, samples: int) -> None:
    asked = inputs, layers, np.float32, settings, samples
    assert allocated(*asked) == pytest.approx(predicted(*asked).training, rel=0.07)


@pytest.mark.parametrize(
    ("inputs", "layers", "settings", "samples"),
    [
        (100, WIDE, Settings(1e-4, 16), 64),
        (100, WIDE, Settings(1e-4, 16, penalty=Penalty(1e-4, 1e-4)), 64),
        (20, [Dense(400, "tanh")] * 3 + [PLAIN[-1]], Settings(1e-4, 16), 5000),  # in parts
        ((1, 28, 28), IMAGES, Settings(1e-4, 64), 300),
    ],
)
def test_the_whole_gradient_is_counted(inputs, layers: list, settings: Settings, samples: int) -> None:
    asked = inputs, layers, np.float32, settings, samples
    assert allocated(*asked, whole=True) == pytest.approx(predicted(*asked).total, rel=0.12)


def test_without_the_number_of_samples_it_is_the_most_that_any_needs() -> None:
    def needed(samples: int | None) -> int:
        settings = Settings(0.1, 7, penalty=Penalty(l1=0.1))
        return memory_needed((20,), RICH, np.float64, settings, samples).total

    assert needed(None) >= max(needed(samples) for samples in range(1, 100))
    assert needed(None) >= needed(10**6)


def test_it_is_what_parameters_gradients_slots_and_one_batch_need() -> None:
    layers = [Dense(4096, "relu"), Dense(10, "linear")]
    memory = memory_needed((784,), layers, np.float32, Settings(0.1, 100, "adam"), 200)
    vector = 4 * (785 * 4096 + 4097 * 10)
    assert (memory.parameters, memory.gradient, memory.slots) == (vector, vector, 2 * vector)
    values_deltas_slopes = 4 * 100 * (4 * 4097 + 2 * 11)
    assert memory.activations == values_deltas_slopes
    assert memory.masks == 0
    assert memory.training == 4 * vector + values_deltas_slopes
    assert memory.total - memory.training == memory.evaluation > 2 * vector


def test_nothing_is_allocated_to_predict_fifty_million_parameters() -> None:
    layers = [Dense(4096, "relu")] * 4 + [Dense(10, "linear")]
    tracemalloc.start()
    try:
        memory = memory_needed((784,), layers, np.float32, Settings(0.1, 256, "adam"), 10_000)
        assert tracemalloc.get_traced_memory()[1] < 50_000
    finally:
        tracemalloc.stop()
    assert memory.parameters == 4 * (785 * 4096 + 3 * 4097 * 4096 + 4097 * 10)
