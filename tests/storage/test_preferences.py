from __future__ import annotations

import base64
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.document.errors import FileError
from playground.storage.preferences import Preferences, load_preferences, save_preferences

if TYPE_CHECKING:
    from pathlib import Path

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
preferences = st.builds(
    Preferences,
    theme=st.sampled_from(["dark", "light", "system"]),
    text=st.sampled_from(["normal", "large", "projector"]),
    signs=st.sampled_from(["color", "dashes"]),
    reduced_motion=st.booleans(),
    geometry=st.binary(max_size=80).map(lambda raw: base64.b64encode(raw).decode()),
    splitters=st.dictionaries(texts, st.lists(st.integers(0, 5000), max_size=4).map(tuple), max_size=3),
    recent=st.lists(texts, max_size=10).map(tuple),
)


@given(preferences)
def test_what_is_saved_is_read_back(tmp_path_factory: pytest.TempPathFactory, wanted: Preferences) -> None:
    path = tmp_path_factory.mktemp("config") / "deep" / "preferences.toml"
    save_preferences(path, wanted)
    assert load_preferences(path) == wanted
    assert list(path.parent.iterdir()) == [path]


def test_the_file_is_plain_toml(tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    save_preferences(path, Preferences(theme="light", splitters={"network": (226, 738, 360)}))
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    assert values["theme"] == "light"
    assert values["splitters"] == {"network": [226, 738, 360]}


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_preferences(tmp_path / "missing.toml") == Preferences()
    assert load_preferences(tmp_path) == Preferences()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"theme = ",
        b"\xff\xfe",
        b"\0" * 100,
        b"a = " + b"[" * 10_000,
        b"x" * (2**20 + 1),
        b"theme = 'light'\ntheme = 'dark'",
    ],
)
def test_a_broken_file_gives_the_defaults_and_is_put_aside(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_bytes(content)
    assert load_preferences(path) == Preferences()
    assert (tmp_path / "preferences.toml.broken").read_bytes() == content
    assert not path.exists()


@pytest.mark.parametrize(
    "line",
    [
        "theme = 'pink'",
        "theme = ['dark']",
        "text = 3",
        "signs = 'colour'",
        "reduced_motion = 1",
        "geometry = 'not base64!'",
        "geometry = 'ü'",
        "geometry = 5",
        "splitters = [1, 2]",
        "splitters = {network = ['a']}",
        "splitters = {network = [-1]}",
        "splitters = {network = [true]}",
        "recent = 'a.playground'",
        "recent = [1]",
        "recent = ['']",
    ],
)
def test_one_wrong_value_costs_only_itself(line: str, tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    other = "text = 'large'" if not line.startswith("text") else "theme = 'light'"
    path.write_text(f"{other}\n{line}\n", encoding="utf-8")
    expected = Preferences(text="large") if not line.startswith("text") else Preferences(theme="light")
    assert load_preferences(path) == expected
    assert (tmp_path / "preferences.toml.broken").exists()


def test_settings_of_a_newer_program_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "preferences.toml"
    path.write_text("theme = 'dark'\nhologram = true\n")
    assert load_preferences(path) == Preferences(theme="dark")
    assert path.exists()


def test_recent_files_are_the_last_ten_each_once() -> None:
    chosen = Preferences()
    for number in [*range(12), 5]:
        chosen = chosen.with_recent(f"{number}")
    assert chosen.recent == ("5", "11", "10", "9", "8", "7", "6", "4", "3", "2")
    assert chosen.without_recent("11").recent == ("5", "10", "9", "8", "7", "6", "4", "3", "2")


def test_splitters_are_kept_by_page() -> None:
    chosen = (
        Preferences()
        .with_splitter("network", (1, 2))
        .with_splitter("digits", (3,))
        .with_splitter("network", (4,))
    )
    assert chosen.splitters == {"network": (4,), "digits": (3,)}


def test_a_failing_save_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError):
        save_preferences(tmp_path / "file" / "preferences.toml", Preferences())
    with pytest.raises(FileError, match="name"):
        save_preferences(tmp_path / "preferences.toml", Preferences(recent=("\udcff",)))
