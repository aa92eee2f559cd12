"""What becomes of the paths and why: the gauge, the reason, and a line for each path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.ui.panels.functions.descent_words import NAMES, ending, letters, reason
from playground.ui.panels.functions.product_gauge import ProductGauge
from playground.ui.panels.functions.step_table import StepTable
from playground.ui.plots.descent_painter import draw_shape
from playground.ui.widgets.label import Label
from playground.ui.widgets.painting import smooth
from playground.ui.widgets.panel import Panel
from playground.ui.widgets.spacing import Spacing
from playground.worker.questions import DescentMethod

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from playground.ui.theme.theme import Theme
    from playground.worker.questions import DescentAnswer

_MARK, _RADIUS = 16, 5.0


class DescentVerdict(Panel):
    """Of one path the reason with its numbers; of several a line each, with the first one's gauge."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "What becomes of it", parent)
        self._roomy = True
        self.gauge = ProductGauge(theme, self)
        self.reason = Label(theme, "", self, role="slider", token="ink2", wrap=True)
        self.lines = {method: PathLine(theme, method, self) for method in DescentMethod}
        self.table = StepTable(theme, self)
        for widget in (*self.lines.values(), self.gauge, self.reason):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)

    def show_answer(self, answer: DescentAnswer) -> None:
        """Say what became of the paths, and why."""
        several = len(answer.paths) > 1
        told = {path.method: ending(answer, path, brief=several) for path in answer.paths}
        for method, line in self.lines.items():
            line.say(told.get(method, ""), named=several)
        first = answer.paths[0]
        by_rate = first.method is not DescentMethod.NEWTON
        known = first.near is not None and first.near.product is not None
        self.gauge.setVisible(known and by_rate and (self._roomy or not several))
        self.gauge.show_path(first, letters(answer)[1])
        self.reason.setText(reason(answer, first))
        self.reason.setVisible(not several)
        self.table.show_path(first, *letters(answer))

    def set_roomy(self, roomy: bool) -> None:
        """Do without the gauge beside several lines where there is little height, from the next answer on."""
        self._roomy = roomy

    def text(self) -> str:
        """Return all that is said of the paths."""
        lines = [line.text.text() for line in self.lines.values() if not line.isHidden()]
        return " ".join([*lines, "" if self.reason.isHidden() else self.reason.text()]).strip()

    def show_reason(self, text: str) -> None:
        """Say why there is no path."""
        for line in self.lines.values():
            line.say("", named=False)
        self.gauge.hide()
        self.table.show_path(None)
        self.reason.setText(text)
        self.reason.show()


class PathLine(QWidget):
    """The mark of a rule, its name, and what became of its path."""

    def __init__(self, theme: Theme, method: DescentMethod, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method = method
        self._mark = RuleMark(theme, method, self)
        self.text = Label(theme, "", self, weight=QFont.Weight.DemiBold, wrap=True)
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 6)
        row.addWidget(self._mark)
        row.addWidget(self.text, 1)

    def say(self, text: str, *, named: bool) -> None:
        """Say this, with the rule's name and mark where there are several; nothing hides the line."""
        self.setVisible(bool(text))
        self._mark.setVisible(named)
        self.text.setText(f"{NAMES[self._method]}: {text[:1].lower()}{text[1:]}" if named else text)


class RuleMark(QWidget):
    """The shape and colour of a rule's path."""

    def __init__(self, theme: Theme, method: DescentMethod, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._method = theme, method
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(NAMES[method])
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size the mark needs."""
        return QSize(self._theme.px(_MARK), self._theme.px(_MARK))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        with QPainter(self) as painter:
            smooth(painter)
            middle = QPointF(self.width() / 2, self.height() / 2)
            draw_shape(painter, self._theme, self._method, middle, self._theme.pxf(_RADIUS))
