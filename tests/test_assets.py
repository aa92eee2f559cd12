"""Shipped files are found from source, from a wheel and in a frozen bundle."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from playground import assets


def test_from_source_it_is_the_folder_beside_the_package() -> None:
    assert assets.asset("icons", "play.svg") == Path(__file__).parents[1] / "resources" / "icons" / "play.svg"


def test_in_a_wheel_it_is_the_folder_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "playground"
    (package / "resources" / "icons").mkdir(parents=True)
    (package / "resources" / "icons" / "play.svg").write_text("inside")
    (package / "__init__.py").touch()
    shutil.copy(assets.__file__, package)
    decoy = tmp_path / "resources" / "icons"
    decoy.mkdir(parents=True)
    (decoy / "play.svg").write_text("somebody else's")
    program = "from playground.assets import asset; print(asset('icons', 'play.svg').read_text())"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.strip() == b"inside"


def test_in_a_bundle_it_is_below_the_unpacked_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "notes.txt").touch()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.asset("notes.txt") == tmp_path / "resources" / "notes.txt"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        assets.asset("icons", "nothing.svg")
