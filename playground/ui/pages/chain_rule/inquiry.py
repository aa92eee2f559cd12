"""What the page "Chain rule" wants to know: it asks, and keeps what is asked about from jumping."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from playground.document import edits
from playground.ui.pages.chain_rule.lasting_place import LastingPlace, parameter_in
from playground.worker.questions import ChainAnswer, ChainQuestion
from playground.worker.snapshots import Parameter

if TYPE_CHECKING:
    from playground.document.choices import Extent
    from playground.document.experiment import Experiment
    from playground.session.session import Session
    from playground.worker.messages import Told

SLOT = "chain"
REASON_AFTER_MS = 250  # a network that is being changed has no answer for a moment


class Inquiry(QObject):
    """`answered` brings the newest answer that fits the network, `refused` why there is none.

    What is tried while a key is held down is asked about at once, and written into the view when it is up.
    """

    answered = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.path: tuple[int, ...] | None = None
        self.walking = False
        self._asked: ChainQuestion | None = None
        self._trial: Parameter | None = None
        self._sample_trial: int | None = None
        self._largest_wanted = False
        self._place = LastingPlace()
        self._reason = ""
        self._reason_timer = QTimer(self, singleShot=True, interval=REASON_AFTER_MS)  # type: ignore[call-overload]
        self._reason_timer.timeout.connect(lambda: self.refused.emit(self._reason))
        session.studies.told.connect(self._take)

    # Asking

    def question(self) -> ChainQuestion:
        """Return what is to be known now."""
        extent = self._session.experiment.view.chain_rule.extent
        return ChainQuestion(self._wanted, extent, self.sample, self.path)

    @property
    def sample(self) -> int:
        """The training sample whose numbers are wanted, counted from 0; there may be fewer."""
        view = self._session.experiment.view
        return view.sample if self._sample_trial is None else self._sample_trial

    @property
    def _wanted(self) -> Parameter | None:
        return self._trial or parameter_in(self._session.experiment)

    def ask(self) -> None:
        """Ask what is to be known now, unless that has been asked."""
        question = self.question()
        if question == self._asked:
            return
        if question.parameter is None and self._asked is not None:
            # What is under way is about another parameter, which is not to be taken for the largest.
            self._session.studies.stop(SLOT)
        self._asked = question
        self._session.studies.ask(SLOT, question, follow=True)

    def stop(self) -> None:
        """Ask nothing more."""
        self._session.studies.stop(SLOT)
        self._reason_timer.stop()
        self._asked = self._trial = self._sample_trial = None
        self._place.hold(self._session.experiment, None)

    def follow_structure(self, experiment: Experiment) -> None:
        """Find the parameter again in a network that has changed; where it is gone, take the largest."""
        self.path = self._asked = None
        self._trial = self._place.find(experiment)

    # Answers

    def _take(self, told: Told) -> None:
        if told.slot != SLOT:
            return
        if told.reason:
            self._reason = told.reason
            self._reason_timer.start()
        elif isinstance(told.answer, ChainAnswer) and self._is_wanted(told.answer):
            self._reason_timer.stop()
            self._adopt(told.answer)

    def _is_wanted(self, answer: ChainAnswer) -> bool:
        """Whether the answer is of the network as it is now, and of the parameter that is asked for."""
        sizes = (len(answer.inputs), *(len(layer.values) for layer in answer.layers))
        now = (len(self._session.experiment.data.inputs), *self._session.experiment.layer_sizes[1:])
        return sizes == now and self._wanted in (None, answer.parameter)

    def _adopt(self, answer: ChainAnswer) -> None:
        """Keep its parameter and path from now on, so that neither jumps as training moves the largest."""
        named = parameter_in(self._session.experiment)
        if named is None and self._trial is None:
            self._trial = self._first_of(answer)
        if self._trial in (None, answer.parameter):
            self._tell(answer)
        if named is None or (named != answer.parameter and not self.walking):
            self._trial = self._trial or answer.parameter
            self.settle()
        self.ask()

    def _tell(self, answer: ChainAnswer) -> None:
        if self.path is None:
            self.path = answer.chosen_path.neurons
        self._place.hold(self._session.experiment, answer.parameter)
        self.answered.emit(answer)

    def _first_of(self, answer: ChainAnswer) -> Parameter:
        """Return the largest where that was asked for, at first the largest weight of the first layer.

        The very largest is mostly the output's bias, from which a single path leads straight to the loss.
        """
        slopes = answer.layers[0].gradient
        if self._largest_wanted or not slopes.any():
            self._largest_wanted = False
            return answer.parameter
        source, target = divmod(int(np.abs(slopes).argmax()), slopes.shape[1])
        return Parameter(0, source, target)

    # Choosing

    def try_parameter(self, parameter: Parameter) -> None:
        """Follow another parameter, for as long as a key is held down."""
        self._trial, self.path = parameter, None
        self.ask()

    def settle(self) -> None:
        """Keep to the parameter that was tried."""
        if self._trial is not None:
            tried, self._trial = self._trial, None
            source = -1 if tried.source is None else tried.source
            self.look(parameter=(tried.layer, source, tried.target))

    def take_largest(self) -> None:
        """Follow the parameter whose derivative is largest now."""
        self._trial = self.path = None
        self._largest_wanted = True
        self._place.hold(self._session.experiment, None)
        self.look(parameter=None)

    def choose_path(self, neurons: tuple[int, ...]) -> None:
        """Look at another path."""
        self.path = neurons
        self.ask()

    def choose_extent(self, extent: Extent) -> None:
        """Ask about the mean loss of other samples."""
        self.path = None
        self.look(extent=extent)

    def try_sample(self, by: int) -> int | None:
        """Go on by so many samples, for as long as a key is held down; return to which."""
        count = len(self._session.samples.train_inputs)
        if not count:
            return None
        self._sample_trial = (min(self.sample, count - 1) + by) % count
        self.ask()
        return self._sample_trial

    def settle_sample(self) -> bool:
        """Keep to the sample that was tried; return whether one was."""
        tried = self._sample_trial
        if tried is not None:
            self.choose_sample(tried)
        return tried is not None

    def choose_sample(self, sample: int) -> None:
        """Look at another training sample."""
        self._sample_trial = None
        self._session.edit("Sample", edits.set_sample, sample)

    def look(self, **changes: Any) -> None:
        """Change fields of the page's view."""
        self._session.edit("Chain rule", partial(edits.set_chain_rule, **changes))
