from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from playground.document import limits
from playground.document.codec import encode
from playground.document.errors import FileError
from playground.document.experiment import Experiment
from playground.engine.checkpoint import Checkpoint
from playground.storage.project import Project, load_project, project_bytes, read_project, save_project
from playground.storage.weights import join_checkpoint, split_checkpoint
from tests.storage.samples import (
    MIMETYPE,
    manifest_of,
    members_of,
    safetensors_of,
    sealed,
    small_project,
    with_member,
    zipped,
)
from tests.strategies import experiments, trained


@given(st.data())
def test_what_is_saved_is_read_back(data: st.DataObject) -> None:
    experiment = data.draw(experiments())
    checkpoint = data.draw(trained(experiment))
    content = project_bytes(Project(experiment, split_checkpoint(checkpoint)))
    back = read_project(content)
    assert back.experiment == experiment
    flat = join_checkpoint(back.arrays)
    assert flat is not None
    assert flat.keys() == checkpoint.keys()
    for name, array in checkpoint.items():
        assert flat[name].dtype == array.dtype
        np.testing.assert_array_equal(flat[name], array)
    assert project_bytes(back) == content


def test_the_engines_own_checkpoint_comes_back_whole() -> None:
    size = Experiment().parameter_count
    velocity = np.linspace(-1, 1, size)
    before = Checkpoint(
        np.linspace(0, 1, size), {"velocity": velocity}, updates=3, step=4, epoch=1, position=30
    )
    project = Project(Experiment(), split_checkpoint(before.to_arrays()))
    flat = join_checkpoint(read_project(project_bytes(project)).arrays)
    assert flat is not None
    after = Checkpoint.from_arrays(flat)
    np.testing.assert_array_equal(after.parameters, before.parameters)
    np.testing.assert_array_equal(after.slots["velocity"], velocity)
    assert (after.updates, after.step, after.epoch, after.position) == (3, 4, 1, 30)


def test_the_container_is_what_the_design_says() -> None:
    content = project_bytes(small_project())
    assert content[30:38] == b"mimetype"
    assert content[38 : 38 + len(MIMETYPE)] == MIMETYPE
    members = members_of(content)
    assert list(members) == [
        "mimetype",
        "manifest.json",
        "project.json",
        "weights.safetensors",
        "optimizer.safetensors",
        "history.safetensors",
        "data.safetensors",
    ]
    assert members["manifest.json"] == json.dumps(json.loads(manifest_of(members)), indent=2).encode() + b"\n"
    assert json.loads(members["project.json"]) == encode(Experiment())


def test_other_programs_can_read_the_arrays() -> None:
    project = small_project()
    members = members_of(project_bytes(project))
    for group, arrays in project.arrays.items():
        read = safetensors.numpy.load(members[f"{group}.safetensors"])
        assert read.keys() == arrays.keys()
        for name, array in arrays.items():
            np.testing.assert_array_equal(read[name], array)


def test_the_same_project_gives_the_same_bytes_whatever_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    first = project_bytes(small_project())
    monkeypatch.setattr(time, "time", lambda: -1e9)
    assert project_bytes(small_project()) == first


def test_the_order_of_arrays_does_not_matter() -> None:
    project = small_project()
    turned = {
        group: dict(reversed(list(arrays.items())))
        for group, arrays in reversed(list(project.arrays.items()))
    }
    assert project_bytes(Project(project.experiment, turned)) == project_bytes(project)


def test_steps_and_byte_order_of_an_array_do_not_matter() -> None:
    plain = np.arange(12.0).reshape(3, 4)
    for odd in (np.arange(12.0).reshape(4, 3).T, plain.astype(">f8"), np.repeat(plain, 2, axis=1)[:, ::2]):
        back = read_project(project_bytes(Project(Experiment(), {"data": {"values": odd}})))
        np.testing.assert_array_equal(back.arrays["data"]["values"], np.ascontiguousarray(odd))


