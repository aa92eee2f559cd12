"""What is chosen on the canvas opens its card; the card's arrows choose on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from playground.ui.canvas.items import LayerPlace
from playground.ui.pages.cards.strip import CardStrip
from playground.ui.pages.cards.subjects import LayerSubject, exists
from playground.worker.snapshots import Neuron, Parameter, Probe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.session.session import Session
    from playground.ui.canvas.canvas import NetworkCanvas
    from playground.ui.pages.cards.subjects import Subject
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Frame


class Cards(QObject):
    """Keeps the strip and the selection of one canvas together; `changed` says that another card is shown."""

    changed = Signal()

    def __init__(self, theme: Theme, session: Session, canvas: NetworkCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self.strip = CardStrip(theme, session, canvas.scene, parent)
        canvas.selection_settled.connect(self._follow)
        canvas.parameter_chosen.connect(lambda parameter, _anchor: self._follow(parameter))
        canvas.layer_chosen.connect(lambda layer: self.strip.open(LayerSubject(layer)))
        canvas.card_wanted.connect(self.strip.enter)
        session.training.frame_arrived.connect(self._take_frame)
        self.strip.wanted.connect(self._go_to)
        self.strip.left.connect(self._give_back)
        self.strip.changed.connect(self._tell)

    @property
    def is_open(self) -> bool:
        """Whether a card is shown."""
        return self.strip.is_open

    @property
    def probes(self) -> frozenset[Probe]:
        """What the worker has to tell for the card."""
        return frozenset() if self.strip.card is None else self.strip.card.probes

    @property
    def summed(self) -> Neuron | None:
        """The neuron whose sum is shown."""
        return self.strip.subject if isinstance(self.strip.subject, Neuron) else None

    @property
    def spread(self) -> int | None:
        """The layer whose distribution is shown, counted from 0."""
        return self.strip.subject.layer if isinstance(self.strip.subject, LayerSubject) else None

    def show_experiment(self) -> None:
        """Show the card's subject as it is now."""
        self.strip.show_experiment()

    def leave(self) -> None:
        """Close the card, with the keyboard on the canvas again."""
        self.strip.close_card()
        self._give_back()

    def _follow(self, selected: object) -> None:
        subject = self._subject_of(selected)
        if subject is None:
            self.strip.close_card()
        else:
            self.strip.open(subject)

    def _subject_of(self, selected: object) -> Subject | None:
        """Return what the card is about: in place of an unknown weight, or no bias, its neuron."""
        if isinstance(selected, LayerPlace):
            return LayerSubject(selected.layer)
        if isinstance(selected, Neuron):
            return selected if selected.layer > 0 else None
        if not isinstance(selected, Parameter):
            return None
        known = self._canvas.scene.values.parameter(selected) is not None
        if known and exists(self._session.experiment, selected):
            return selected
        return Neuron(selected.layer + 1, selected.target)

    def _go_to(self, subject: Subject) -> None:
        if isinstance(subject, LayerSubject):
            self.strip.open(subject)
        else:
            self._canvas.select(subject, show=True)

    def _give_back(self) -> None:
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        if not isinstance(self.strip.subject, Parameter):
            self._canvas.forget_edited()
        self.changed.emit()

    def _take_frame(self, frame: Frame) -> None:
        self.strip.take(frame.probes)
