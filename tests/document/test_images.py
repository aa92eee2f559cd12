"""Layers that read images: their shapes by hand, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from playground.document import codec, edits
from playground.document.choices import Activation, Normalization, Pooling
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Experiment, Layer
from playground.document.images import patches
from playground.document.rules import check
from playground.document.sources import TableSource

PIXELS = tuple(f"p{index}" for index in range(2 * 5 * 6))
SOURCE = TableSource("images", "0" * 64, PIXELS, "kind", ("x", "y", "z"), image=(2, 5, 6))
CONVOLUTION = Layer(1, (0, 1, 2), Activation.RELU, kernel=3, stride=2, padding=1)


def with_hidden(*hidden: Layer, source: TableSource = SOURCE) -> Experiment:
    experiment = edits.set_table(Experiment(), source)
    return replace(experiment, network=replace(experiment.network, hidden=hidden))


@pytest.mark.parametrize(
    ("layer", "shape", "parameters"),
    [
        (Layer(1, (0, 1)), (2,), 2 * 61),
        (Layer(1, (0, 1), normalization=Normalization.BATCH), (2,), 2 * 63),
        (CONVOLUTION, (3, 3, 3), 3 * 19),
        (replace(CONVOLUTION, stride=1, padding=0), (3, 3, 4), 3 * 19),
        (replace(CONVOLUTION, pooling=Pooling.MAX, pool=3), (3, 1, 1), 3 * 19),
        (replace(CONVOLUTION, normalization=Normalization.LAYER), (3, 3, 3), 3 * 21),
    ],
)
def test_shapes_and_parameters(layer: Layer, shape: tuple[int, ...], parameters: int) -> None:
    experiment = check(with_hidden(layer))
    assert experiment.shapes == ((2, 5, 6), shape, (3,))
    product = 1
    for side in shape:
        product *= side
    assert experiment.parameter_count == parameters + 3 * (product + 1)


def test_patches_are_counted_as_they_fit() -> None:
    assert patches((1, 28, 28), 5, 1, 2) == (28, 28)
    assert patches((8, 28, 28), 2, 2) == (14, 14)
    assert patches((1, 7, 5), 3, 2) == (3, 2)
    assert patches((1, 2, 2), 3, 1) == (0, 0)
    assert patches((9,), 3, 1) == (0, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kernel": -1}, "Hidden layer 1: its kernel has no such side"),
        ({"kernel": 29}, "Hidden layer 1, kernel"),
        ({"stride": 0}, "Hidden layer 1, stride"),
        ({"padding": 3}, "Hidden layer 1, padding"),
        ({"pool": 0}, "Hidden layer 1, pool"),
        ({"kernel": 9, "padding": 0}, "a patch is larger than the image"),
        ({"pooling": Pooling.MAX, "pool": 4}, "a patch is larger than the image"),
        ({"dropout": 1.0}, "Hidden layer 1, dropout"),
        ({"dropout": -0.1}, "Hidden layer 1, dropout"),
    ],
)
def test_layers_that_cannot_be_are_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ExperimentError, match=said):
        check(with_hidden(replace(CONVOLUTION, **change)))


def test_a_convolution_needs_an_image_and_all_of_it() -> None:
    with pytest.raises(ExperimentError, match="reads an image, and there is none"):
        check(with_hidden(CONVOLUTION, source=replace(SOURCE, image=())))
    with pytest.raises(ExperimentError, match="Hidden layer 2: a convolution reads an image"):
        check(with_hidden(Layer(2, (0, 1)), CONVOLUTION))
    with pytest.raises(ExperimentError, match="reads the whole image"):
        edits.set_input_on(with_hidden(CONVOLUTION), "p3", False)


def test_a_part_of_an_image_is_read_as_so_many_numbers() -> None:
    dense = with_hidden(Layer(2, (0, 1)))
    assert dense.shapes[0] == SOURCE.image
    assert edits.set_input_on(dense, "p3", False).shapes[0] == (len(SOURCE.columns) - 1,)


@pytest.mark.parametrize("image", [(60,), (2, 5, 5), (1, 60, 1, 1), (60, 1, 1), (1, 1, 60), (0, 5, 6)])
def test_an_image_has_as_many_pixels_as_the_table_columns(image: tuple[int, ...]) -> None:
    source = replace(SOURCE, image=image)
    if image == (1, 1, 60):
        assert check(with_hidden(Layer(1, (0, 1)), source=source))
    else:
        with pytest.raises(ExperimentError, match="Image"):
            check(with_hidden(Layer(1, (0, 1)), source=source))


def test_what_is_usual_is_not_written_and_may_be_missing() -> None:
    plain = codec.to_json(Experiment())
    for name in ("dropout", "normalization", "kernel", "stride", "pooling", "precision", "image"):
        assert f'"{name}"' not in plain
    special = with_hidden(
        replace(CONVOLUTION, dropout=0.25), Layer(7, (3, 9), normalization=Normalization.BATCH)
    )
    text = codec.to_json(special)
    assert '"dropout": 0.25' in text
    assert '"image"' in text
    assert codec.from_json(text) == special


def test_a_wrong_added_field_is_named() -> None:
    text = codec.to_json(with_hidden(CONVOLUTION))
    for old, new, said in (
        ('"kernel": 3', '"kernel": "three"', "a whole number"),
        ('"kernel": 3', '"kernal": 3', "“kernal” is unknown"),
        ('"stride": 2', '"stride": 0', "stride"),
    ):
        with pytest.raises(FileError, match=said):
            codec.from_json(text.replace(old, new))
