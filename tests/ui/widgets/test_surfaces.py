"""Panel, insight, banner, metric, popover, splitter and colour bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from playground.ui.widgets.banner import Banner, BannerAction
from playground.ui.widgets.color_bar import ColorBar
from playground.ui.widgets.insight import Insight
from playground.ui.widgets.label import Label
from playground.ui.widgets.metric import Metric
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.popover import Popover
from playground.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

    Shown = Callable[..., QWidget]

LEFT = Qt.MouseButton.LeftButton
ACTIONS = [
    BannerAction("rewind", "Rewind to epoch 38, use η = 0.1", "rewind"),
    BannerAction("only", "Rewind only"),
]
LONG = "Since epoch 38, each step of η = 2 lands higher than it began: " * 4


def test_a_panel_paints_its_ground_in_each_theme(theme: Theme, shown: Shown) -> None:
    panel = Panel(theme, "Data")
    panel.setFixedSize(120, 80)
    shown(panel)
    for name in ("dark", "light"):
        theme.set_theme(name)
        assert panel.grab().toImage().pixelColor(60, 60) == theme.color("panel")
        assert panel.grab().toImage().pixelColor(60, 0) == theme.color("line")


def test_a_panel_grows_its_margins_with_the_text(theme: Theme, shown: Shown) -> None:
    panel = Panel(theme, "Data")
    shown(panel)
    theme.set_text("projector")
    margins = panel.body.contentsMargins()
    assert (margins.left(), margins.top()) == (round(14 * 1.55), round(10 * 1.55 + 0.01))


def test_labels_follow_theme_and_text_size(theme: Theme, shown: Shown) -> None:
    label = Label(theme, "Epoch", role="counter", token="ink3")
    shown(label)
    width = QFontMetricsF(label.font()).horizontalAdvance("Epoch")
    theme.set_text("projector")
    theme.set_theme("light")
    assert label.palette().windowText().color() == theme.color("ink3")
    assert QFontMetricsF(label.font()).horizontalAdvance("Epoch") == pytest.approx(1.55 * width, rel=0.03)


def test_an_eliding_label_never_widens_the_window(theme: Theme, shown: Shown) -> None:
    label = Label(theme, "a very long sentence " * 20, elide=True)
    window = shown(label)
    label.grab()
    assert window.width() == 420
    assert label.toolTip() == label.text()


def test_a_metric_keeps_its_width_and_tells_its_number(theme: Theme, shown: Shown) -> None:
    metric = Metric(theme, "Train loss")
    shown(metric)
    metric.show_value("0.0212")
    before = metric.sizeHint()
    metric.show_value("0.1111")
    assert metric.sizeHint() == before
    assert metric.accessibleName() == "Train loss: 0.1111"


def test_an_insight_is_one_line_that_never_widens_the_window(theme: Theme, shown: Shown) -> None:
    insight = Insight(theme)
    window = shown(insight)
    insight.show_text("The slope has flattened.", LONG)
    assert window.width() == 420
    sentence = f"The slope has flattened. {LONG}".strip()
    assert insight.text() == insight.accessibleName() == insight.accessibleDescription() == sentence
    assert sentence in insight.toolTip()
    insight.grab()


def test_an_insight_without_a_claim_takes_no_keyboard(theme: Theme, shown: Shown) -> None:
    insight = Insight(theme)
    shown(insight)
    assert insight.focusPolicy() is Qt.FocusPolicy.NoFocus
    insight.show_text("The slope has flattened.", hint="Try: Set η to 0.1")
    assert insight.focusPolicy() is Qt.FocusPolicy.TabFocus
    insight.show_text("")
    assert (insight.focusPolicy(), insight.accessibleName()) == (Qt.FocusPolicy.NoFocus, "Insight")


@pytest.fixture
def banner(theme: Theme, shown: Shown) -> Banner:
    made = Banner(theme)
    made.other = QLineEdit()
    shown(made, made.other)
    return made


def test_a_banner_is_hidden_until_something_happens(banner: Banner) -> None:
    assert banner.isHidden()


def test_enter_takes_the_primary_action(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("The loss blew up at epoch 51.", LONG, ACTIONS)
    with qtbot.waitSignal(banner.chosen) as signal:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert signal.args == ["rewind"]
    with qtbot.waitSignal(banner.chosen) as signal:
        qtbot.mouseClick(banner._buttons[1], LEFT)
    assert signal.args == ["only"]


def test_a_banner_wraps_its_words_and_shows_them_all(banner: Banner) -> None:
    banner.show_message("The loss blew up.", "Short.", ACTIONS)
    QApplication.processEvents()
    low = banner.height()
    banner.show_message("The loss blew up.", LONG, ACTIONS)
    QApplication.processEvents()
    assert banner.height() > low
    assert banner._body.height() >= banner._body.heightForWidth(banner._body.width())
    assert banner.window().width() <= 520


def test_a_second_message_replaces_the_first(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("One", "Reason", ACTIONS)
    banner.show_message("Two", "Reason", ACTIONS[1:])
    assert banner.headline() == banner.accessibleName() == "Two"
    with qtbot.waitSignal(banner.chosen) as signal:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert signal.args == ["only"]


@pytest.fixture
def popover(theme: Theme, shown: Shown) -> Popover:
    edit = QLineEdit()
    window = shown(edit)
    made = Popover(theme, window)
    made.outside = edit
    made.inside = QLineEdit()
    made.body.addWidget(made.inside)
    return made


def test_escape_closes_a_popover_once(popover: Popover, qtbot: QtBot) -> None:
    closings = []
    popover.closed.connect(lambda: closings.append(1))
    popover.open_at(QRect(20, 100, 10, 10))
    assert popover.isVisible() and popover.hasFocus()
    popover.inside.setFocus()
    assert popover.isVisible()
    qtbot.keyClick(popover.inside, Qt.Key.Key_Escape)
    popover.close_it()
    assert (popover.isVisible(), len(closings)) == (False, 1)


def test_a_popover_stays_beside_its_anchor_and_in_the_window(popover: Popover, theme: Theme) -> None:
    margin = theme.px(20)
    for anchor in (QRect(10, 10, 12, 12), QRect(380, 290, 12, 12), QRect(30, 310, 4, 4)):
        popover.open_at(anchor)
        card = popover.geometry().adjusted(margin, margin, -margin, -margin)
        assert popover.parentWidget().rect().contains(card)
        assert not card.intersects(anchor)


def test_a_popover_has_a_shadow_and_a_ground(popover: Popover, theme: Theme) -> None:
    theme.set_theme("light")
    popover.open_at(QRect(20, 100, 10, 10))
    picture = popover.window().grab().toImage()
    box, margin = popover.geometry(), theme.px(20)
    inside = QPoint(box.left() + margin + 5, box.center().y())
    assert picture.pixelColor(inside) == theme.color("panel")
    near = picture.pixelColor(box.center().x(), box.bottom() - margin + 4).lightness()
    far = picture.pixelColor(box.center().x(), box.bottom()).lightness()
    assert near < far


@pytest.fixture
def splitter(theme: Theme, shown: Shown) -> Splitter:
    made = Splitter(theme, Qt.Orientation.Horizontal)
    for _ in range(2):
        made.addWidget(QWidget())
    made.setFixedHeight(80)
    shown(made)
    made.set_default_sizes([300, 100])
    return made


def test_a_double_click_on_the_handle_brings_the_sizes_back(splitter: Splitter, qtbot: QtBot) -> None:
    default = splitter.sizes()
    splitter.setSizes([100, 300])
    assert splitter.sizes() != default
    qtbot.mouseDClick(splitter.handle(1), LEFT)
    assert splitter.sizes() == default


def test_the_handle_is_ten_pixels_and_seen_only_under_the_mouse(splitter: Splitter, theme: Theme) -> None:
    handle = splitter.handle(1)
    assert handle.width() == 10
    middle = handle.rect().center()
    assert handle.grab().toImage().pixelColor(middle) != theme.color("line2")
    theme.set_reduced_motion(True)
    handle.fade.go_to(1.0)
    assert handle.grab().toImage().pixelColor(middle) == theme.color("line2")


@pytest.mark.parametrize("name", ["value", "deriv"])
def test_a_color_bar_runs_from_one_end_of_the_map_to_the_other(theme: Theme, shown: Shown, name: str) -> None:
    bar = ColorBar(theme, name, ("−1", "0", "+1"))
    shown(bar)
    for look in ("dark", "light"):
        theme.set_theme(look)
        picture = bar.grab().toImage()
        row = [picture.pixelColor(x, 3).getRgb()[:3] for x in (8, bar.width() // 2, bar.width() - 9)]
        table = theme.lut(name)
        for seen, index in zip(row, (20, 128, 235), strict=True):
            assert max(abs(a - int(b)) for a, b in zip(seen, table[index], strict=True)) < 12
