"""Starting from another place of a slice: what it would change is told first, then it can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from playground.ui.panels.landscape.start_card import StartCard
from playground.worker.questions import PlaceAnswer, PlaceQuestion

if TYPE_CHECKING:
    from playground.session.session import Session
    from playground.ui.plots.landscape.slice_map import SliceMap
    from playground.ui.theme.theme import Theme
    from playground.worker.messages import Told

SLOT = "landscape_place"
_INSET = 10


class Starting(QObject):
    """Follows the cross-hair of a map, and keeps its card in the map's lower corner."""

    def __init__(self, theme: Theme, session: Session, over: SliceMap) -> None:
        super().__init__(over)
        self._theme, self._session, self._map = theme, session, over
        self.card = StartCard(theme, over)
        self._plane = 0
        self._told: PlaceAnswer | None = None
        self._wanted = False
        over.placed.connect(self._ask)
        over.accepted.connect(self._accept)
        over.installEventFilter(self)
        self.card.accepted.connect(self._accept)
        self.card.closed.connect(lambda: over.set_cross(None))
        session.studies.told.connect(self._take)

    def show_plane(self, number: int) -> None:
        """Ask about places of this plane from now on; a cross-hair stays where it is."""
        self._plane = number
        if self._map.cross is not None:
            self._ask(self._map.cross)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the card in its corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _ask(self, place: tuple[float, float] | None) -> None:
        self._told, self._wanted = None, False
        if place is None:
            had_focus = self.card.isAncestorOf(self._map.window().focusWidget() or self._map)
            self.card.hide()
            self._session.studies.stop(SLOT)
            if had_focus:
                self._map.setFocus()
        else:
            self._session.studies.ask(SLOT, PlaceQuestion(self._plane, *place))

    def _take(self, told: Told) -> None:
        if told.slot != SLOT or self._map.cross is None:
            return
        if isinstance(told.answer, PlaceAnswer):
            answer = told.answer
            if (answer.plane, (answer.x, answer.y)) != (self._plane, self._map.cross):
                return
            self._told = answer
            self.card.show_answer(answer)
        elif told.reason:
            self.card.show_reason(told.reason)
        self._place()
        if self._wanted:
            self._accept()

    def _accept(self) -> None:
        """Start from the cross-hair, as soon as it is known what stands there."""
        answer, self._wanted = self._told, self._told is None
        if answer is not None and self._session.by_hand.start_from(answer.parameters):
            self._map.set_cross(None)

    def _place(self) -> None:
        area, inset = self._map.area, self._theme.px(_INSET)
        self.card.move(int(area.left()) + inset, int(area.bottom()) - self.card.height() - inset)
