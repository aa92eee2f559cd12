"""The import contracts hold, and each of them is seen to break."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import PACKAGE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

# For each contract: what is planted, as "module that imports -> module that is imported".
PLANTS = {
    "rooms": [
        "playground.engine -> playground.worker",
        "playground.document -> playground.session",
        "playground.session -> playground.ui",
        "playground.ui -> playground.cli",
        "playground.worker -> playground.storage",
        "playground.assets -> playground.document",
        "playground.crash -> playground.assets",
        "playground.formula -> playground.document",
    ],
    "engine": ["playground.engine -> playground.document", "playground.engine -> PySide6"],
    "calculus": ["playground.calculus -> playground.data", "playground.calculus -> pyqtgraph"],
    "formula": ["playground.formula -> numpy", "playground.formula -> playground.data"],
    "data": ["playground.data -> playground.engine", "playground.data -> safetensors"],
    "document": ["playground.document -> numpy", "playground.document -> playground.data"],
    "worker": ["playground.worker -> PySide6", "playground.worker.messages -> pyqtgraph"],
    "storage": ["playground.storage -> PySide6", "playground.storage -> playground.engine.network"],
    "session": ["playground.session -> pyqtgraph"],
    "session-worker": [
        "playground.session -> playground.engine",
        "playground.session -> playground.worker.loop",
        "playground.session -> playground.worker.build",
    ],
    "ui": [
        "playground.ui.canvas -> playground.engine",
        "playground.ui.plots -> playground.calculus",
        "playground.ui.theme -> playground.worker.loop",
        "playground.ui -> playground.worker.build",
    ],
    "ui-files": [
        "playground.ui.panels -> playground.data",
        "playground.ui.pages -> playground.storage",
        "playground.ui.widgets -> playground.storage",
    ],
    "ui-rooms": [
        "playground.ui.widgets -> playground.ui.canvas",
        "playground.ui.theme -> playground.ui.widgets",
        "playground.ui.plots -> playground.ui.panels",
        "playground.ui.panels -> playground.ui.canvas",
        "playground.ui.canvas -> playground.ui.pages",
        "playground.ui.dialogs -> playground.ui.pages",
        "playground.ui.pages -> playground.ui.main_window",
        "playground.ui.dialogs -> playground.ui.commands",
    ],
    "ui-canvas": ["playground.ui.canvas -> playground.ui.plots"],
    "ui-dialogs": [
        "playground.ui.dialogs -> playground.ui.canvas",
        "playground.ui.dialogs -> playground.ui.panels",
        "playground.ui.dialogs -> playground.ui.plots",
    ],
}


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    options = [part for name in contracts for part in ("--contract", name)]
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "playground", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(folder: Path, importer: str, target: str) -> None:
    if target.startswith("playground."):
        source_of(folder, target)
    with source_of(folder, importer).open("a", encoding="utf-8") as source:
        source.write(f"\nimport {target}\n")


def source_of(folder: Path, name: str) -> Path:
    """Give the file of a module; a room that has nothing in it yet is made."""
    path = folder.joinpath(*name.split("."))
    if path.with_suffix(".py").exists():
        return path.with_suffix(".py")
    path.mkdir(exist_ok=True)
    (path / "__init__.py").touch()
    return path / "__init__.py"


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_contract_has_a_planted_violation() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert [contract["id"] for contract in contracts["contracts"]] == list(PLANTS)


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_import_breaks(copy: Path, contract: str) -> None:
    for planted in PLANTS[contract]:
        plant(copy, *planted.split(" -> "))
    done = lint(copy, contract)
    assert done.returncode == 1, done.stdout + done.stderr
    reported = re.sub(r"\s+", " ", done.stdout)
    assert "0 kept, 1 broken" in reported
    assert [planted for planted in PLANTS[contract] if f"{planted} (l." not in reported] == []


def test_a_room_without_a_place_breaks(copy: Path) -> None:
    (copy / "playground" / "attic").mkdir()
    (copy / "playground" / "attic" / "__init__.py").touch()
    done = lint(copy, "rooms")
    assert done.returncode == 1
    assert "attic" in done.stdout
