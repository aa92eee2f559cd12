"""The same training in scikit-learn, an epoch at a time by `partial_fit`."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from sklearn.neural_network import MLPClassifier

if TYPE_CHECKING:
    from tests.benchmarks.engine.workloads import Workload


class ScikitLearn:
    """`MLPClassifier` without its penalty and shuffling; it trains on classes only."""

    name = "scikit-learn"

    def __init__(self, workload: Workload) -> None:
        self.X, targets = workload.data
        self.classes = targets.argmax(axis=1)
        self.orders = workload.orders()
        self.model = MLPClassifier(
            workload.widths[1:-1],
            activation=workload.hidden,
            solver="adam",
            alpha=0,
            batch_size=workload.batch_size,
            learning_rate_init=workload.learning_rate,
            shuffle=False,
        )
        warnings.simplefilter("ignore")
        self.model.partial_fit(self.X, self.classes, classes=range(workload.widths[-1]))
        self.begin_anew(workload)

    def begin_anew(self, workload: Workload) -> None:
        """Take the weights that all begin with; the first call of partial_fit was only to make room."""
        for kept, (weights, _) in zip(self.model.coefs_, workload.weights(), strict=True):
            kept[:] = weights
        for kept, (_, biases) in zip(self.model.intercepts_, workload.weights(), strict=True):
            kept[:] = biases
        rule = self.model._optimizer
        rule.t = 0
        for slot in (*rule.ms, *rule.vs):
            slot.fill(0)

    def run(self, epochs: int) -> None:
        for _ in range(epochs):
            order = next(self.orders)
            self.model.partial_fit(self.X[order], self.classes[order])

    def loss(self) -> float:
        from sklearn.metrics import log_loss

        return float(log_loss(self.classes, self.model.predict_proba(self.X)))
