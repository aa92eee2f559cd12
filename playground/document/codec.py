"""An experiment as plain JSON values and back; what is read is checked in full before it is believed."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, cast, get_args, get_origin, get_type_hints

from playground.document import limits
from playground.document.errors import ExperimentError, FileError
from playground.document.experiment import Experiment, Layer
from playground.document.painted import PaintedSource
from playground.document.rules import check
from playground.document.sources import GeneratedSource, TableSource

if TYPE_CHECKING:
    from collections.abc import Hashable

KINDS: dict[type[Any], str] = {GeneratedSource: "generated", TableSource: "table", PaintedSource: "painted"}
_POINT = re.compile(r"\[\n +([-+.\de]+),\n +([-+.\de]+),\n +([-+.\de]+)\n +\]")
REMEDY = "The file is damaged or was made by hand; open another copy."


def to_json(experiment: Experiment) -> str:
    """Return the experiment as JSON text with a fixed order of fields."""
    text = json.dumps(encode(experiment), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # Thousands of painted points: a line each, not five.
    return _POINT.sub(r"[\1, \2, \3]", text) if isinstance(experiment.data.source, PaintedSource) else text


def from_json(text: str) -> Experiment:
    """Return the experiment that the JSON text holds; raise `FileError` naming the place of what is wrong."""
    experiment = decode(Experiment, parse(text), "experiment")
    try:
        return check(experiment)
    except ExperimentError as error:
        raise FileError(f"experiment, {error.field}", error.problem, error.remedy) from error


def parse(text: str) -> Any:
    """Parse JSON strictly: bounded in size and depth, no duplicate keys, no NaN or infinity."""
    if len(text.encode("utf-8", "surrogatepass")) > limits.JSON_BYTES:
        raise FileError("JSON", f"it is larger than {limits.JSON_BYTES:,} bytes.", REMEDY)
    if _depth(text) > limits.JSON_DEPTH:
        raise FileError("JSON", f"it nests deeper than {limits.JSON_DEPTH} levels.", REMEDY)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except FileError:
        raise
    except (ValueError, RecursionError) as error:
        raise FileError("JSON", f"it cannot be read: {error}.", REMEDY) from error


def _depth(text: str) -> int:
    deepest = depth = 0
    inside = escaped = False
    for character in text:
        if inside:
            inside = escaped or character != '"'
            escaped = not escaped and character == "\\"
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise FileError("JSON", "a key stands twice in one object.", REMEDY)
    return members


def _no_constant(name: str) -> Any:
    raise FileError("JSON", f"{name} is not a number.", REMEDY)


def encode(value: Any) -> Any:
    """Return a document value as JSON values; neurons 0 to n - 1 are written as their count n."""
    if isinstance(value, StrEnum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": KINDS[type(value)]} if type(value) in KINDS else {}
        written = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        for field in dataclasses.fields(value):
            if field.metadata.get("added") and written[field.name] == field.default:
                del written[field.name]
        if isinstance(value, Layer) and value.neurons == tuple(range(value.units)):
            written["neurons"] = value.units
        return kind | {name: encode(each) for name, each in written.items()}
    if isinstance(value, tuple):
        return [encode(each) for each in value]
    return value


def decode(expected: Any, value: Any, place: str) -> Any:
    """Return the JSON value as the expected type, or raise `FileError` naming the place."""
    origin = get_origin(expected)
    if origin in (Union, UnionType):
        return _decode_union(get_args(expected), value, place)
    if origin is tuple:
        return _decode_tuple(get_args(expected), value, place)
    if dataclasses.is_dataclass(expected) and isinstance(expected, type):
        return _decode_fields(expected, value, place)
    if isinstance(expected, type) and issubclass(expected, StrEnum):
        return _decode_choice(expected, value, place)
    return _decode_plain(expected, value, place)


def _wrong(place: str, expected: str, value: Any) -> FileError:
    return FileError(place, f"{json.dumps(value)[:60]} is not {expected}.", REMEDY)


def _decode_union(choices: tuple[Any, ...], value: Any, place: str) -> Any:
    if NoneType not in choices:
        return _decode_kind(choices, value, place)
    (plain,) = (choice for choice in choices if choice is not NoneType)
    return None if value is None else decode(plain, value, place)


def _decode_kind(choices: tuple[Any, ...], value: Any, place: str) -> Any:
    kind = value.get("kind") if isinstance(value, dict) else None
    for choice in choices:
        if KINDS.get(choice) == kind:
            rest = {name: each for name, each in value.items() if name != "kind"}
            return _decode_fields(choice, rest, place)
    raise _wrong(f"{place}, kind", " or ".join(KINDS[choice] for choice in choices), kind)


def _decode_tuple(items: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong(place, "a list", value)
    if items[-1] is Ellipsis:
        items = (items[0],) * len(value)
    if items[:1] == (Layer,) and len(value) > limits.MAX_LAYERS:
        raise FileError(place, f"{len(value)} layers are more than {limits.MAX_LAYERS}.", REMEDY)
    if len(items) != len(value):
        raise _wrong(place, f"a list of {len(items)}", value)
    return tuple(
        decode(item, each, f"{place}[{index}]")
        for index, (item, each) in enumerate(zip(items, value, strict=True))
    )


@cache
def _hints(expected: Hashable) -> dict[str, Any]:
    return get_type_hints(expected)


def _decode_fields(expected: type[Any], value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(place, "an object", value)
    if expected is Layer:
        value = _spread_neurons(value, place)
    hints = {
        field.name: _hints(cast("Hashable", expected))[field.name] for field in dataclasses.fields(expected)
    }
    added = {field.name for field in dataclasses.fields(expected) if field.metadata.get("added")}
    for name in [*(hints.keys() - value.keys() - added), *(value.keys() - hints.keys())]:
        raise FileError(place, f"“{name}” is {'missing' if name in hints else 'unknown'}.", REMEDY)
    given = ((name, hint) for name, hint in hints.items() if name in value)
    return expected(**{name: decode(hint, value[name], f"{place}, {name}") for name, hint in given})


def _spread_neurons(value: dict[str, Any], place: str) -> dict[str, Any]:
    count = value.get("neurons")
    if not isinstance(count, int) or isinstance(count, bool):
        return value
    if not 1 <= count <= limits.MAX_UNITS:
        raise _wrong(f"{place}, neurons", f"a number from 1 to {limits.MAX_UNITS}", count)
    return value | {"neurons": list(range(count))}


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _decode_choice(expected: type[StrEnum], value: Any, place: str) -> StrEnum:
    try:
        return expected(value)
    except ValueError:
        raise _wrong(place, f"one of {', '.join(expected)}", value) from None


def _decode_plain(expected: Any, value: Any, place: str) -> Any:
    if expected is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value) if abs(value) < 2**53 else math.inf
    if isinstance(value, str) and not value.isprintable() and _has_surrogate(value):
        raise _wrong(place, "text that can be written", value)
    if type(value) is not expected or (expected is float and not math.isfinite(value)):
        names = {float: "a number", int: "a whole number", str: "text", bool: "true or false"}
        raise _wrong(place, names[expected], value)
    return value
