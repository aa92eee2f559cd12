"""One next step: what the bowl says of it, what it does, and a button that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.ui.panels.landscape.bowl_words import NAMES, SHORT, ratio_text
from playground.ui.theme.numbers import format_signed
from playground.ui.widgets import painting
from playground.ui.widgets.buttons import TextButton
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme
    from playground.worker.questions import NextStep

HEIGHT = 40
NAME, NUMBER, RATIO, BUTTON, GAP = 76, 62, 54, 58, 6
NO_RATIO_BELOW = 330
BAR, BETWEEN = 9, 5
MOST_OVER = 6.0


class StepRow(QWidget):
    """Signals `taken` with the step's name, and `pointed` when it is looked at."""

    taken = Signal(str)
    pointed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.name = theme, name
        self.step: NextStep | None = None
        self.chosen = False
        full = NAMES.get(name, name)
        self.take = TextButton(theme, "Take", self, kind="outline")
        self.take.setAccessibleName(f"Take the step: {full}")
        set_tip(self.take, f"Set the weights to where this step leads ({full}); undo brings them back")
        self.take.clicked.connect(lambda: self.taken.emit(self.name))
        self.take.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(full)
        theme.changed.connect(self._restyle)

    def show_step(self, step: NextStep, words: str, *, chosen: bool) -> None:
        """Show a step, `chosen` where it is the one that is spoken of."""
        self.step, self.chosen = step, chosen
        set_tip(self, words)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it has in its panel."""
        return QSize(self._theme.px(330), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which it can be read."""
        return QSize(self._theme.px(250), self._theme.px(HEIGHT))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the focus of the button for a look at the step."""
        if event.type() == QEvent.Type.FocusIn:
            self.pointed.emit(self.name)
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the pointer is here."""
        self.pointed.emit(self.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button at the right."""
        width, height = self._theme.px(BUTTON), self._theme.px(30)
        self.take.setGeometry(self.width() - width, (self.height() - height) // 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the name, both bars with their numbers, and their ratio."""
        theme, gap = self._theme, self._theme.pxf(GAP)
        with QPainter(self) as painter:
            painting.smooth(painter)
            if self.chosen:
                painting.fill_round(painter, QRectF(self.rect()), theme.pxf(6), theme.color("card"))
            self._draw_name(painter, QRectF(gap, 0, theme.pxf(NAME), self.height()))
            if self.step is None:
                return
            right = self.width() - theme.pxf(BUTTON) - gap
            if self.width() >= theme.pxf(NO_RATIO_BELOW):
                right -= theme.pxf(RATIO)
                self._draw_ratio(painter, QRectF(right, 0, theme.pxf(RATIO) - gap, self.height()))
            numbers = QRectF(right - theme.pxf(NUMBER), 0, theme.pxf(NUMBER) - gap, self.height())
            left = theme.pxf(NAME) + 2 * gap
            self._draw_changes(painter, QRectF(left, 0, numbers.left() - left - gap, self.height()), numbers)

    def _draw_name(self, painter: QPainter, box: QRectF) -> None:
        theme, step = self._theme, self.step
        own = step is not None and step.own
        upper = QRectF(box.left(), 0, box.width(), box.height() / 2 + theme.pxf(2))
        painter.setFont(theme.font("slider", QFont.Weight.DemiBold))
        painter.setPen(theme.color("ink"))
        painter.drawText(upper if own else box, _bottom if own else _middle, SHORT.get(self.name, self.name))
        if own:
            painter.setFont(theme.font("tick"))
            painter.setPen(theme.color("ink3"))
            painter.drawText(
                QRectF(box.left(), upper.bottom(), box.width(), theme.pxf(15)), _middle, "this run"
            )

    def _draw_changes(self, painter: QPainter, bars: QRectF, numbers: QRectF) -> None:
        step, theme = self.step, self._theme
        assert step is not None
        tall, between = theme.pxf(BAR), theme.pxf(BETWEEN)
        top = (self.height() - 2 * tall - between) / 2
        for place, (change, filled) in enumerate(((step.predicted, False), (step.actual, True))):
            y = top + place * (tall + between)
            row = QRectF(bars.left(), y, bars.width(), tall)
            if change is not None:
                self._draw_bar(painter, row, change, filled=filled)
            painter.setFont(theme.font("tick"))
            painter.setPen(theme.color("ink" if filled else "ink2"))
            text = "not finite" if change is None else format_signed(change, 2)
            painter.drawText(
                QRectF(numbers.left(), y - theme.pxf(4), numbers.width(), tall + theme.pxf(8)), _right, text
            )
        middle = round(bars.center().x()) + 0.5
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(int(middle), int(top - 3), int(middle), int(top + 2 * tall + between + 3))

    def _draw_bar(self, painter: QPainter, row: QRectF, change: float, *, filled: bool) -> None:
        """Draw a fall to the left, a rise to the right."""
        theme, largest = self._theme, self._largest()
        share = min(max(change / largest, -1.0), 1.0) if largest > 0 else 0.0
        middle = row.center().x()
        end = middle + share * row.width() / 2
        bar = QRectF(min(middle, end), row.top(), max(abs(end - middle), theme.pxf(1)), row.height())
        color = theme.color("dneg" if change < 0 else "dpos")
        if filled:
            painter.fillRect(bar, color)
        else:
            painter.setPen(QPen(color, theme.pxf(1.3)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(0.7, 0.7, -0.7, -0.7))

    def _largest(self) -> float:
        """Return the change that fills a bar: a true one that is many times the bowl's ends at the edge."""
        if self.step is None:
            return 0.0
        said, true = abs(self.step.predicted), abs(self.step.actual or 0.0)
        return max(said, min(true, MOST_OVER * said))

    def _draw_ratio(self, painter: QPainter, box: QRectF) -> None:
        assert self.step is not None
        painter.setFont(self._theme.font("slider", QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("ink"))
        painter.drawText(box, _right, ratio_text(self.step))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


_middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
