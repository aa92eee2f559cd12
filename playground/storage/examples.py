"""The shipped experiments: a name, a line, how long they take, and the experiment in a file."""

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
    """A shipped experiment; it shows what its `line` says within `epochs`, and `about` says more of it."""

    name: str
    title: str
    line: str
    epochs: int
    about: str = ""

    def experiment(self) -> Experiment:
        """Return the experiment itself."""
        return codec.from_json(asset("examples", f"{self.name}.json").read_text(encoding="utf-8"))


LEARNED = (
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
KNOWN_RESULTS = (
    Example(
        "edge-of-stability",
        "Edge of stability",
        "full-batch steps drive the curvature λ₁ up to 2/η, where it stays",
        2400,
        "Gradient descent on all samples, with a tanh network (Cohen et al. 2021). The largest eigenvalue λ₁ "
        "of the Hessian rises until it reaches 2/η = 10, the bound at which steps on a parabola begin to "
        "grow. The loss jumps once, then λ₁ stays at the bound and the loss falls all the same. Watch λ₁ "
        "and 2/η in the tab Curvature.",
    ),
    Example(
        "below-the-edge",
        "Below the edge",
        "the same network with a tenth of the step: λ₁ stays under 2/η",
        2400,
        "The network of “Edge of stability” with η = 0.02 instead of 0.2. In 2\N{THIN SPACE}400 epochs λ₁ "
        "stays far under 2/η = 100, and each step lowers the loss. The curve is smooth, and slower.",
    ),
    Example(
        "parabola",
        "A parabola",
        "a linear neuron: each step's gain is known before, and one Newton step is all it takes",
        50,
        "One linear neuron with squared error: the loss is a parabola in its three weights, and the Hessian "
        "is the same everywhere. Along an eigenvector each step multiplies the error by 1 − ηλ. "
        "η = 0.15 is just under 2/λ₁ = 0.159; set η to 0.16 and the loss grows for ever. One undamped Newton "
        "step leads to the minimum from anywhere.",
    ),
    Example(
        "newton-in-one-step",
        "Newton in one step",
        "the same parabola by Newton's method: take a single step",
        2,
        "The neuron of “A parabola” by Newton's method with full steps and hardly any damping. Its "
        "second-order model of the loss is the loss itself, so one step ends at the minimum; gradient "
        "descent with η = 0.15 takes 55 to come within a thousandth of the way.",
    ),
    Example(
        "saddle-at-zero",
        "Saddle at zero",
        "a linear network with a hidden layer, all weights 0: no gradient, yet a way down",
        100,
        "Two linear layers without biases, all weights 0. The gradient is exactly 0, so training stays where "
        "it is. But the Hessian has four negative eigenvalues: a step along one of them, on the page "
        "Landscape, lowers the loss, and from there training finds the minimum.",
    ),
    Example(
        "ten-sigmoid-layers",
        "Ten sigmoid layers",
        "slopes of at most ¼, ten times over: hardly any gradient arrives",
        60,
        "Ten hidden layers of six sigmoids, with orthogonal first weights. Those stretch nothing, and the "
        "slope of a sigmoid is at most ¼, so the ten layers together pass on at most (¼)¹⁰, less than a "
        "millionth, of a change. Hardly any gradient reaches the first layers, and nothing is learned. Watch "
        "the running product on the page Jacobian.",
    ),
    Example(
        "ten-tanh-layers",
        "Ten tanh layers",
        "the same with tanh: slopes near 1 let the gradient through",
        60,
        "The network of “Ten sigmoid layers” with tanh instead, whose slope is 1 at 0. From the same kind of "
        "first weights the ten layers together pass on about a quarter of a change in the direction that "
        "they keep best, and the circle is learned.",
    ),
)
EXAMPLES = LEARNED + KNOWN_RESULTS


def example_named(name: str) -> Example:
    """Return the shipped experiment of this name."""
    for example in EXAMPLES:
        if example.name == name:
            return example
    names = ", ".join(example.name for example in EXAMPLES)
    raise FileError(f"“{name}”", "there is no such experiment or file.", f"Experiments: {names}.")