def test_a_packed_project_is_read_too() -> None:
    packed = sealed(members_of(project_bytes(small_project())), zipfile.ZIP_DEFLATED)
    assert read_project(packed).same_as(small_project())


def test_empty_groups_are_left_out() -> None:
    project = Project(Experiment(), {"history": {}})
    assert project.same_as(Project(Experiment()))
    assert list(members_of(project_bytes(project))) == ["mimetype", "manifest.json", "project.json"]


def test_an_unknown_group_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="pictures"):
        Project(Experiment(), {"pictures": {"one": np.zeros(1)}})


@pytest.mark.parametrize("group", ["weights", "optimizer", "data"])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_not_finite_are_neither_saved_nor_read(
    group: str, bad: float, tmp_path: Path
) -> None:
    project = small_project()
    name = {"weights": "parameters", "optimizer": "slot.velocity", "data": "values"}[group]
    project.arrays[group][name].flat[1] = bad
    with pytest.raises(FileError, match="not finite"):
        read_project(project_bytes(project))
    with pytest.raises(FileError, match="not finite"):
        save_project(tmp_path / "a.playground", project)
    assert list(tmp_path.iterdir()) == []


def _parameters(value: Any) -> dict[str, Any]:
    return {"weights": {"parameters": value}}


SIZE = Experiment().parameter_count
COUNTERS = {name: np.array([0], np.int64) for name in ("step", "epoch", "position", "updates")}


@pytest.mark.parametrize(
    "arrays",
    [
        _parameters(np.zeros(SIZE - 1)),
        _parameters(np.zeros(SIZE + 1)),
        _parameters(np.zeros((SIZE, 1))),
        _parameters(np.zeros(SIZE, np.int64)),
        {"weights": {"bias": np.zeros(SIZE)}},
        {"weights": {"parameters": np.zeros(SIZE), "more": np.zeros(1)}},
        {"optimizer": COUNTERS},
        {**_parameters(np.zeros(SIZE)), "optimizer": {"step": np.array([0], np.int64)}},
        {**_parameters(np.zeros(SIZE)), "optimizer": {**COUNTERS, "step": np.array([-1], np.int64)}},
        {**_parameters(np.zeros(SIZE)), "optimizer": {**COUNTERS, "step": np.array([0.0])}},
        {**_parameters(np.zeros(SIZE)), "optimizer": {**COUNTERS, "step": np.zeros(2, np.int64)}},
        {**_parameters(np.zeros(SIZE)), "optimizer": {**COUNTERS, "slot.v": np.zeros(SIZE - 1)}},
        {**_parameters(np.zeros(SIZE)), "optimizer": {**COUNTERS, "slot.v": np.zeros(SIZE, np.float32)}},
    ],
)
def test_weights_that_do_not_fit_the_network_are_refused(arrays: Any) -> None:
    with pytest.raises(FileError, match=r"weights|optimizer"):
        read_project(project_bytes(Project(Experiment(), arrays)))


def test_a_newer_format_is_named() -> None:
    members = members_of(project_bytes(small_project())) | {"sound.ogg": b"x"}
    with pytest.raises(FileError) as caught:
        read_project(sealed(members, version=2))
    assert caught.value.problem == "made by a newer Playground (format 2); this one reads up to 1."


@pytest.mark.parametrize("version", [0, -1, True, 1.0, "1", None, [1]])
def test_a_version_that_is_none_is_refused(version: object) -> None:
    with pytest.raises(FileError, match=r"manifest\.json"):
        read_project(sealed(members_of(project_bytes(small_project())), version=version))


@pytest.mark.parametrize(
    "changes",
    [{"format": "zip"}, {"members": []}, {"members": {}}, {"members": {"project.json": 1}}, {"more": 1}],
)
def test_a_wrong_manifest_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(FileError):
        read_project(sealed(members_of(project_bytes(small_project())), **changes))


