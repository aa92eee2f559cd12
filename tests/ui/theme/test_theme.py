from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from playground.assets import asset
from playground.ui.theme import fonts
from playground.ui.theme.icons import IconCache
from playground.ui.theme.stylesheet import style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme


@pytest.fixture
def plain_look(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield qapp
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


def test_a_change_is_told_once_and_only_if_it_is_one(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_theme("light")
    assert theme.color("win") == QColor("#EEF1F4")
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_theme("light")


def test_unknown_looks_are_refused_by_name(theme: Theme) -> None:
    with pytest.raises(ValueError, match="'blue' is none of dark, light"):
        theme.set_theme("blue")
    with pytest.raises(ValueError, match="normal, large, projector"):
        theme.set_text("huge")


@pytest.mark.parametrize(("text", "k"), [("normal", 1.0), ("large", 1.28), ("projector", 1.55)])
def test_sizes_and_fonts_scale_with_the_text_size(theme: Theme, text: str, k: float) -> None:
    normal = {role: theme.font(role).pointSizeF() for role in fonts.ROLES}
    theme.set_text(text)
    assert theme.k == k
    assert theme.px(100) == round(100 * k)
    assert theme.pxf(12.5) == pytest.approx(12.5 * k)
    for role, size in normal.items():
        # Qt keeps point sizes in steps of a hundredth.
        assert theme.font(role).pointSizeF() == pytest.approx(size * k, abs=0.02)


def test_the_bundled_fonts_are_used(theme: Theme) -> None:
    assert QFontInfo(theme.font("body")).family() == "Inter"
    assert QFontInfo(theme.math_font(16)).family() == "STIX Two Math"


def test_figures_are_equally_wide(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font("counter"))
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_fonts_that_are_missing_are_no_error(theme: Theme, tmp_path: Path) -> None:
    fonts.load(tmp_path)
    assert QFontMetricsF(theme.font("body")).horizontalAdvance("text") > 0


def test_motion_can_be_reduced_to_nothing(theme: Theme, qtbot: QtBot) -> None:
    assert theme.duration(80) == 80
    with qtbot.waitSignal(theme.changed):
        theme.set_reduced_motion(True)
    assert theme.duration(80) == 0


def test_signs_can_be_dashed(theme: Theme) -> None:
    assert theme.signs == "color"
    theme.set_signs("dashes")
    assert theme.signs == "dashes"


def test_icons_are_tinted_scaled_and_kept(theme: Theme) -> None:
    icon = theme.icon("play", 20, "danger", ratio=2.0)
    assert icon.width() == 40
    assert icon.deviceIndependentSize().width() == 20
    image = icon.toImage()
    solid = {
        image.pixelColor(x, y).name()
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {theme.palette.danger.lower()}
    assert theme.icon("play", 20, "danger", ratio=2.0).cacheKey() == icon.cacheKey()
    theme.set_theme("light")
    assert theme.icon("play", 20, "danger", ratio=2.0).cacheKey() != icon.cacheKey()


def test_a_missing_icon_is_a_box_and_a_warning(
    qapp: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pixmap = IconCache(tmp_path).pixmap("nothing", 24, "#FF0000", 2.0, 1.0)
    assert pixmap.toImage().pixelColor(12, 5).red() > 200
    assert "nothing.svg" in caplog.text


def test_each_shipped_icon_can_be_tinted(theme: Theme) -> None:
    for file in asset("icons").glob("*.svg"):
        assert "currentColor" in file.read_text("utf-8"), file.name


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("text", ["normal", "large", "projector"])
def test_the_style_sheet_has_no_gaps(theme: Theme, tmp_path: Path, name: str, text: str) -> None:
    theme.set_theme(name)
    theme.set_text(text)
    sheet = style_sheet(theme, tmp_path)
    assert "$" not in sheet
    assert not re.search(r"\{\d+\}", sheet)
    assert sheet.count("{") == sheet.count("}")
    for image in re.findall(r"url\((.+?)\)", sheet):
        assert image.startswith(tmp_path.as_posix())
        assert (tmp_path / image).is_file()


def test_the_style_sheet_grows_with_the_text(theme: Theme, tmp_path: Path) -> None:
    assert f"min-height: {28}px" in style_sheet(theme, tmp_path)
    theme.set_text("projector")
    assert f"min-height: {round(28 * 1.55)}px" in style_sheet(theme, tmp_path)


def test_a_folder_that_cannot_be_written_is_replaced(theme: Theme, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert "url(" in style_sheet(theme, blocked / "below")


def test_the_program_takes_the_look_and_follows_it(
    theme: Theme, plain_look: QApplication, qtbot: QtBot
) -> None:
    theme.apply(plain_look)
    assert plain_look.palette().color(QPalette.ColorRole.Window) == theme.color("win")
    label = QLabel("text")
    qtbot.addWidget(label)
    label.show()
    theme.set_theme("light")
    assert plain_look.palette().color(QPalette.ColorRole.Window) == QColor("#EEF1F4")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("ink")
    assert plain_look.font().family() == "Inter"
