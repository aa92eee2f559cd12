"""The messages between the window and the worker: commands go in, news come out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from playground.engine.checkpoint import Checkpoint as Checkpoint  # noqa: TC001  others take it from here
from playground.engine.second_order import SecondOrderStep as SecondOrderStep  # noqa: TC001  so they do this
from playground.worker.snapshots import CloudPlane

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playground.data.table import Table
    from playground.document.choices import Optimizer
    from playground.document.experiment import Experiment
    from playground.document.training_choices import StopRule
    from playground.worker.questions import Answer, Question
    from playground.worker.snapshots import (
        InputMaps,
        LossPoint,
        Neuron,
        Parameter,
        Probe,
        ProbeResult,
        SpaceChoice,
    )

# Commands


@dataclass(frozen=True, slots=True)
class NeuronCopy:
    """A new neuron that begins with what another of its hidden layer reads and its bias; all are keys."""

    layer: int
    neuron: int
    origin: int


@dataclass(frozen=True, slots=True)
class Place:
    """A moment that training has been at: a step of the stretch that the `Start` of this number began."""

    stretch: int
    step: int


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a run: from its seed, from a checkpoint, or with the present weights where they fit.

    A checkpoint may belong to another network, that of `origin`: what both have is then carried over.
    `copies` say which new neurons are copies, where weights are carried over. `place` is where the checkpoint
    was made, so that what came before it can be gone back to.
    """

    run_id: int
    experiment: Experiment
    table: Table | None = None
    checkpoint: Checkpoint | None = None
    origin: Experiment | None = None
    carry: bool = False
    playing: bool = False
    copies: tuple[NeuronCopy, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Stand at an earlier step of the present line, exactly as it was; None leads back to its end.

    Training that goes on from there leaves the line: that is a stretch of its own.
    """

    run_id: int
    step: int | None


@dataclass(frozen=True, slots=True)
class Retune:
    """Go on with the same weights under other training settings."""

    experiment: Experiment


@dataclass(frozen=True, slots=True)
class Play:
    """Train until told otherwise."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop after the present burst and say exactly where."""


@dataclass(frozen=True, slots=True)
class Advance:
    """Take so many steps, then pause; `epoch` instead goes to the end of the present epoch.

    With `measure_each` the end of every so-manieth epoch is measured on the way, and no other moment, so that
    the curves are the same however busy the machine is.
    """

    steps: int = 1
    epoch: bool = False
    measure_each: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Say what is visible; nothing else is computed.

    `focus` is whose map is drawn large, `summed` whose sum over the training sample `sample` is told, and
    `spread` the layer (counted from 0, the output last) whose distribution is. `speed` is how many steps a
    second playing takes, 0 for all that can be. `cloud_plane` is the plane to show samples' gradients in,
    `space` the layer whose hidden space is looked at.
    """

    probes: frozenset[Probe]
    focus: Neuron | None = None
    slice_axes: tuple[int, int] = (0, 1)
    map_size: int = 110
    neuron_size: int = 44
    summed: Neuron | None = None
    sample: int = 0
    spread: int | None = None
    speed: float = 0.0
    cloud_plane: CloudPlane = CloudPlane.STEPS
    space: SpaceChoice | None = None


@dataclass(frozen=True, slots=True)
class SetParameters:
    """Set weights and biases by hand."""

    values: tuple[tuple[Parameter, float], ...]


@dataclass(frozen=True, slots=True)
class Redraw:
    """Draw some parameters anew as their layers' initialisers do, from another seed."""

    parameters: tuple[Parameter, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Answer this of the run as it stands; without a question, answer the `slot` no more.

    The newest question of a slot counts. `number` comes back with the answer.
    """

    number: int
    slot: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The window has taken the frame with this serial; the next may come."""

    serial: int


@dataclass(frozen=True, slots=True)
class Quit:
    """Leave."""


Command = (
    Start | Visit | Retune | Play | Pause | Advance | Watch | SetParameters | Redraw | Ask | Shown | Quit
)
COUNTED = (Start, Visit, Retune, Play, Pause, Advance, SetParameters, Redraw)


# News


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker runs and waits for a run to start."""


@dataclass(frozen=True, slots=True)
class Alive:
    """The training loop's own heartbeat."""

    run_id: int
    step: int


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment of a run: every loss point since the last frame, and the probes that are due.

    `answered` is how many `COUNTED` commands the worker has obeyed in its life, so that the window can tell a
    frame from before its last command. `learning_rate` is that of the next step, as its schedule has it.
    `stretch` is the one it stands in, and `earliest` the first step of the line that can be gone back to.
    `last_update` is what Newton or L-BFGS tell of the last step that was made here, None of other optimisers.
    """

    run_id: int
    serial: int
    step: int
    epoch: float
    steps_per_second: float
    playing: bool
    points: tuple[LossPoint, ...]
    probes: Mapping[Probe, ProbeResult] = field(default_factory=dict)
    input_maps: InputMaps | None = None
    checkpoint: Checkpoint | None = None
    answered: int = 0
    learning_rate: float = 0.0
    stretch: int = 0
    earliest: int = 0
    last_update: SecondOrderStep | None = None


@dataclass(frozen=True, slots=True)
class Travelling:
    """The way to an earlier moment takes time; `share`, from 0 to 1, is made."""

    run_id: int
    share: float


@dataclass(frozen=True, slots=True)
class Arrived:
    """The run stands at the moment that was asked for, under the experiment of that time."""

    run_id: int
    step: int
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a question so far: `share`, from 0 to 1, of the work is done, at 1 all of it.

    Without an answer at the end `reason` says why there is none. `run_id` is the run that it is about.
    """

    number: int
    slot: str
    answer: Answer | None
    share: float = 1.0
    reason: str = ""
    run_id: int = 0


@dataclass(frozen=True, slots=True)
class Stopped:
    """One of the experiment's stop rules has ended playing, here, at the end of an epoch.

    `value` is what it saw: the number of epochs, the training loss, the accuracy (of the test samples if
    `on_test`), or the best training loss, which was that of epoch `best_epoch`. `bound` is what the rule
    says.
    """

    run_id: int
    step: int
    epoch: int
    rule: StopRule
    value: float
    bound: float
    on_test: bool = False
    best_epoch: int = 0


class DivergenceCause(StrEnum):
    """Why a run blew up, where that can be told for certain."""

    STEP_TOO_LARGE = "step_too_large"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Diverged:
    """The run has stopped because a number left the finite, or the loss its scale.

    `quantity` of `layer` (counted from 0, the output layer for the loss) is what was seen first. `good` is
    the last good moment, of the lowest training loss among the latest, at `good_epoch`. `sharpness` is the
    Hessian's largest eigenvalue there, `bound` the largest stable learning rate for it, `safe_rate` a round
    number well below; None where they do not apply. `learning_rate`, as the schedule had it, and `optimizer`
    are those of the step that blew up. `points` are the loss points since the last frame.
    """

    run_id: int
    step: int
    epoch: float
    layer: int
    quantity: str
    good: Checkpoint
    good_epoch: float
    cause: DivergenceCause
    learning_rate: float
    optimizer: Optimizer
    sharpness: float | None = None
    bound: float | None = None
    safe_rate: float | None = None
    points: tuple[LossPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The run can't begin, for a reason that a person can mend: too little memory, or data that is gone."""

    run_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The worker met an error of its own; the text is the full traceback for the log."""

    run_id: int
    summary: str
    traceback: str


News = Ready | Alive | Frame | Travelling | Arrived | Told | Stopped | Diverged | Refused | Failed
