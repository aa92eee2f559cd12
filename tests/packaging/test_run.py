"""`run.py`: what it says, what it checks, and what it leaves alone."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

RUN = Path(__file__).parents[2] / "run.py"


@pytest.fixture
def ready(run: ModuleType) -> ModuleType:
    """Pretend a finished set-up: an environment with one package, and its stamp."""
    run.venv_python().parent.mkdir(parents=True)
    run.venv_python().symlink_to(sys.executable)
    (run.site_packages() / "package").mkdir(parents=True)
    run.write_stamp(run.LOCK, ["pip", "qt"])
    return run


def is_ready(run: ModuleType, lock: str = "requirements.lock", needs: Sequence[str] = ("pip", "qt")) -> bool:
    return bool(run.is_ready(run.read_stamp(), [lock], needs))


def test_it_starts_under_python_3_8() -> None:
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_it_needs_only_the_standard_library() -> None:
    tree = ast.parse(RUN.read_text(encoding="utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {str(n.module) for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"__future__"}


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_good_python_is_taken(run: ModuleType, version: tuple[int, int]) -> None:
    assert run.version_complaint(version) == ""


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ((3, 8), "needs Python 3.11 or newer"),
        ((3, 10), "this is 3.10"),
        ((3, 15), "needs Python 3.11 to 3.14"),
    ],
)
def test_another_python_is_named(run: ModuleType, version: tuple[int, int], says: str) -> None:
    assert says in run.version_complaint(version)


def test_a_finished_setup_is_ready(ready: ModuleType) -> None:
    assert is_ready(ready)


def test_nothing_set_up_is_not_ready(run: ModuleType) -> None:
    assert not is_ready(run)


def test_the_tests_need_their_own_lock(ready: ModuleType) -> None:
    assert not is_ready(ready, lock=ready.TEST_LOCK)
    ready.write_stamp(ready.TEST_LOCK, ["pip", "qt"])
    assert is_ready(ready, lock=ready.TEST_LOCK)
    assert is_ready(ready)


def test_a_display_that_comes_later_is_looked_at(ready: ModuleType) -> None:
    assert not is_ready(ready, needs=["pip", "qt", "x"])


def test_a_new_lock_is_not_ready(ready: ModuleType) -> None:
    (ready.ROOT / ready.LOCK).write_text("package==1.1\n")
    assert not is_ready(ready)


def test_a_lost_package_is_damage(ready: ModuleType) -> None:
    (ready.site_packages() / "package").rmdir()
    assert not is_ready(ready)
    assert ready.is_damaged(ready.read_stamp())


def test_a_lost_python_is_damage(ready: ModuleType) -> None:
    ready.venv_python().unlink()
    ready.venv_python().symlink_to("/nonexistent/python")
    assert not is_ready(ready)


def test_another_python_makes_it_anew(ready: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "python_name", lambda: "cpython-3.99-linux")
    assert not is_ready(ready)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"finished": true}', '{"finished": false}'])
def test_a_broken_stamp_is_not_ready(ready: ModuleType, text: str) -> None:
    ready.STAMP.write_text(text)
    assert not is_ready(ready)


def test_what_cannot_be_set_up_is_said_in_plain_words(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_testing: bool) -> None:
        raise run.SetupError("the first start needs a network")

    monkeypatch.setattr(run, "set_up", broken)
    assert run.main([]) == 2
    assert capsys.readouterr().err == "playground: the first start needs a network\n"


def test_a_command_that_fails_is_quoted(run: ModuleType) -> None:
    with pytest.raises(run.SetupError, match="it failed:\nthe reason"):
        run.run([sys.executable, "-c", "print('the reason'); raise SystemExit(1)"], "it failed")


def test_the_arguments_reach_the_program(tmp_path: Path) -> None:
    """Start it for real, with an environment that is this one and a program that prints what it was given."""
    (tmp_path / "run.py").write_bytes(RUN.read_bytes())
    (tmp_path / "playground").mkdir()
    (tmp_path / "playground" / "__main__.py").write_text("import sys; print(sys.argv[1:]); sys.exit(3)")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / lock).write_text("package==1.0\n")
    prepare = (
        "import run, sys; p = run.venv_python(); p.parent.mkdir(parents=True); p.symlink_to(sys.executable);"
        "run.site_packages().mkdir(parents=True); run.write_stamp(run.TEST_LOCK, run.needs(False))"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", prepare], cwd=tmp_path, env=environment, check=True)
    command = [sys.executable, str(tmp_path / "run.py"), "train", "xor", "--json"]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['train', 'xor', '--json']"
    assert done.returncode == 3
    assert json.loads((tmp_path / ".venv" / "playground-setup.json").read_text())["finished"] is True
