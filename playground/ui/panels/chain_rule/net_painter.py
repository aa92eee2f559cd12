"""Paints the page's picture of the network: what leads to the loss in colour, all else dimmed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from playground.ui.panels.chain_rule.net_chip import chip_place
from playground.ui.panels.chain_rule.net_layout import BIAS_RADIUS, Hit, NetLayout, Place
from playground.ui.panels.chain_rule.symbols import parameter_symbol
from playground.ui.theme.numbers import MINUS, THIN_SPACE, format_fixed, format_integer
from playground.ui.widgets.maths.layout import lay_out
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from playground.ui.panels.chain_rule.net_picture import NetPicture
    from playground.ui.theme.theme import Theme

DIM_LINE = 0.9
DIM_FILL = 0.25
THINNEST, THICKEST = 1.2, 5.0
HALO, FAINT_HALO = 3.4, 2.0
SHARPNESS = 0.6
MOST_COLOURED = 150  # of the weights on the way; the strongest
NUMBER_FITS = 12.0
NARROW = 4  # characters
LEAST_LETTER = 0.76  # of the usual size of the L in its disc: less cannot be read
NAME_SIZE = 14.0
LOSS_SYMBOL = "\N{MATHEMATICAL ITALIC CAPITAL L}"


@dataclass(frozen=True)
class NetPainter:
    """Paints one moment; `hovered` is under the mouse, `lit` pointed at in another panel."""

    painter: QPainter
    theme: Theme
    layout: NetLayout
    picture: NetPicture
    hovered: Hit | None = None
    lit: Hit | None = None

    def paint(self) -> None:
        """Paint all but the dimmed lines, which lie below."""
        self._paint_shares()
        for part in (self.lit, self.hovered):
            if isinstance(part, Parameter):
                self._paint_raised(part, FAINT_HALO)
        self._paint_raised(self.picture.answer.parameter, HALO)
        for neuron, centre in self.layout.discs:
            self._paint_neuron(neuron, centre)
        for column in self.layout.columns:
            if column.tile is not None:
                self._paint_tile(QPointF(column.x, column.tile), column.left_out)
        self._paint_loss()
        self._paint_name()

    def _color(self, token: str, alpha: float = 1.0) -> QColor:
        if (token, alpha) not in self._colors:
            self._colors[token, alpha] = self.theme.color(token, alpha)
        return self._colors[token, alpha]

    @cached_property
    def _colors(self) -> dict[tuple[str, float], QColor]:
        return {}

    # Lines

    def _paint_shares(self) -> None:
        shared: list[tuple[float, QPainterPath]] = []
        plain: list[QPainterPath] = []
        for weight in self._on_the_way():
            path = self.layout.edge(weight)
            share = self.picture.share(weight)
            if path is not None and share is not None:
                shared.append((share, path))
            elif path is not None:
                plain.append(path)
        for output in self.layout.columns[-1].ys:
            path, share = self.layout.to_loss(output), self.picture.share_into_loss(output)
            if path is not None and share is not None:
                shared.append((share, path))
            elif path is not None:
                plain.append(path)
        shared.sort(key=lambda each: abs(each[0]))
        for path in (*plain, *(path for _, path in shared[:-MOST_COLOURED])):
            self.painter.strokePath(path, QPen(self._color("ink3"), self.theme.pxf(THINNEST)))
        most = abs(shared[-1][0]) if shared else 0.0
        for share, path in shared[-MOST_COLOURED:]:
            self.painter.strokePath(path, self._share_pen(share / most if most else 0.0))

    def _on_the_way(self) -> list[Parameter]:
        first = self.picture.answer.parameter.layer + 1
        target = self.picture.answer.parameter.target
        return [
            each
            for each in self.layout.weights()
            if each.layer > first or (each.layer == first and each.source == target)
        ]

    def _share_pen(self, t: float) -> QPen:
        if t == 0:
            return QPen(self._color("ink3"), self.theme.pxf(THINNEST), Qt.PenStyle.DotLine)
        width = THINNEST + (THICKEST - THINNEST) * abs(t) ** SHARPNESS
        dashed = t < 0 and self.theme.signs == "dashes"
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        pen = QPen(self._color("dneg" if t < 0 else "dpos"), self.theme.pxf(width), style)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _paint_raised(self, weight: Parameter, halo: float) -> None:
        path = self.layout.edge(weight)
        if path is None:
            return
        value = self.picture.weight(weight)
        token = "ink3" if not value else "neg" if value < 0 else "pos"
        width = self.theme.pxf(3.4 if weight == self.picture.answer.parameter else 2.0)
        ink = self._color("ink", 1.0 if halo == HALO else 0.6)
        for color, wide in ((ink, width + self.theme.pxf(halo)), (self._color(token), width)):
            cap = Qt.PenCapStyle.RoundCap
            self.painter.strokePath(path, QPen(color, wide, Qt.PenStyle.SolidLine, cap))

    # Neurons

    def _paint_neuron(self, neuron: Neuron, centre: QPointF) -> None:
        bright = self.picture.is_on_the_way(neuron)
        value, radius = self.picture.value(neuron), self.layout.radius
        fill = self._disc_color(neuron, value)
        panel = self._color("panel")
        if bright:
            self._disc(centre, radius + self.theme.pxf(2), panel, None)
        shown = fill if bright else _between(panel, fill, DIM_FILL)
        raised = neuron in (self.hovered, self.lit)
        on_path = self.picture.is_on_the_path(neuron)
        border = "ink" if bright or raised else "line2"
        width = 2.6 if raised else 2.0 if on_path else 1.2
        self._disc(centre, radius, shown, QPen(self._color(border), self.theme.pxf(width)))
        if value is not None and radius >= self.theme.pxf(NUMBER_FITS):
            self._paint_number(centre, value, shown, bright)
        self._paint_bias(neuron)

    def _paint_number(self, centre: QPointF, value: float, ground: QColor, bright: bool) -> None:
        text = _short(value)
        weight = QFont.Weight.DemiBold if bright else QFont.Weight.Medium
        font = self._number_fonts[weight, len(text) > NARROW]
        self.painter.setFont(font)
        self.painter.setPen(self._readable_on(ground) if bright else self._color("ink3"))
        side = 2 * self.layout.radius
        box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @cached_property
    def _number_fonts(self) -> dict[tuple[QFont.Weight, bool], QFont]:
        """The fonts of numbers by their weight, and by whether the number is a long one."""
        fonts: dict[tuple[QFont.Weight, bool], QFont] = {}
        room = 2 * self.layout.radius - self.theme.pxf(4)
        for weight in (QFont.Weight.DemiBold, QFont.Weight.Medium):
            for long, widest in ((False, "0.00"), (True, f"{MINUS}0.00")):
                font = self.theme.font("tick", weight)
                wide = QFontMetricsF(font).horizontalAdvance(widest)
                if wide > room:
                    font.setPointSizeF(font.pointSizeF() * room / wide)
                fonts[weight, long] = font
        return fonts

    def _paint_bias(self, neuron: Neuron) -> None:
        dot = self.layout.bias_dot(neuron)
        if dot is None:
            return
        bias = Parameter(neuron.layer - 1, None, neuron.index)
        picked = bias == self.picture.answer.parameter
        raised = bias in (self.hovered, self.lit)
        radius = min(self.theme.pxf(BIAS_RADIUS), 0.4 * self.layout.radius)
        if picked or raised:
            ink = self._color("ink", 1.0 if picked else 0.6)
            self._disc(dot, radius + self.theme.pxf(HALO), ink, None)
        value = self.picture.weight(bias)
        color = self._color("ink3" if not value else "neg" if value < 0 else "pos")
        dim = not (picked or raised or self.picture.is_on_the_way(neuron))
        color = _between(self._color("panel"), color, 0.45) if dim else color
        self._disc(dot, radius, color, QPen(self._color("panel"), self.theme.pxf(1.4)))

    def _paint_tile(self, centre: QPointF, left_out: int) -> None:
        font = self.theme.font("tick")
        text = f"+{THIN_SPACE}{format_integer(left_out)}"
        wide = QFontMetricsF(font).horizontalAdvance(text) + self.theme.pxf(8)
        box = QRectF(0, 0, wide, self.theme.pxf(16))
        box.moveCenter(centre)
        box.moveLeft(max(box.left(), self.layout.columns[0].x - self.layout.radius))
        self.painter.setPen(QPen(self._color("line2"), 1))
        self.painter.setBrush(self._color("card"))
        self.painter.drawRoundedRect(box, self.theme.pxf(4), self.theme.pxf(4))
        self.painter.setFont(font)
        self.painter.setPen(self._color("ink3"))
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_loss(self) -> None:
        centre, radius = self.layout.loss, self.layout.radius
        raised = Place.LOSS in (self.hovered, self.lit)
        pen = QPen(self._color("ink"), self.theme.pxf(2.6 if raised else 1.4))
        self._disc(centre, radius, self._color("panel"), pen)
        font = self.theme.math_font(17 * min(1.0, max(radius / self.theme.pxf(18), LEAST_LETTER)))
        self.painter.setFont(font)
        self.painter.setPen(self._color("ink"))
        ink = QFontMetricsF(font).tightBoundingRect(LOSS_SYMBOL)
        self.painter.drawText(centre - ink.center(), LOSS_SYMBOL)

    def _paint_name(self) -> None:
        """Write the parameter's symbol on a chip of ink beside it."""
        parameter = self.picture.answer.parameter
        name = lay_out(self.theme, parameter_symbol(parameter), self.theme.pxf(NAME_SIZE), "inv")
        size = QSizeF(name.width + self.theme.pxf(10), name.ascent + name.descent + self.theme.pxf(4))
        box = chip_place(self.layout, parameter, size)
        if box is None:
            return
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self._color("ink"))
        self.painter.drawRoundedRect(box, self.theme.pxf(5), self.theme.pxf(5))
        below = box.center().y() + (name.ascent - name.descent) / 2
        name.paint(self.painter, box.center().x() - name.width / 2, below)

    # Colours

    def _disc(self, centre: QPointF, radius: float, fill: QColor, pen: QPen | None) -> None:
        self.painter.setPen(pen or QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(fill)
        self.painter.drawEllipse(centre, radius, radius)

    def _disc_color(self, neuron: Neuron, value: float | None) -> QColor:
        if value is None:
            return self._color("card")
        t = min(max(value / self.picture.reach(neuron.layer), -1.0), 1.0)
        red, green, blue = self.theme.lut("value")[round((t + 1) / 2 * 255)]
        return QColor(int(red), int(green), int(blue))

    def _readable_on(self, ground: QColor) -> QColor:
        choices = (self._color("ink"), self._color("inv"))
        return max(choices, key=lambda color: abs(_luminance(color) - _luminance(ground)))


def paint_dimmed(painter: QPainter, theme: Theme, layout: NetLayout) -> None:
    """Paint all weights as faint lines."""
    pen = QPen(theme.color("line2", 0.75), theme.pxf(DIM_LINE))
    for weight in layout.weights():
        path = layout.edge(weight)
        if path is not None:
            painter.strokePath(path, pen)


def _between(first: QColor, second: QColor, share: float) -> QColor:
    pairs = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[call-overload, index]
    return QColor(*(round(a + (b - a) * share) for a, b in pairs))


def _luminance(color: QColor) -> float:
    red, green, blue = (part**2.2 for part in (color.redF(), color.greenF(), color.blueF()))
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return float((light + 0.05) ** 0.5)  # even steps of this are about even steps of contrast


def _short(value: float) -> str:
    size = abs(value)
    return format_fixed(value, 2 if size < 10 else 1 if size < 100 else 0)
