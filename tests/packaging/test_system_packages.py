"""What `run.py` asks of the system: libraries that Qt loads, and packages that have them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(autouse=True)
def linux(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(run.subprocess, "run", forbidden)
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")


def forbidden(*arguments: object, **_options: object) -> None:
    raise AssertionError(f"nothing should be run here: {arguments}")


def test_what_is_needed_follows_the_display(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run.needs(testing=False) == ["pip", "qt"]
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.needs(testing=False) == ["pip", "qt", "x"]
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert run.needs(testing=False) == ["pip", "qt", "wayland"]
    assert run.needs(testing=True) == ["pip", "qt", "x", "xvfb"]


def test_nothing_is_asked_of_other_systems(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.sys, "platform", "darwin")
    assert run.needs(testing=True) == ["pip"]


def test_a_library_that_is_not_there_does_not_load(run: ModuleType) -> None:
    assert not run.loads("libnothing-of-the-kind.so.9")


def test_only_missing_packages_are_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "loads", lambda soname: soname != "libEGL.so.1")
    assert run.missing_packages(["pip", "qt", "x", "xvfb"]) == {"libegl1": "libEGL.so.1"}


def test_a_python_without_pip_needs_it(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(run.sys, "version_info", (3, 12, 1))
    assert run.missing_packages(["pip"]) == {"python3.12-venv": "Python's venv and pip"}


def test_nothing_missing_asks_for_nothing(run: ModuleType) -> None:
    run.install_system_packages({})


def test_without_root_the_exact_line_is_said(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    line = r"sudo apt-get install -y --no-install-recommends libegl1 libgl1$"
    with pytest.raises(run.SetupError, match=line):
        run.install_system_packages({"libgl1": "libGL.so.1", "libegl1": "libEGL.so.1"})


def test_without_apt_the_library_is_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    with pytest.raises(run.SetupError, match=r"lacks libGL\.so\.1"):
        run.install_system_packages({"libgl1": "libGL.so.1"})
