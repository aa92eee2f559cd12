from __future__ import annotations

import numpy as np

from playground.session.stretch_history import MOST, StretchHistory
from playground.worker.questions import JacobianSpread


def spread(step: int, *values: float, names: tuple[str, ...] = ("Layer 1", "Output")) -> JacobianSpread:
    middle = np.array(values)
    return JacobianSpread(names, middle / 2, middle, middle * 2, 10, 10, step, step / 4)


def test_it_keeps_each_moment_once_and_begins_anew_with_another_run() -> None:
    history = StretchHistory()
    assert history.values().shape == (0, 0)
    for step, value in ((0, 1.0), (4, 2.0), (4, 3.0), (8, 4.0)):
        history.add(spread(step, value, 10 * value))
    np.testing.assert_array_equal(history.epochs(), [0, 1, 2])
    np.testing.assert_array_equal(history.values(), [[1, 3, 4], [10, 30, 40]])
    history.add(spread(2, 5.0, 6.0))
    assert len(history) == 1
    history.add(spread(9, 1.0, names=("Output",)))
    assert (history.names, len(history)) == (("Output",), 1)


def test_it_stays_small_and_keeps_the_newest() -> None:
    history = StretchHistory()
    for step in range(3 * MOST):
        history.add(spread(step, 1.0, 2.0))
    assert MOST / 2 <= len(history) <= MOST
    assert (history.epochs()[0], history.epochs()[-1]) == (0, (3 * MOST - 1) / 4)
    assert (np.diff(history.epochs()) > 0).all()
