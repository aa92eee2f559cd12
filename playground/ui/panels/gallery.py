"""The gallery of data sets, each with a picture drawn from its real points."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.document import edits
from playground.document.experiment import Experiment, GeneratedSource, Source, TableSource
from playground.session.previews import (
    Preview,
    generated_preview,
    images_preview,
    shipped_table,
    shipped_tables,
    table_preview,
)
from playground.session.wording import DATASETS
from playground.ui.plots.images_thumbnail import images_thumbnail
from playground.ui.plots.thumbnail import points_thumbnail
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.thumb import DatasetThumb
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.data.table import Table
    from playground.document.choices import Dataset
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

COLUMNS = 3
SHORT_TITLES = {"breast-cancer": "Cancer", "digits": "Digits 8", "mnist-5000": "Digits 28"}


class Gallery(QWidget):
    """Generated sets, shipped tables, and the person's own table once there is one."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._noise = 0.0
        self._seed = 0
        self._own_table: tuple[Table, TableSource] | None = None
        self._generated = {dataset: self._generated_thumb(dataset) for dataset in DATASETS}
        self.table_thumbs = {
            table.key: self._table_thumb(table.key, table.title, table.line, images=bool(table.image))
            for table in shipped_tables()
        }
        self._own = self._own_thumb()
        grid = QGridLayout(self)
        Spacing(theme, self, grid, 4)
        thumbs = [*self._generated.values(), *self.table_thumbs.values(), self._own]
        for index, thumb in enumerate(thumbs):
            grid.addWidget(thumb, index // COLUMNS, index % COLUMNS)

    def show_experiment(self, experiment: Experiment) -> None:
        """Mark the chosen set and draw the pictures with its noise and seed."""
        source, seed = experiment.data.source, experiment.data.seed
        noise = source.noise if isinstance(source, GeneratedSource) else self._noise
        if (noise, seed) != (self._noise, self._seed):
            self._noise, self._seed = noise, seed
            for thumb in self._generated.values():
                thumb.refresh()
        for dataset, thumb in self._generated.items():
            thumb.setChecked(isinstance(source, GeneratedSource) and source.dataset is dataset)
        shipped = source.name if isinstance(source, TableSource) and not source.path else None
        for name, thumb in self.table_thumbs.items():
            thumb.setChecked(name == shipped)
        self._show_own(source)

    def _show_own(self, source: Source) -> None:
        own = isinstance(source, TableSource) and bool(source.path)
        if own and isinstance(source, TableSource) and self._session.table is not None:
            self._own_table = (self._session.table, source)
            self._own.setText(source.title)
            self._own.refresh()
        self._own.setVisible(self._own_table is not None)
        self._own.setChecked(own)

    def _generated_thumb(self, dataset: Dataset) -> DatasetThumb:
        title, line = DATASETS[dataset]
        thumb = DatasetThumb(self._theme, title, partial(self._picture, dataset), self)
        set_tip(thumb, line)
        thumb.clicked.connect(partial(self._choose, dataset))
        return thumb

    def _table_thumb(self, name: str, title: str, line: str, *, images: bool) -> DatasetThumb:
        picture = partial(self._images_picture if images else self._table_picture, name)
        thumb = DatasetThumb(self._theme, SHORT_TITLES.get(name, title), picture, self)
        set_tip(thumb, line)
        thumb.clicked.connect(partial(self._choose_table, name))
        return thumb

    def _own_thumb(self) -> DatasetThumb:
        thumb = DatasetThumb(self._theme, "", self._own_picture, self)
        thumb.setVisible(False)
        thumb.clicked.connect(self._choose_own)
        return thumb

    def _choose(self, dataset: Dataset, _checked: bool = False) -> None:
        self._generated[dataset].setChecked(True)
        self._session.edit("Data set", edits.set_dataset, dataset)

    def _choose_table(self, name: str, _checked: bool = False) -> None:
        self.table_thumbs[name].setChecked(True)
        self._session.use_table(*shipped_table(name))

    def _choose_own(self, _checked: bool = False) -> None:
        self._own.setChecked(True)
        if self._own_table is not None:
            self._session.use_table(*self._own_table)

    def _picture(self, dataset: Dataset, side: int) -> QImage:
        return self._draw(generated_preview(dataset, self._noise, self._seed), side)

    def _table_picture(self, name: str, side: int) -> QImage:
        return self._draw(table_preview(shipped_table(name)[0]), side)

    def _images_picture(self, name: str, side: int) -> QImage:
        return images_thumbnail(self._theme, images_preview(name), side)

    def _own_picture(self, side: int) -> QImage:
        return QImage() if self._own_table is None else self._draw(table_preview(self._own_table[0]), side)

    def _draw(self, preview: Preview, side: int) -> QImage:
        return points_thumbnail(self._theme, preview.xy, preview.labels, preview.task, side, 1.0)
