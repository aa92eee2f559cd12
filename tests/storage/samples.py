"""A small project with every kind of member, and ways to build broken files from it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.document.experiment import Experiment
from playground.storage.project import Project, project_bytes
from playground.storage.weights import split_checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MIMETYPE = b"application/x-playground"


def small_project(fill: float = 0.5) -> Project:
    """A trained default experiment, with history and data."""
    experiment = Experiment()
    checkpoint = {
        "parameters": np.full(experiment.parameter_count, fill),
        "slot.velocity": np.linspace(-1, 1, experiment.parameter_count),
        **{name: np.array([7], np.int64) for name in ("step", "epoch", "position", "updates")},
    }
    history = np.array([[1, 0.04, 0.5, 0.6, 0.0, np.nan, np.nan], [2, 0.08, 0.4, 0.5, 0.0, np.nan, np.nan]])
    data = {"values": np.arange(6, dtype=np.float32).reshape(2, 3), "mask": np.array([True, False])}
    return Project(experiment, {**split_checkpoint(checkpoint), "history": {"rows": history}, "data": data})


def members_of(content: bytes) -> dict[str, bytes]:
    """Take a project file apart with the standard library's zip reader."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Put members together as a zip; the mimetype stays uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, member in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), member, how, 1)
    return buffer.getvalue()


def manifest_of(members: Mapping[str, bytes], /, **changes: Any) -> bytes:
    """A manifest that is right about these members, but for the changes."""
    listed = {
        name: {"size": len(member), "sha256": hashlib.sha256(member).hexdigest()}
        for name, member in members.items()
        if name not in ("mimetype", "manifest.json")
    }
    return json.dumps({"format": "playground", "version": 1, "members": listed} | changes).encode()


def sealed(members: Mapping[str, bytes], method: int = zipfile.ZIP_STORED, /, **changes: Any) -> bytes:
    """A whole project file around these members: right checksums, right manifest."""
    rest = {name: member for name, member in members.items() if name not in ("mimetype", "manifest.json")}
    return zipped({"mimetype": MIMETYPE, "manifest.json": manifest_of(rest, **changes), **rest}, method)


def with_member(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The small project with one member changed, sealed anew."""
    members = members_of(project_bytes(small_project()))
    return sealed(members | {name: change(members[name])})


def safetensors_of(header: Any, body: bytes = b"") -> bytes:
    """Safetensors bytes with this header, right or wrong."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + body
