"""A formula on the screen: it breaks, is pointed at, and is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from playground.ui.widgets.maths.view import FormulaView
from tests.ui.widgets.maths.formulas import CHAIN, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from playground.ui.theme.theme import Theme

    Shown = Callable[..., QWidget]


def place_of(view: FormulaView, key: object) -> QPoint:
    """Give a place inside the term."""
    return next(
        QPoint(x, y)
        for y in range(0, view.height(), 2)
        for x in range(view.width())
        if view.key_at(x, y) == key
    )


def test_it_breaks_when_it_is_narrow_and_grows_with_the_text(theme: Theme, shown: Shown) -> None:
    view = FormulaView(theme)
    window = shown(view, size=(600, 300))
    view.show_formula(NUMBERS)
    QApplication.processEvents()
    assert len(view.lines()) == 1
    low = view.height()
    window.resize(150, 300)
    QApplication.processEvents()
    assert window.width() == 150 and len(view.lines()) > 1
    assert view.height() == view.heightForWidth(view.width()) > low
    theme.set_text("large")
    window.resize(900, 300)
    QApplication.processEvents()
    assert len(view.lines()) == 1 and view.height() > low
    view.grab()


def test_terms_are_pointed_at_by_mouse_and_keys(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    view, told = FormulaView(theme), []
    shown(view)
    view.show_formula(CHAIN)
    QApplication.processEvents()
    plain_look = view.grab().toImage()
    view.pointed.connect(told.append)
    qtbot.mouseMove(view, place_of(view, ("link", 0)))
    assert told == [("link", 0)] and view.grab().toImage() != plain_look
    qtbot.mouseMove(view, QPoint(1, 1))
    assert told[1:] == [None]
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    assert told[2:] == [("link", 1), ("link", 0), ("link", 1)]
    with qtbot.waitSignal(view.pressed) as signal:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert signal.args == [("link", 1)]


def test_lighting_a_term_tells_nobody(theme: Theme, shown: Shown) -> None:
    view, told = FormulaView(theme), []
    shown(view)
    view.show_formula(CHAIN)
    view.pointed.connect(told.append)
    view.light(("link", 1))
    assert told == []


def test_it_is_copied_and_read_out(theme: Theme, shown: Shown, qtbot: QtBot) -> None:
    view = FormulaView(theme)
    shown(view)
    view.show_formula(NUMBERS)
    assert view.accessibleName() == "= (−1.708) · 0.499 = □"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == r"= \left(-1.708\right) \cdot 0.499 = \square"
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view, QContextMenuEvent(reason, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5))))
    menu = view.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Copy as LaTeX", "Copy as text"]
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == view.text()
    menu.close()
