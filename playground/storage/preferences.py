"""What a person chose for the window, kept as TOML; a broken file never stops the start."""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import tomli_w

from playground.document.errors import FileError
from playground.storage.atomic import file_error, write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

ThemeChoice = Literal["dark", "light", "system"]
TextChoice = Literal["normal", "large", "projector"]
SignsChoice = Literal["color", "dashes"]

MOST_RECENT = 10
MOST_BYTES = 2**20
_MOST_PIXELS = 100_000


@dataclass(frozen=True)
class Preferences:
    """The look, the window's place (base64), splitter sizes by page, and files opened, newest first."""

    theme: ThemeChoice = "system"
    text: TextChoice = "normal"
    signs: SignsChoice = "color"
    reduced_motion: bool = False
    geometry: str = ""
    splitters: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    recent: tuple[str, ...] = ()

    def with_recent(self, path: str) -> Preferences:
        """Put a file at the head of those opened last."""
        others = tuple(each for each in self.recent if each != path)
        return replace(self, recent=(path, *others)[:MOST_RECENT])

    def without_recent(self, path: str) -> Preferences:
        """Forget a file that is gone."""
        return replace(self, recent=tuple(each for each in self.recent if each != path))

    def with_splitter(self, page: str, sizes: tuple[int, ...]) -> Preferences:
        """Remember the sizes of a page's parts."""
        return replace(self, splitters={**self.splitters, page: sizes})


def load_preferences(path: Path) -> Preferences:
    """Read the preferences; what is missing or wrong has its default, and a wrong file is put aside.

    A file with any fault is renamed to end in `.broken`, so that the next save does not lose it.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return Preferences()
    preferences, sound = _decode(content)
    if not sound:
        with contextlib.suppress(OSError):
            os.replace(path, path.with_name(path.name + ".broken"))
    return preferences


def save_preferences(path: Path, preferences: Preferences) -> None:
    """Write the preferences; raise `FileError` if that fails, with the old file untouched."""
    values = {each.name: getattr(preferences, each.name) for each in fields(preferences)}
    values["splitters"] = {page: list(sizes) for page, sizes in preferences.splitters.items()}
    try:
        content = tomli_w.dumps(values).encode("utf-8")
    except UnicodeEncodeError as error:
        raise FileError(path.name, "a file's name cannot be kept.", "Rename the file.") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(path, error) from error
    write_atomically(path, content)


def _decode(content: bytes) -> tuple[Preferences, bool]:
    """Return what can be used of a file's content, and whether all of it was sound."""
    if len(content) > MOST_BYTES:
        return Preferences(), False
    try:
        values = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return Preferences(), False
    known: dict[str, Any] = {name: values[name] for name in _READERS if name in values}
    read = {name: _READERS[name](value) for name, value in known.items()}
    good = {name: value for name, value in read.items() if value is not None}
    return Preferences(**good), len(good) == len(read)


def _choice(kind: Any) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, str) and value in get_args(kind) else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _base64(value: Any) -> str | None:
    try:
        base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        return None
    return cast("str", value)


def _splitters(value: Any) -> dict[str, tuple[int, ...]] | None:
    if not isinstance(value, dict) or not all(_are_sizes(sizes) for sizes in value.values()):
        return None
    return {page: tuple(sizes) for page, sizes in value.items()}


def _are_sizes(value: Any) -> bool:
    return isinstance(value, list) and all(type(each) is int and 0 <= each <= _MOST_PIXELS for each in value)


def _paths(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        return None
    return tuple(value[:MOST_RECENT])


_READERS: dict[str, Callable[[Any], Any]] = {
    "theme": _choice(ThemeChoice),
    "text": _choice(TextChoice),
    "signs": _choice(SignsChoice),
    "reduced_motion": _flag,
    "geometry": _base64,
    "splitters": _splitters,
    "recent": _paths,
}
