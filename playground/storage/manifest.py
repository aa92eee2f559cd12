"""The list of what a project file holds, with the size and the SHA-256 of each member."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from playground.document.codec import REMEDY
from playground.document.errors import FileError
from playground.storage.tensors import parse, text_of

NAME = "manifest.json"
FORMAT, VERSION = "playground", 1

Members = Mapping[str, bytes | memoryview]


def encode(members: Members) -> bytes:
    """Return the manifest of these members."""
    listed = {name: {"size": len(content), "sha256": _digest(content)} for name, content in members.items()}
    manifest = {"format": FORMAT, "version": VERSION, "members": listed}
    return (json.dumps(manifest, indent=2) + "\n").encode("ascii")


def check(content: bytes | memoryview, members: Members) -> None:
    """Raise `FileError` unless the manifest is of a version we read and lists exactly these members."""
    manifest = parse(text_of(content, NAME), NAME)
    listed = _members(manifest)
    for name in [*(listed.keys() - members.keys()), *(members.keys() - listed.keys())]:
        raise FileError(name, f"it is {'missing' if name in listed else 'not on the list'}.", REMEDY)
    for name, member in members.items():
        if listed[name] != {"size": len(member), "sha256": _digest(member)}:
            raise FileError(name, "its content is not what was written.", REMEDY)


def _digest(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()


def _members(manifest: Any) -> dict[str, Any]:
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise FileError(NAME, "this is not a Playground project.", "Open a .playground file.")
    version = manifest.get("version")
    if type(version) is not int or version < 1:
        raise FileError(NAME, "it does not say which format it has.", REMEDY)
    if version > VERSION:
        problem = f"made by a newer Playground (format {str(version)[:12]}); this one reads up to {VERSION}."
        raise FileError(NAME, problem, "Open it with a newer Playground.")
    members = manifest.get("members")
    if manifest.keys() != {"format", "version", "members"} or not isinstance(members, dict):
        raise FileError(NAME, "it has other entries than it should.", REMEDY)
    return members
