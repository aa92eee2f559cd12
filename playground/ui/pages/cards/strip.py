"""The strip under the canvas: one card at a time, of what was chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from playground.ui.pages.cards.layer_card import LayerCard
from playground.ui.pages.cards.neuron_card import NeuronCard
from playground.ui.pages.cards.subjects import (
    LayerSubject,
    identity_of,
    kind_of,
    neighbour,
    place_of,
    title_of,
)
from playground.ui.pages.cards.weight_card import WeightCard
from playground.ui.widgets.buttons import IconButton
from playground.ui.widgets.label import Label
from playground.ui.widgets.painting import fill_round, outline_round, smooth
from playground.ui.widgets.spacing import Spacing
from playground.ui.widgets.tooltip import set_tip
from playground.worker.snapshots import Neuron, Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from playground.session.session import Session
    from playground.ui.canvas.scene import Scene
    from playground.ui.pages.cards.card import Card
    from playground.ui.pages.cards.subjects import Identity, Subject
    from playground.ui.theme.theme import Theme
    from playground.worker.snapshots import Probe

CARDS: dict[type, type[Card]] = {Neuron: NeuronCard, Parameter: WeightCard, LayerSubject: LayerCard}
RADIUS = 8
HEADING_BESIDE = 360


class CardStrip(QWidget):
    """Shows a subject until it is closed, or gone.

    `changed` says that the subject is another, `wanted` which one the arrows ask for, `left` that Esc or the
    button closed it, so that the keyboard can go back to where it was.
    """

    changed = Signal()
    wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session, self._scene = theme, session, scene
        self.subject: Subject | None = None
        self._identity: Identity | None = None
        self._cards: dict[type, Card] = {}
        self._headings: dict[type, QWidget] = {}
        self.title = Label(theme, "", self, role="panel_title", elide=True)
        self.before = IconButton(theme, "chevron-left", "Previous", self, size=28, icon_size=14, quiet=True)
        self.after = IconButton(theme, "chevron-right", "Next", self, size=28, icon_size=14, quiet=True)
        self.close_button = IconButton(
            theme, "x", "Close", self, size=28, icon_size=14, quiet=True, shortcut="Esc"
        )
        self._holder = QWidget(self)
        self._holder.setObjectName("scrolled")
        self._scroll = QScrollArea(self)
        self._lay_out(theme)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.close_button.clicked.connect(self._leave)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether there is a card."""
        return self.subject is not None

    @property
    def card(self) -> Card | None:
        """The card that is shown."""
        return None if self.subject is None else self._cards[type(self.subject)]

    def open(self, subject: Subject) -> None:
        """Show the card of this subject."""
        if subject != self.subject:
            self.subject, self._identity = subject, identity_of(self._session.experiment, subject)
            card = self._card_for(type(subject))
            card.show_subject(subject)
            for other in self._cards.values():
                other.setVisible(other is card)
            for kind, heading in self._headings.items():
                heading.setVisible(kind is type(subject))
            self._scroll.verticalScrollBar().setValue(0)
            self._name(subject)
            self.show()
            self.changed.emit()

    def close_card(self) -> None:
        """Show no card."""
        if self.subject is not None:
            self.subject = None
            self.hide()
            self.changed.emit()

    def show_experiment(self) -> None:
        """Show the subject as it is now, wherever it stands; close if it is gone."""
        if self.subject is None or self._identity is None:
            return
        found = place_of(self._session.experiment, type(self.subject), self._identity)
        if found is None:
            self.close_card()
        elif found != self.subject:
            self.open(found)
        else:
            self._name(found)
            self._cards[type(found)].show_experiment()

    def take(self, probes: Mapping[Probe, Any]) -> None:
        """Hand the newest numbers to the card that is shown."""
        if self.card is not None and probes:
            self.card.take(probes)

    def enter(self) -> None:
        """Let the keyboard go on in the card."""
        if self.card is not None:
            self.card.first_control().setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place anew what stands beside the title."""
        super().resizeEvent(event)
        self._place_headings()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card's ground."""
        rect, radius = QRectF(self.rect()), self._theme.pxf(RADIUS)
        with QPainter(self) as painter:
            smooth(painter)
            fill_round(painter, rect, radius, self._theme.color("card"))
            outline_round(painter, rect, radius, self._theme.color("line2"))

    def _card_for(self, kind: type) -> Card:
        """Give the card of a kind, made when it is first needed."""
        if kind not in self._cards:
            self._cards[kind] = CARDS[kind](self._theme, self._session, self._scene, self._holder)
            self._held.addWidget(self._cards[kind])
            self._add_heading(kind, self._cards[kind].heading)
        return self._cards[kind]

    def _add_heading(self, kind: type, heading: QWidget | None) -> None:
        if heading is not None:
            # The card hides its heading where there is nothing to choose, the strip all but one card's.
            frame = self._headings[kind] = QWidget(self)
            row = QHBoxLayout(frame)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(heading)
            self._place_headings()

    def _place_headings(self) -> None:
        """Let what belongs beside the title stand below it where there is no room."""
        beside = self.width() >= self._theme.px(HEADING_BESIDE)
        for heading in self._headings.values():
            if beside:
                self._head.insertWidget(1, heading, 3)
            else:
                self._column.insertWidget(1, heading)

    def _name(self, subject: Subject) -> None:
        title, kind = title_of(self._scene.design, subject), kind_of(subject)
        self.title.setText(title)
        self.setAccessibleName(title)
        for button, word in ((self.before, "Previous"), (self.after, "Next")):
            button.setAccessibleName(f"{word} {kind}")
            set_tip(button, f"{word} {kind}")

    def _step(self, step: int) -> None:
        if self.subject is not None:
            self.wanted.emit(neighbour(self._session.experiment, self.subject, step))

    def _leave(self) -> None:
        self.close_card()
        self.left.emit()

    def _lay_out(self, theme: Theme) -> None:
        self._held = QVBoxLayout(self._holder)
        self._held.setContentsMargins(0, 0, 0, 0)
        self._scroll.setWidget(self._holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column, head = QVBoxLayout(self), QHBoxLayout()
        self._head, self._column = head, column
        Spacing(theme, self, column, 2, (12, 4, 8, 6))
        Spacing(theme, self, head, 2)
        head.addWidget(self.title, 1)
        for button in (self.before, self.after, self.close_button):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
