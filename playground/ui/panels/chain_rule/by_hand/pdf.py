"""The sheet on paper as a PDF file: A4, or Letter where that is what printers hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter, QPen

from playground.ui.panels.chain_rule.by_hand.net_picture import NetDrawing
from playground.ui.panels.chain_rule.by_hand.paper import Heading, Line, Page, pages_of
from playground.ui.theme.theme import Theme
from playground.ui.widgets import painting
from playground.ui.widgets.maths.lines import Lines
from playground.worker.questions import BoxKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from playground.ui.panels.chain_rule.by_hand.subject import Unit
    from playground.ui.widgets.maths.box import Box as TypesetBox
    from playground.ui.widgets.maths.tree import Node
    from playground.worker.questions import WorksheetAnswer

_PER_INCH = 96.0
_MARGIN = 46.0
_HEAD = 78.0
_NET_HEIGHT, _ONE_ROW_HEIGHT = 200.0, 80.0
_SIZE, _GIVEN_SIZE = 16.5, 14.0
_LINE_GAP, _GIVEN_GAP, _HEADING_GAP = 9.0, 5.0, 12.0
_BOX_WIDTH, _BOX_HEIGHT = 92.0, 25.0
_SECOND_COLUMN = 0.62
_SCALE_STEP = 0.05
_LEAST_SCALE = 0.7  # beyond that a sheet goes on on another page


def pdf_of(answer: WorksheetAnswer, page_size: QPageSize | None = None) -> bytes:
    """Return the file: the sheet to fill in, then its answers from a new page on."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Backpropagation by hand")
    writer.setPageSize(page_size or usual_page_size())
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    # Fonts are measured for the screen: on paper of the same resolution they come out as wide.
    resolution = round(QGuiApplication.primaryScreen().logicalDotsPerInchY())
    writer.setResolution(resolution)
    with QPainter(writer) as painter:
        painting.smooth(painter)
        sheet = _Printer(painter, writer, answer, resolution / _PER_INCH)
        for number, page in enumerate(pages_of(answer)):
            if number:
                writer.newPage()
            sheet.print_page(page)
    return bytes(buffer.data().data())


def usual_page_size() -> QPageSize:
    """Return the paper of this part of the world."""
    letter = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


@dataclass(frozen=True, slots=True)
class _Part:
    """One formula in its lines, `behind` is the room of the box after it; x and y are its place in a line."""

    lines: list[TypesetBox]
    behind: float
    x: float = 0.0
    y: float = 0.0

    @property
    def width(self) -> float:
        return max(box.width for box in self.lines) + self.behind

    @property
    def text_height(self) -> float:
        return sum(box.height for box in self.lines) + _GIVEN_GAP * (len(self.lines) - 1)

    @property
    def height(self) -> float:
        return max(self.text_height, _BOX_HEIGHT) if self.behind else self.text_height


