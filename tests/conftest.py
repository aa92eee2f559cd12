"""Keeps tests away from the user's own files, and fails those that leave something running."""

from __future__ import annotations

import compileall
import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.leftovers import Watch, record_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}

hypothesis.settings.register_profile(
    "quick",
    deadline=None,
    max_examples=25,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "long",
    deadline=None,
    max_examples=2_000,
    database=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)


def pytest_configure(config: pytest.Config) -> None:
    # Before any test module is imported, and so before Qt looks at these.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = Path(tempfile.mkdtemp(prefix="playground-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name, folder in _HOMES.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(home / folder)
    hypothesis.settings.load_profile("long" if os.environ.get("PLAYGROUND_LONG") == "1" else "quick")
    record_starts()
    if not hasattr(config, "workerinput"):
        # Hundreds of worker processes are started: each would compile all it imports where Python may not
        # keep what it has compiled.
        compileall.compile_dir(Path(__file__).parents[1] / "playground", quiet=1)


def pytest_collection_finish() -> None:
    """Let no collection look at the thousands of tests themselves again: it would take most of a second."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread, a timer, a process or a window."""
    watch = Watch()
    yield
    left = watch.leftovers()
    if left:
        pytest.fail("left behind:\n" + "\n".join(f"  {line}" for line in left), pytrace=False)