def test_other_members_are_refused() -> None:
    members = members_of(project_bytes(small_project()))
    for name in ("run.py", "weights.pickle", "project.safetensors"):
        with pytest.raises(FileError, match="no part of a project"):
            read_project(sealed(members | {name: b"x"}))


@pytest.mark.parametrize("name", ["mimetype", "manifest.json", "project.json"])
def test_a_project_without_a_needed_member_is_refused(name: str) -> None:
    members = members_of(project_bytes(small_project()))
    del members[name]
    content = zipped(members) if name != "project.json" else sealed(members)
    with pytest.raises(FileError):
        read_project(content)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not a Playground project"),
        (b"x,y\n1,2\n", "not a Playground project"),
        (zipped({"readme.txt": b"hello"}), "not a Playground project"),
        (with_member("project.json", lambda member: member[:-20]), "cannot be read"),
        (with_member("project.json", lambda member: b"\xff" + member), "not text"),
        (with_member("project.json", lambda member: b"[]"), "not an object"),
        (with_member("weights.safetensors", lambda member: member[:-8]), "outside the file"),
        (with_member("weights.safetensors", lambda member: safetensors_of({})), "without the weights"),
    ],
)
def test_broken_files_say_what_is_wrong(content: bytes, problem: str) -> None:
    with pytest.raises(FileError, match=problem):
        read_project(content)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no such file"):
        load_project(tmp_path / "missing.playground")
    with pytest.raises(FileError, match="folder"):
        load_project(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "spiral.playground"
    path.write_bytes(with_member("project.json", lambda member: member.replace(b'"seed": 0', b'"seed": -1')))
    with pytest.raises(FileError) as caught:
        load_project(path)
    assert caught.value.place == "spiral.playground, experiment, Data seed"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes in the file system")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.playground")
    with pytest.raises(FileError, match="not a plain file"):
        load_project(tmp_path / "pipe.playground")


def test_a_name_with_half_a_character_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="character"):
        save_project(tmp_path / "a.playground", Project(Experiment(name="\ud800")))
    escaped = with_member("project.json", lambda member: member.replace(b'"circle"', b'"\\ud800"', 1))
    with pytest.raises(FileError, match="character"):
        read_project(escaped)


def _filled(size: int) -> bytes:
    """A project file of exactly this size."""
    project = Project(Experiment(), {"data": {"values": np.zeros(size - 4096, np.uint8)}})
    missing = size - len(project_bytes(project))
    return project_bytes(
        Project(Experiment(), {"data": {"values": np.zeros(size - 4096 + missing, np.uint8)}})
    )


def test_the_largest_project_is_read_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    content = _filled(limits.PROJECT_BYTES)
    assert len(content) == limits.PROJECT_BYTES
    path = tmp_path / "large.playground"
    path.write_bytes(content)
    assert read_project(content).arrays["data"]["values"].size > limits.PROJECT_BYTES - 8192
    with path.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(FileError, match="larger than 64 MiB"):
        load_project(path)
    with pytest.raises(FileError, match="too large"):
        project_bytes(Project(Experiment(), {"data": {"values": np.zeros(limits.PROJECT_BYTES, np.uint8)}}))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a program's peak memory")
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_largest_file_stays_within_the_promised_memory(tmp_path: Path, method: int) -> None:
    path = tmp_path / "large.playground"
    content = _filled(limits.PROJECT_BYTES - 8192)
    if method == zipfile.ZIP_DEFLATED:
        members = members_of(content)
        body = members["data.safetensors"]
        noise = np.random.default_rng(0).integers(0, 2, len(body) - 512, np.uint8).tobytes()
        content = sealed(members | {"data.safetensors": body[:512] + noise}, method)
    path.write_bytes(content)
    program = (
        "import sys; from pathlib import Path; from playground.storage.project import load_project\n"
        "load_project(Path(sys.argv[1]))\n"
        "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) / 1024 < 256
