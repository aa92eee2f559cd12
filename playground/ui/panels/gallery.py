"""The gallery of data sets in groups, each set with a picture drawn from its real points."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.document import edits
from playground.document.sources import GeneratedSource, Source, TableSource
from playground.session.previews import (
    Preview,
    generated_preview,
    images_preview,
    shipped_table,
    shipped_tables,
    table_preview,
)
from playground.session.wording import DATASET_GROUPS, DATASETS
from playground.ui.panels.gallery_group import GalleryGroup
from playground.ui.plots.images_thumbnail import images_thumbnail
from playground.ui.plots.thumbnail import points_thumbnail
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.thumb import DatasetThumb
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from playground.data.table import Table
    from playground.document.choices import Dataset
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.ui.theme.theme import Theme

TABLES = "Tables"
SHORT_TITLES = {"breast-cancer": "Cancer", "digits": "Digits 8", "mnist-5000": "Digits 28"}


class Gallery(QWidget):
    """Generated sets, shipped tables, and the person's own table once there is one; one group is open."""

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._drawn_as = GeneratedSource()
        self._seed = 0
        self._own_table: tuple[Table, TableSource] | None = None
        self._chosen: DatasetThumb | None = None
        self.groups = {name: GalleryGroup(theme, name, self) for name in (*DATASET_GROUPS, TABLES)}
        self.set_thumbs = {dataset: self._set_thumb(dataset) for dataset in DATASETS}
        self.table_thumbs = {
            table.key: self._table_thumb(table.key, table.title, table.line, images=bool(table.image))
            for table in shipped_tables()
        }
        self._own = self._own_thumb()
        self._lay_out()

    def show_experiment(self, experiment: Experiment) -> None:
        """Mark the chosen set, open its group, and draw each picture as choosing it would draw the set."""
        source, seed = experiment.data.source, experiment.data.seed
        self._draw_as(source if isinstance(source, GeneratedSource) else GeneratedSource(), seed)
        for dataset, thumb in self.set_thumbs.items():
            thumb.setChecked(isinstance(source, GeneratedSource) and source.dataset is dataset)
        shipped = source.name if isinstance(source, TableSource) and not source.path else None
        for name, thumb in self.table_thumbs.items():
            thumb.setChecked(name == shipped)
        self._show_own(source)
        self._open_chosen()

    def open_group(self, name: str) -> None:
        """Show the pictures of one group, and of the others the captions alone."""
        for each, group in self.groups.items():
            group.set_open(each == name)

    def _draw_as(self, source: GeneratedSource, seed: int) -> None:
        before = replace(self._drawn_as, dataset=source.dataset)
        if (before, self._seed) != (source, seed):
            for thumb in self.set_thumbs.values():
                thumb.refresh()
        self._drawn_as, self._seed = source, seed

    def _show_own(self, source: Source) -> None:
        own = isinstance(source, TableSource) and bool(source.path)
        if own and isinstance(source, TableSource) and self._session.table is not None:
            self._own_table = (self._session.table, source)
            self._own.setText(source.title)
            self._own.refresh()
        self._own.setVisible(self._own_table is not None)
        self._own.setChecked(own)
        self.groups[TABLES].name_thumbs()

    def _open_chosen(self) -> None:
        """Open the group of a set that was chosen just now; one that a person opened to look stays open."""
        thumbs = (thumb for group in self.groups.values() for thumb in group.thumbs)
        chosen = next((thumb for thumb in thumbs if thumb.isChecked()), None)
        if chosen is self._chosen:
            return
        self._chosen = chosen
        for name, group in self.groups.items():
            if chosen in group.thumbs:
                self.open_group(name)

    # Building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        Spacing(self._theme, self, column, 0)
        for name, datasets in DATASET_GROUPS.items():
            for dataset in datasets:
                self.groups[name].add(self.set_thumbs[dataset])
        for thumb in (*self.table_thumbs.values(), self._own):
            self.groups[TABLES].add(thumb)
        for name, group in self.groups.items():
            column.addWidget(group)
            group.caption.clicked.connect(partial(self._turn, name))

    def _turn(self, name: str, _checked: bool = False) -> None:
        if self.groups[name].is_open:
            self.open_group(name)

    def _set_thumb(self, dataset: Dataset) -> DatasetThumb:
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

    # Choosing

    def _choose(self, dataset: Dataset, _checked: bool = False) -> None:
        self.set_thumbs[dataset].setChecked(True)
        self._session.edit("Data set", edits.set_dataset, dataset)

    def _choose_table(self, name: str, _checked: bool = False) -> None:
        self.table_thumbs[name].setChecked(True)
        self._session.use_table(*shipped_table(name))

    def _choose_own(self, _checked: bool = False) -> None:
        self._own.setChecked(True)
        if self._own_table is not None:
            self._session.use_table(*self._own_table)

    # Pictures

    def _picture(self, dataset: Dataset, side: int) -> QImage:
        return self._draw(generated_preview(self._drawn_as.turned_to(dataset), self._seed), side)

    def _table_picture(self, name: str, side: int) -> QImage:
        return self._draw(table_preview(shipped_table(name)[0]), side)

    def _images_picture(self, name: str, side: int) -> QImage:
        return images_thumbnail(self._theme, images_preview(name), side)

    def _own_picture(self, side: int) -> QImage:
        return QImage() if self._own_table is None else self._draw(table_preview(self._own_table[0]), side)

    def _draw(self, preview: Preview, side: int) -> QImage:
        return points_thumbnail(self._theme, preview.xy, preview.labels, preview.task, side, 1.0)
