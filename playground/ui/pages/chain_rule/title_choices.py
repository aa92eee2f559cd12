"""What is chosen in the title of the page "Chain rule": the sample, and whose mean loss it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from playground.document.choices import Extent
from playground.ui.pages.cards.sample_chooser import SampleChooser
from playground.ui.widgets.room import show_where_room
from playground.ui.widgets.segmented import Choice, Segmented
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.ui.theme.theme import Theme

EXTENTS = (
    Choice(Extent.SAMPLE, "One sample", tip="The loss of the sample that is shown", short="One"),
    Choice(
        Extent.BATCH,
        "Next batch",
        tip="The mean loss of the samples that the next step will use",
        short="Batch",
    ),
    Choice(Extent.ALL, "All samples", tip="The mean loss of the whole training set", short="All"),
)
WITH_WORD, WITH_COUNT, WITH_WHOLE = 880.0, 980.0, 1_060.0


class TitleChoices(QWidget):
    """`sample_chosen` carries a training sample, counted from 0, `extent_chosen` an `Extent`."""

    sample_chosen = Signal(int)
    extent_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sample = SampleChooser(theme, self)
        self.sample.of.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.extent = Segmented(theme, EXTENTS, self, name="Whose loss")
        set_tip(self.sample.field, "Which training sample's numbers are shown")
        set_tip(self.sample.before, "Previous sample", ",")
        set_tip(self.sample.after, "Next sample", ".")
        row = QHBoxLayout(self)
        Spacing(theme, self, row, 12)
        row.addWidget(self.sample)
        row.addWidget(self.extent)
        self.sample.chosen.connect(self.sample_chosen)
        self.extent.chosen.connect(lambda key: self.extent_chosen.emit(Extent(key)))

    def show_choices(self, sample: int, count: int, extent: Extent) -> None:
        """Show what is chosen."""
        if count:
            self.sample.show_sample(min(sample, count - 1), count)
        self.sample.setEnabled(count > 0)
        self.extent.show_choice(extent)

    def fit(self, room: float) -> None:
        """Leave words out where the page is narrower than so many design pixels."""
        self.extent.shorten(room < WITH_WHOLE)
        show_where_room(room, ((self.sample.word, WITH_WORD), (self.sample.of, WITH_COUNT)))