class _Printer:
    """Prints pages of one answer, as small as it takes to keep each on one sheet of paper."""

    def __init__(self, painter: QPainter, writer: QPdfWriter, answer: WorksheetAnswer, scale: float) -> None:
        self._painter, self._writer, self._answer, self._scale = painter, writer, answer, scale
        self._theme = Theme("light")
        self._theme.set_signs("dashes")  # a printer may know no colours
        self._drawing = NetDrawing(self._theme, answer)
        self._laid_out: dict[tuple[Line, float], list[_Part]] = {}
        size = writer.pageLayout().fullRectPoints().size()
        self._width, self._height = size.width() * _PER_INCH / 72, size.height() * _PER_INCH / 72

    def print_page(self, page: Page) -> None:
        """Print one page, and what does not fit on others behind it."""
        small = self._fitting_scale(page)
        self._begin(small)
        top = self._print_head(page, small)
        for line in page.lines:
            height = self._height_of(line, small)
            if top + height > (self._height - _MARGIN) / small:
                self._painter.restore()
                self._writer.newPage()
                self._begin(small)
                top = _MARGIN / small
            self._print_line(line, top, small)
            top += height
        self._painter.restore()

    def _fitting_scale(self, page: Page) -> float:
        """Return how small a page is printed; smaller lines hold more, and so take less height as well."""
        room, small = self._height - 2 * _MARGIN, 1.0
        while small > _LEAST_SCALE and small * self._needed(page, small) > room:
            small -= _SCALE_STEP
        return small

    def _begin(self, small: float) -> None:
        self._painter.save()
        self._painter.scale(self._scale * small, self._scale * small)

    def _across(self, small: float) -> tuple[float, float]:
        """Return the left edge and the width of what is printed."""
        return _MARGIN / small, (self._width - 2 * _MARGIN) / small

    def _needed(self, page: Page, small: float) -> float:
        lines = sum(self._height_of(line, small) for line in page.lines)
        return lines + self._head_height()

    # The head of a page

    def _net_height(self) -> float:
        if self._drawing.is_alone:
            return 0.0
        return _NET_HEIGHT if self._answer.whole else _ONE_ROW_HEIGHT

    def _head_height(self) -> float:
        return _HEAD + self._net_height()

    def _print_head(self, page: Page, small: float) -> float:
        left, width = self._across(small)
        top = _MARGIN / small
        self._print_text(page.title, QPointF(left, top + 16), "page_title", "ink")
        self._print_text(page.subtitle, QPointF(left, top + 36), "body", "ink2")
        for number, remark in enumerate(page.remarks):
            self._print_text(remark, QPointF(left, top + 54 + 15 * number), "tick", "ink3")
        area = QRectF(left, top + _HEAD, width, self._net_height())
        if not self._drawing.is_alone:
            self._drawing.paint(self._painter, area, self._known(solved=page.solved), weights=True)
        return top + self._head_height()

    def _known(self, *, solved: bool) -> Callable[[Unit], float | None]:
        def known(unit: Unit) -> float | None:
            return self._answer.inputs[unit[1]] if unit[0] < 0 else found.get(unit) if solved else None

        of = {BoxKind.SUM: 0, BoxKind.ACTIVATION: 1}
        boxes = sorted((box for box in self._answer.boxes if box.kind in of), key=lambda box: of[box.kind])
        found = {(box.layer, box.index): box.expected for box in boxes}
        return known

    # Its lines

    def _parts(self, line: Line, small: float) -> list[_Part]:
        """Return the formulas of a line with their places: side by side where that fits, else stacked."""
        key = line, small
        if key not in self._laid_out:
            self._laid_out[key] = self._placed(line, self._across(small)[1])
        return self._laid_out[key]

    def _placed(self, line: Line, width: float) -> list[_Part]:
        first = self._part(line, line.node, width)
        if line.beside is None:
            return [first]
        second = self._part(line, line.beside, width)
        column = width * _SECOND_COLUMN
        fits = first.width < column - 12 and second.width < width - column
        return [first, replace(second, x=column) if fits else replace(second, y=first.height + _LINE_GAP)]

    def _part(self, line: Line, node: Node, width: float) -> _Part:
        size, token = (_GIVEN_SIZE, "ink2") if line.is_given else (_SIZE, "ink")
        behind = _BOX_WIDTH + 8 if line.box else 0.0
        lines = Lines(self._theme, node, size, token).fit(width - behind - 16)
        return _Part(lines, behind)

    def _height_of(self, line: Heading | Line, small: float) -> float:
        if isinstance(line, Heading):
            return 18.0 + _HEADING_GAP
        height = max(part.y + part.height for part in self._parts(line, small))
        return height + (_GIVEN_GAP if line.is_given else _LINE_GAP)

    def _print_line(self, line: Heading | Line, top: float, small: float) -> None:
        left, _ = self._across(small)
        if isinstance(line, Heading):
            baseline = top + _HEADING_GAP + 10
            self._print_text(line.title, QPointF(left, baseline), "panel_title", "ink")
            beside = left + painting.text_width(self._theme.font("panel_title"), line.title) + 9
            self._print_text(line.remark, QPointF(beside, baseline), "caption", "ink3")
            return
        for part in self._parts(line, small):
            self._print_part(part, left + 10 + part.x, top + part.y)

    def _print_part(self, part: _Part, left: float, top: float) -> None:
        y = top + max(0.0, (part.height - part.text_height) / 2)
        for box in part.lines:
            box.paint(self._painter, left, y + box.ascent)
            y += box.height + _GIVEN_GAP
        if part.behind:
            middle = y - _GIVEN_GAP - part.lines[-1].height / 2
            area = QRectF(left + part.lines[-1].width + 8, middle - _BOX_HEIGHT / 2, _BOX_WIDTH, _BOX_HEIGHT)
            self._painter.setPen(QPen(self._theme.color("ink3"), 0.9))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(area, 4, 4)

    def _print_text(self, text: str, place: QPointF, role: str, token: str) -> None:
        self._painter.setFont(self._theme.font(role))
        self._painter.setPen(self._theme.color(token))
        self._painter.drawText(place, text)
