"""Named arrays as safetensors bytes and back; the header is checked in full before the library sees it."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray

from playground.document import codec, limits
from playground.document.errors import FileError

Arrays = Mapping[str, NDArray[Any]]

DTYPES: dict[str, np.dtype[Any]] = {
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
    "I64": np.dtype("<i8"),
    "U8": np.dtype("u1"),
    "BOOL": np.dtype("?"),
}
MOST_AXES = 8
NAME_CHARACTERS = 200

_LENGTH = struct.Struct("<Q")
_FIELDS = {"dtype", "shape", "data_offsets"}


@dataclass(frozen=True, slots=True)
class _Span:
    """Where the bytes of one array lie, behind the header."""

    start: int
    end: int
    dtype: str


def encode(arrays: Arrays, place: str) -> bytes:
    """Return the arrays as safetensors bytes; raise `FileError` for a kind of number that isn't kept."""
    plain = {}
    for name, array in sorted(arrays.items()):
        dtype = array.dtype.newbyteorder("<")
        if dtype not in DTYPES.values():
            problem = f"numbers of type {array.dtype} are not kept."
            raise FileError(f"{place}, {name}", problem, "Save without it.")
        # The library writes memory as it lies: a view with steps or swapped bytes would come out wrong.
        plain[name] = np.array(array, dtype=dtype, order="C")
    return safetensors.numpy.save(plain)


def decode(content: bytes | memoryview, place: str) -> dict[str, NDArray[Any]]:
    """Return the arrays that the safetensors bytes hold; raise `FileError` naming what is wrong."""
    body = _check_header(content, place)
    for span in body:
        if span.dtype == "BOOL" and bytes(content[span.start : span.end]).strip(b"\0\1"):
            raise _wrong(place, "a truth value is neither true nor false.")
    try:
        return safetensors.numpy.load(bytes(content))
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise _wrong(place, f"it cannot be read: {error}.") from error


def _wrong(place: str, problem: str) -> FileError:
    return FileError(place, problem, codec.REMEDY)


def _check_header(content: bytes | memoryview, place: str) -> list[_Span]:
    """Check names, types, shapes and places of all arrays; they must fill the rest without a gap."""
    header, begin = _header(content, place)
    spans = sorted(
        (_span(name, entry, begin, len(content), place) for name, entry in header.items()),
        key=lambda span: (span.start, span.end),
    )
    position = begin
    for span in spans:
        if span.start != position:
            raise _wrong(place, "its arrays overlap, or something lies between them.")
        position = span.end
    if position != len(content):
        raise _wrong(place, "something lies behind its arrays.")
    return spans


def _header(content: bytes | memoryview, place: str) -> tuple[dict[str, Any], int]:
    if len(content) < _LENGTH.size:
        raise _wrong(place, "it is cut off.")
    (length,) = _LENGTH.unpack_from(content)
    if length > limits.TENSOR_HEADER_BYTES:
        raise _wrong(place, f"its header is larger than {limits.TENSOR_HEADER_BYTES:,} bytes.")
    begin = _LENGTH.size + length
    if begin > len(content):
        raise _wrong(place, "it is cut off.")
    text = text_of(content[_LENGTH.size : begin], place)
    header = parse(text, place)
    if not text.startswith("{") or not isinstance(header, dict):
        raise _wrong(place, "its header is not an object.")
    return header, begin


def text_of(content: bytes | memoryview, place: str) -> str:
    """Return UTF-8 text, or raise `FileError`."""
    try:
        return bytes(content).decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(place, "it is not text.") from error


def parse(text: str, place: str) -> Any:
    """Parse bounded JSON; a `FileError` names the place."""
    try:
        return codec.parse(text)
    except FileError as error:
        raise FileError(place, error.problem, error.remedy) from error


def _span(name: str, entry: Any, begin: int, end: int, place: str) -> _Span:
    if not 0 < len(name) <= NAME_CHARACTERS or not name.isprintable() or name == "__metadata__":
        raise _wrong(place, f"an array is named {name[:60]!r}, which may not be.")
    where = f"{place}, {name}"
    if not isinstance(entry, dict) or entry.keys() != _FIELDS:
        raise _wrong(where, "its description is broken.")
    dtype, offsets = entry["dtype"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise _wrong(where, "it holds numbers of a type that is not read here.")
    if not _are_lengths(offsets) or len(offsets) != 2 or not offsets[0] <= offsets[1] <= end - begin:
        raise _wrong(where, "it lies outside the file.")
    if offsets[1] - offsets[0] != _bytes_of(entry["shape"], DTYPES[dtype].itemsize, where):
        raise _wrong(where, "its shape and its length differ.")
    return _Span(begin + offsets[0], begin + offsets[1], dtype)


def _bytes_of(shape: Any, itemsize: int, where: str) -> int:
    """Return the bytes an array of this shape needs, multiplied out before anything is allocated."""
    if not _are_lengths(shape) or len(shape) > MOST_AXES:
        raise _wrong(where, "its shape is broken.")
    # An empty axis must not hide the others from the limit.
    if math.prod(max(length, 1) for length in shape) * itemsize > limits.PROJECT_BYTES:
        raise _wrong(where, "it is too large.")
    return int(math.prod(shape)) * itemsize


def _are_lengths(values: Any) -> bool:
    return isinstance(values, list) and all(type(value) is int and value >= 0 for value in values)
