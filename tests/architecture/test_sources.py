"""Rules about the text of the program that no linter keeps, each seen to fail as well."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.architecture.sources import PACKAGE, ROOT, Module, dangers, hidden_imports, imported, modules_of

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LINES = 400
HUBS = {"utils", "util", "helpers", "helper", "common", "misc"}
# What each room may use besides the standard library and, by the contracts, our own rooms.
THIRD_PARTY = {
    "": set(),
    "__main__": set(),
    "assets": set(),
    "crash": set(),
    "formula": set(),
    "document": set(),
    "engine": {"numpy"},
    "calculus": {"numpy"},
    "data": {"numpy"},
    "worker": {"numpy"},
    "export": {"numpy"},
    "storage": {"numpy", "safetensors", "platformdirs", "tomli_w"},
    "session": {"numpy", "PySide6.QtCore", "PySide6.QtGui"},
    "ui": {"numpy", "pyqtgraph", "PySide6"},
    "app": {"numpy", "pyqtgraph", "PySide6", "platformdirs", "tomli_w"},
    "cli": {"numpy", "PySide6", "platformdirs"},
}
QT_FREE = [
    "engine",
    "calculus",
    "data",
    "document",
    "formula",
    "storage",
    "worker",
    "worker.process",
    "worker.loop",
]

MODULES = modules_of(PACKAGE)


def that(breaks: Callable[[Module], object]) -> list[str]:
    """Name the modules that break a rule, each with how: one test a rule, as thousands would take minutes."""
    return [f"{module.name}: {broken}" for module in MODULES if (broken := breaks(module))]


def foreign(module: Module) -> set[str]:
    """Give the imports that this module's room may not use."""
    allowed = THIRD_PARTY.get(module.room, set())
    names = {
        name
        for name in imported(module.tree)
        if name.split(".")[0] not in sys.stdlib_module_names | {"playground", "__future__"}
    }
    return {name for name in names if not any(f"{name}.".startswith(f"{room}.") for room in allowed)}


def lines_too_many(module: Module) -> int:
    lines = module.text.count("\n")
    return lines if lines > MAX_LINES else 0


def imports_in_functions(module: Module) -> list[int]:
    return [] if module.room in {"cli", "__main__"} else hidden_imports(module.tree)


def opens_without_a_sentence(module: Module) -> bool:
    docstring = ast.get_docstring(module.tree)
    return docstring is None or not docstring.splitlines()[0].rstrip().endswith((".", "?"))


def test_there_are_modules_to_look_at() -> None:
    assert {"playground.engine.network", "playground.ui.main_window"} <= {module.name for module in MODULES}


def test_none_is_too_long() -> None:
    assert that(lines_too_many) == []


def test_each_name_says_what_is_in_it() -> None:
    assert that(lambda module: HUBS & set(module.name.split("."))) == []


def test_none_hides_an_import_in_a_function() -> None:
    assert that(imports_in_functions) == []


def test_none_runs_code_from_a_file() -> None:
    assert that(lambda module: dangers(module.tree)) == []


def test_each_uses_only_what_its_room_may() -> None:
    assert that(foreign) == []


def test_each_opens_with_a_sentence() -> None:
    assert that(opens_without_a_sentence) == []


def loaded_by(room: str) -> set[str]:
    """Give the modules that a fresh Python holds after importing a room."""
    program = f"import sys, playground.{room}; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.parametrize("room", QT_FREE)
def test_importing_it_does_not_import_qt(room: str) -> None:
    loaded = loaded_by(room)
    assert f"playground.{room}" in loaded
    assert not {name.split(".")[0] for name in loaded} & {"PySide6", "shiboken6", "pyqtgraph"}


def test_importing_the_session_imports_no_widgets() -> None:
    loaded = loaded_by("session.session")
    assert "PySide6.QtCore" in loaded
    assert not loaded & {"PySide6.QtWidgets", "PySide6.QtSvg", "pyqtgraph"}


def test_main_imports_nothing_heavy() -> None:
    tree = ast.parse((PACKAGE / "__main__.py").read_text(encoding="utf-8"))
    top = ast.Module([n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)], [])
    assert imported(top) <= {"multiprocessing", "sys", "__future__.annotations"}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from shelve import open",
        "eval('1')",
        "exec('1')",
        "from PySide6.QtCore import QSettings",
        "from PySide6 import QtCore\nQtCore.QSettings()",
        "import numpy\nnumpy.load('f', allow_pickle=True)",
    ],
)
def test_a_danger_is_seen(source: str) -> None:
    assert dangers(ast.parse(source)) != []


def test_harmless_likenesses_are_let_through() -> None:
    source = "import numpy\nmodel.eval()\nnumpy.load('f', allow_pickle=False)\n'no pickle, no QSettings'"
    assert dangers(ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    import os",
        "class A:\n    def f(self):\n        from os import path",
        "async def f():\n    import os",
        "import importlib\nimportlib.import_module('os')",
    ],
)
def test_a_hidden_import_is_seen(source: str) -> None:
    assert len(hidden_imports(ast.parse(source))) == 1


@pytest.mark.parametrize(
    ("room", "source", "bad"),
    [
        ("session", "from PySide6.QtWidgets import QLabel", {"PySide6.QtWidgets.QLabel"}),
        ("session", "from PySide6 import QtSvg, QtCore", {"PySide6.QtSvg"}),
        ("session", "from PySide6.QtGui import QUndoStack", set()),
        ("engine", "import scipy.linalg", {"scipy.linalg"}),
        ("document", "import numpy as np", {"numpy"}),
        ("storage", "import requests", {"requests"}),
    ],
)
def test_a_foreign_import_is_seen(room: str, source: str, bad: set[str]) -> None:
    assert foreign(Module(f"playground.{room}.planted", Path(), source, ast.parse(source))) == bad
