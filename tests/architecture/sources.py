"""Reads a package's modules as syntax trees, without importing any."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "playground"

CODE_LOADERS = {"pickle", "shelve", "marshal", "dill", "cloudpickle", "joblib"}
IMPORTERS = {"__import__", "import_module"}


@dataclass(frozen=True)
class Module:
    """One file of a package."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first name below the package: `engine`, `ui`, `assets`; empty for the package itself."""
        return [*self.name.split("."), ""][1]


def modules_of(package: Path) -> list[Module]:
    return [_module(package, path) for path in sorted(package.rglob("*.py"))]


def _module(package: Path, path: Path) -> Module:
    parts = path.relative_to(package.parent).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(name, path, text, ast.parse(text, str(path)))


def imported(tree: ast.AST) -> set[str]:
    """Give the dotted names that are imported; `from PySide6 import QtCore` gives `PySide6.QtCore`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def hidden_imports(tree: ast.AST) -> list[int]:
    """Give the lines of the imports that stand inside a function."""
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {n for f in functions for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)}
    calls = {n for n in ast.walk(tree) if isinstance(n, ast.Call) and _name(n.func) in IMPORTERS}
    return sorted(node.lineno for node in inside | calls)


def dangers(tree: ast.AST) -> list[str]:
    """Name what could run code that stands in a file, or read settings that could."""
    found = [f"imports {name}" for name in imported(tree) if name.split(".")[0] in CODE_LOADERS]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in {"eval", "exec"}:
            found.append(f"uses {node.id}")
        if isinstance(node, ast.Name | ast.Attribute | ast.alias) and _name(node) == "QSettings":
            found.append("uses QSettings")
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle" and not _is_false(node.value):
            found.append("allows pickle")
    return found


def _name(node: ast.AST) -> str:
    return str(getattr(node, "id", "") or getattr(node, "attr", "") or getattr(node, "name", ""))


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False
