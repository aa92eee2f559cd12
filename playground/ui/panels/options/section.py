"""What every group of settings is: a title over controls that edit the experiment and follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.session.wording import choices
from playground.ui.theme.numbers import PLAIN, Notation
from playground.ui.widgets.combo import LabelledCombo
from playground.ui.widgets.field import NumberField
from playground.ui.widgets.label import Label
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme
    from playground.ui.widgets.scale import Scale

    Edit = Callable[..., Experiment]

WIDTH = 228
GAP = 4


class Section(QWidget):
    """A group; its subclasses add their controls and say what these show of an experiment."""

    title = ""

    def __init__(self, theme: Theme, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._names: dict[NumberField, Label] = {}
        self._column = QVBoxLayout(self)
        Spacing(theme, self, self._column, GAP)
        self._column.addWidget(Label(theme, self.title, self, role="slider", weight=QFont.Weight.DemiBold))
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        """Add the controls."""
        raise NotImplementedError

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings, those only that have an effect."""
        raise NotImplementedError

    def _combo(
        self, caption: str, words: Mapping[Any, str], function: Edit, kind: Callable[[str], Any], tip: str
    ) -> LabelledCombo:
        combo = LabelledCombo(self._theme, caption, choices(words), self, width=WIDTH)
        combo.chosen.connect(lambda key: self._session.edit(caption, function, kind(key)))
        self._add(combo, tip)
        return combo

    def _slider(
        self,
        label: str,
        scale: Scale,
        function: Edit,
        tip: str,
        *,
        default: float,
        notation: Notation = PLAIN,
        widest: str = "0.000",
    ) -> Slider:
        slider = Slider(self._theme, label, scale, self, default=default, notation=notation, widest=widest)
        slider.moved.connect(lambda value: self._session.edit(label, function, value, gesture=slider.gesture))
        self._add(slider, tip)
        return slider

    def _field(
        self,
        label: str,
        bounds: tuple[float, float],
        function: Edit,
        tip: str,
        *,
        whole: bool = False,
        notation: Notation = PLAIN,
        widest: str = "0.0000",
    ) -> NumberField:
        field = NumberField(
            self._theme,
            label,
            self,
            low=bounds[0],
            high=bounds[1],
            whole=whole,
            notation=notation,
            widest=widest,
        )
        number: Callable[[float], float] = round if whole else float
        field.accepted.connect(lambda value: self._session.edit(label, function, number(value)))
        row = QHBoxLayout()
        name = Label(self._theme, label, self, role="slider", token="ink2")
        name.setBuddy(field)
        row.addWidget(name, 1)
        row.addWidget(field)
        self._column.addLayout(row)
        set_tip(field, tip)
        set_tip(name, tip)
        self._names[field] = name
        return field

    def _show_row(self, field: NumberField, shown: bool) -> None:
        """Show a field with its name, or neither."""
        field.setVisible(shown)
        self._names[field].setVisible(shown)

    def _restyle(self) -> None:
        self.setFixedWidth(self._theme.px(WIDTH))

    def _add(self, part: QWidget, tip: str = "") -> None:
        if tip:
            set_tip(part, tip)
        self._column.addWidget(part)
