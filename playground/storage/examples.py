"""The shipped experiments: a name, a line, how long they take to learn, and the experiment in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.assets import asset
from playground.document import codec
from playground.document.errors import FileError

if TYPE_CHECKING:
    from playground.document.experiment import Experiment


@dataclass(frozen=True, slots=True)
class Example:
    """A shipped experiment; its settings learn it within `epochs`."""

    name: str
    title: str
    line: str
    epochs: int

    def experiment(self) -> Experiment:
        """Return the experiment itself."""
        return codec.from_json(asset("examples", f"{self.name}.json").read_text(encoding="utf-8"))


EXAMPLES = (
    Example("circle", "Circle", "one class around the other; four neurons close the ring", 100),
    Example("xor", "XOR", "opposite corners belong together; no straight line parts them", 200),
    Example("gauss", "Gauss", "two clouds; a single straight line is enough", 50),
    Example("spiral", "Spiral", "two arms wound into each other; the hard one", 600),
    Example("plane", "Plane", "a number that rises steadily; one linear neuron learns it", 50),
    Example("multi-gauss", "Six hills", "six hills and valleys; a number that bends", 200),
    Example("sine", "Sine", "a wave from one number; six bent lines add up to it", 300),
    Example("iris", "Iris", "three species of iris told by four lengths (150 flowers)", 100),
    Example("wine", "Wine", "three growers told by thirteen measurements (178 wines)", 60),
    Example("breast-cancer", "Breast cancer", "benign or malignant by thirty measurements (569 cells)", 60),
    Example("digits", "Digits 8×8", "handwritten digits of 8 by 8 pixels (1,797 of them)", 40),
    Example("mnist", "Digits 28×28", "handwritten digits of 28 by 28 pixels (5,000 from MNIST)", 30),
    Example(
        "mnist-convolution", "Digits, convolved", "the same by patches: two convolutions, each pooled", 15
    ),
)


def example_named(name: str) -> Example:
    """Return the shipped experiment of this name."""
    for example in EXAMPLES:
        if example.name == name:
            return example
    names = ", ".join(example.name for example in EXAMPLES)
    raise FileError(f"“{name}”", "there is no such experiment or file.", f"Experiments: {names}.")
