"""What `pip install .` installs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import playground

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_it_holds_every_module_and_every_resource(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    modules = {path.relative_to(ROOT) for path in (ROOT / "playground").rglob("*.py")}
    resources = {"playground" / path.relative_to(ROOT) for path in shipped()}
    assert {path.as_posix() for path in modules | resources} <= names
    assert any(path.name == "play.svg" for path in resources)


def shipped() -> list[Path]:
    return [path for path in (ROOT / "resources").rglob("*") if path.is_file()]


def test_it_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    inside = [name for name in wheel.namelist() if not name.startswith("playground")]
    assert inside == []
    assert [name for name in wheel.namelist() if "__pycache__" in name or "tests/" in name] == []


def test_it_has_the_version_and_the_command(wheel: zipfile.ZipFile) -> None:
    info = f"playground-{playground.__version__}.dist-info"
    assert f"Version: {playground.__version__}\n" in wheel.read(f"{info}/METADATA").decode()
    assert "playground = playground.__main__:main" in wheel.read(f"{info}/entry_points.txt").decode()


def test_it_carries_the_licences(wheel: zipfile.ZipFile) -> None:
    licences = {name.split("/licenses/")[1] for name in wheel.namelist() if "/licenses/" in name}
    fonts = {f"resources/fonts/{name}" for name in ("Inter-OFL.txt", "STIXTwoMath-OFL.txt")}
    assert licences == {"LICENSE", "resources/icons/LICENSE", *fonts}
