"""The locks name only public sources, pin every file by its hash, and hold what the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")


def entries(lock: str) -> list[str]:
    """Give each requirement of a lock with its hashes on one line."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pinned(lock: str) -> list[Requirement]:
    return [Requirement(line.split(" --hash=")[0].strip()) for line in entries(lock)]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pinned_package_with_hashes(lock: str) -> None:
    shape = re.compile(r"[\w.-]+==[\w.]+( ;[^#]*?)?( +--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line[:60] for line in entries(lock) if not shape.fullmatch(line)] == []


@pytest.mark.parametrize("lock", [*LOCKS, "uv.lock"])
def test_it_names_no_machine(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    hosts = set(re.findall(r"\w+://[^/\s\"']*", text))
    assert hosts <= {"https://pypi.org", "https://files.pythonhosted.org"}
    assert not re.search(r"index-url|find-links|trusted-host|file:|(?<![\w/])/(home|opt|root|tmp)/", text)


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_it_holds_what_the_project_asks_for(lock: str, asked: list[str]) -> None:
    locked: dict[str, list[Requirement]] = {}
    for requirement in pinned(lock):
        locked.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for wanted in map(Requirement, asked):
        found = locked[canonicalize_name(wanted.name)]
        versions = [str(one.specifier).removeprefix("==") for one in found]
        assert all(wanted.specifier.contains(version) for version in versions), (wanted, versions)


def test_both_locks_pin_the_same_versions() -> None:
    assert {str(r) for r in pinned(LOCKS[0])} <= {str(r) for r in pinned(LOCKS[1])}


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_every_python_gets_each_package_once(minor: int) -> None:
    where = {"python_version": f"3.{minor}", "python_full_version": f"3.{minor}.1"}
    names = [r.name for r in pinned(LOCKS[0]) if r.marker is None or r.marker.evaluate(where)]
    assert len(names) == len(set(names))
    assert {"numpy", "pyside6-essentials", "pyqtgraph"} <= set(names)
