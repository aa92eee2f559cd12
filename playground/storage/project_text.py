"""The JSON member of a project, held to what memory and time allow before the codec unfolds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playground.document import codec, limits
from playground.document.errors import FileError
from playground.storage.tensors import parse, text_of

if TYPE_CHECKING:
    from playground.document.experiment import Experiment

PLACE = "project.json"
LONGEST_LIST = max(limits.MAX_UNITS, limits.MAX_POINTS)
_LARGEST_WHOLE = 2**63 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(experiment: Experiment) -> bytes:
    """Return the experiment as UTF-8 JSON."""
    try:
        content = codec.to_json(experiment).encode("utf-8")
    except UnicodeEncodeError as error:
        raise FileError("Project", "a name has a character that no file can hold.", "Rename it.") from error
    if len(content) > limits.JSON_BYTES:
        problem = f"its description exceeds {limits.JSON_BYTES:,} bytes."
        raise FileError("Project", problem, "Use fewer columns.")
    return content


def decode(content: bytes | memoryview) -> Experiment:
    """Return the experiment in the JSON, or raise `FileError` naming the place."""
    text = text_of(content, PLACE)
    value = parse(text, PLACE)
    _check_sizes(value)
    hidden = _inside(value, "network", "hidden")
    if isinstance(hidden, list) and len(hidden) > limits.MAX_LAYERS:
        # A layer is written as a count and unfolds to thousands of numbers.
        raise _wrong(f"it has {len(hidden):,} hidden layers; {limits.MAX_LAYERS} are allowed.")
    return codec.from_json(text)


def _wrong(problem: str) -> FileError:
    return FileError(PLACE, problem, codec.REMEDY)


def _inside(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _check_sizes(value: Any) -> None:
    """Refuse lists, whole numbers and characters that no experiment has; the depth is bounded already."""
    if isinstance(value, dict):
        for name, each in value.items():
            _check_sizes(name)
            _check_sizes(each)
    elif isinstance(value, list):
        if len(value) > LONGEST_LIST:
            raise _wrong(f"a list has {len(value):,} items; {LONGEST_LIST:,} are allowed.")
        for each in value:
            _check_sizes(each)
    elif isinstance(value, int) and abs(value) > _LARGEST_WHOLE:
        raise _wrong("a whole number is too large.")
    elif isinstance(value, str) and _SURROGATE.search(value):
        raise _wrong("a text has a character that is none.")
