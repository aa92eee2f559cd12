"""The picker of functions, with real keys; what it changes is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.document.choices import FunctionKind
from playground.document.experiment import Experiment
from playground.document.functions_view import FunctionChoice
from playground.ui.panels.functions.function_picker import FunctionPicker
from playground.ui.theme.theme import Theme
from playground.ui.widgets.painting import text_width
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BESIDE_TEXT = 60  # what the style takes around it: border, padding and the arrow


class SessionOfOne:
    """Keeps an experiment and applies edits to it."""

    def __init__(self) -> None:
        self.experiment = Experiment()

    def edit(self, _label: str, function: Any, *args: Any) -> bool:
        self.experiment = function(self.experiment, *args)
        return True


def test_every_kind_of_function_can_be_chosen(qtbot: QtBot) -> None:
    session = SessionOfOne()
    picker = FunctionPicker(Theme(), session)  # type: ignore[arg-type]
    qtbot.addWidget(picker)
    picker.show()

    def chosen() -> FunctionChoice:
        picker.show_experiment(session.experiment)
        return session.experiment.view.functions.function

    def pick(combo: Any, key: str) -> FunctionChoice:
        combo.box.setCurrentIndex(combo.box.findData(key))
        combo.box.activated.emit(combo.box.currentIndex())
        return chosen()

    assert chosen() == FunctionChoice()
    for combo in (picker.kind, picker.classic, picker.activation):  # every name can be read as a whole
        texts = [combo.box.itemText(index) for index in range(combo.box.count())]
        widest = max(text_width(combo.box.font(), text) for text in texts)
        assert widest + BESIDE_TEXT <= combo.box.width(), combo.box.accessibleName()
    assert pick(picker.classic, "bumpy").name == "bumpy"
    assert pick(picker.kind, "activation") == FunctionChoice(FunctionKind.ACTIVATION, "tanh")
    assert pick(picker.activation, "relu").name == "relu"
    assert pick(picker.kind, "classic").name == "bumpy"
    assert pick(picker.kind, "formula").kind is FunctionKind.FORMULA
    line = picker.formula.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "x1+")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert picker.formula.remark.text() == "x1 is not known. Use x."
    line.selectAll()
    QTest.keyClicks(line, "abs(x) - 1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert chosen() == FunctionChoice(FunctionKind.FORMULA, "abs(x) - 1")
    assert line.text() == "abs(x) - 1" and not picker.formula.remark.text()
    assert pick(picker.kind, "loss") == FunctionChoice(FunctionKind.LOSS, "")
    picker.settle(Parameter(0, None, 1))
    assert chosen().parameter == (0, -1, 1)
    assert picker.weight.source.box.currentText() == "bias"
    assert pick(picker.weight.source, "0").parameter == (0, 0, 1)
    last = picker.weight.layer.box.count() - 1
    assert pick(picker.weight.layer, str(last)).parameter == (last, 0, 0)
    picker.steepest.click()
    assert chosen().parameter is None
