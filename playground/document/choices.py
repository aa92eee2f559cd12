"""The choices an experiment offers; each value is also the key of the engine's or the data room's table."""

from __future__ import annotations

from enum import StrEnum


class Task(StrEnum):
    """What the network learns to say: a class or a number."""

    CLASSIFICATION = "classification"
    REGRESSION = "regression"


class Dataset(StrEnum):
    """The generated sets of points."""

    CIRCLE = "circle"
    XOR = "xor"
    GAUSS = "gauss"
    SPIRAL = "spiral"
    PLANE = "plane"
    MULTI_GAUSS = "multi_gauss"
    MOONS = "moons"
    CHECKERBOARD = "checkerboard"
    BANDS = "bands"
    RINGS = "rings"
    ARMS = "arms"
    BLOBS = "blobs"
    SADDLE = "saddle"
    SINE = "sine"
    STEP = "step"

    @property
    def task(self) -> Task:
        """Whether its labels are classes or numbers."""
        numbers = (Dataset.PLANE, Dataset.MULTI_GAUSS, Dataset.SADDLE, Dataset.SINE, Dataset.STEP)
        return Task.REGRESSION if self in numbers else Task.CLASSIFICATION

    @property
    def inputs(self) -> int:
        """How many coordinates a point has."""
        return 1 if self in (Dataset.SINE, Dataset.STEP) else 2

    @property
    def many_classes(self) -> bool:
        """Whether the count of its classes can be chosen."""
        return self in (Dataset.RINGS, Dataset.ARMS, Dataset.BLOBS)


class Feature(StrEnum):
    """What the network may be given of a point; the reference's seven come first."""

    X1 = "x1"
    X2 = "x2"
    X1_SQUARED = "x1^2"
    X2_SQUARED = "x2^2"
    X1_X2 = "x1*x2"
    SIN_X1 = "sin x1"
    SIN_X2 = "sin x2"
    X1_CUBED = "x1^3"
    X2_CUBED = "x2^3"
    COS_X1 = "cos x1"
    COS_X2 = "cos x2"
    ABS_X1 = "|x1|"
    ABS_X2 = "|x2|"
    RADIUS = "radius"
    ANGLE = "angle"

    @property
    def coordinates(self) -> frozenset[int]:
        """Which of x1 and x2 it is computed from, as 1 and 2."""
        if self in (Feature.RADIUS, Feature.ANGLE):
            return frozenset({1, 2})
        return frozenset(index for index in (1, 2) if f"x{index}" in self.value)


class Activation(StrEnum):
    """The function a hidden layer applies to its pre-activations."""

    TANH = "tanh"
    RELU = "relu"
    LEAKY_RELU = "leaky_relu"
    ELU = "elu"
    SELU = "selu"
    GELU = "gelu"
    SILU = "silu"
    SOFTPLUS = "softplus"
    SIGMOID = "sigmoid"
    SOFTSIGN = "softsign"
    SINE = "sine"
    LINEAR = "linear"


# Straight or endlessly waving ones have no part in which learning stops.
NEVER_FLAT = frozenset({Activation.LINEAR, Activation.LEAKY_RELU, Activation.SINE})


class Loss(StrEnum):
    """What training makes small."""

    HALF_SQUARED = "half_squared"
    ABSOLUTE = "absolute"
    HUBER = "huber"
    BINARY_CROSS_ENTROPY = "binary_cross_entropy"
    SOFTMAX_CROSS_ENTROPY = "softmax_cross_entropy"
    HINGE = "hinge"

    @property
    def of_numbers(self) -> bool:
        """Whether it measures how far an output is from a number; else how little a class is believed."""
        return self in (Loss.HALF_SQUARED, Loss.ABSOLUTE, Loss.HUBER)


class Initializer(StrEnum):
    """How the first weights are drawn."""

    REFERENCE = "reference"
    XAVIER = "xavier"
    XAVIER_NORMAL = "xavier_normal"
    HE = "he"
    HE_UNIFORM = "he_uniform"
    LECUN = "lecun"
    LECUN_UNIFORM = "lecun_uniform"
    ORTHOGONAL = "orthogonal"
    NORMAL = "normal"
    UNIFORM = "uniform"
    ZEROS = "zeros"


class Optimizer(StrEnum):
    """How a gradient becomes a step."""

    SGD = "sgd"
    MOMENTUM = "momentum"
    NESTEROV = "nesterov"
    ADAGRAD = "adagrad"
    RMSPROP = "rmsprop"
    ADAM = "adam"
    ADAMW = "adamw"
    NEWTON = "newton"
    LBFGS = "lbfgs"

    @property
    def has_momentum(self) -> bool:
        """Whether it keeps a velocity."""
        return self in (Optimizer.MOMENTUM, Optimizer.NESTEROV)

    @property
    def second_order(self) -> bool:
        """Whether it looks at how the loss of all samples bends, and refuses steps that would raise it."""
        return self in (Optimizer.NEWTON, Optimizer.LBFGS)


class Regularization(StrEnum):
    """The penalty on large weights."""

    NONE = "none"
    L1 = "l1"
    L2 = "l2"
    L1_L2 = "l1_l2"


class Normalization(StrEnum):
    """What brings a layer's pre-activations to one scale."""

    NONE = "none"
    BATCH = "batch"
    LAYER = "layer"


class Pooling(StrEnum):
    """What makes one number of each patch behind a convolution."""

    NONE = "none"
    MAX = "max"
    AVERAGE = "average"


class Precision(StrEnum):
    """How many digits a number has: about 16, or about 7 in half the memory and time."""

    DOUBLE = "float64"
    SINGLE = "float32"


class CanvasMode(StrEnum):
    """What the edges of the canvas show."""

    WEIGHTS = "weights"
    GRADIENTS = "gradients"


class LossPicture(StrEnum):
    """What the plot beside the map shows over the epochs."""

    LOSS = "loss"
    ACCURACY = "accuracy"


class Smoothing(StrEnum):
    """How much of a curve's noise is averaged away; the noise itself stays as a thin line."""

    OFF = "off"
    SOME = "some"
    STRONG = "strong"


class LossScale(StrEnum):
    """How the loss plot's axis runs."""

    LOG = "log"
    LINEAR = "linear"


class Picture(StrEnum):
    """What the decision panel shows: the plane from above, as a surface, or as a layer bends it."""

    MAP = "map"
    SURFACE = "surface"
    HIDDEN_SPACE = "hidden_space"


class Page(StrEnum):
    """What fills the window: the network in training, or a page about the calculus of it."""

    NETWORK = "network"
    CHAIN_RULE = "chain_rule"
    FUNCTIONS = "functions"
    LANDSCAPE = "landscape"
    JACOBIAN = "jacobian"


class Extent(StrEnum):
    """Whose mean loss a derivative is of: one training sample's, the next mini-batch's or the whole set's."""

    SAMPLE = "sample"
    BATCH = "batch"
    ALL = "all"


class LandscapeAxes(StrEnum):
    """Which plane through the present weights the loss is shown over."""

    PATH = "path"
    GRADIENT = "gradient"
    EIGEN = "eigen"
    WEIGHTS = "weights"
    RANDOM = "random"


class LandscapePicture(StrEnum):
    """How the loss over a plane is drawn: from above, as a surface, or both side by side."""

    MAP = "map"
    SURFACE = "surface"
    BOTH = "both"


class ChainMode(StrEnum):
    """How the page "Chain rule" is gone through: a station at a time, all at once, or by one's own hand."""

    WALK = "walk"
    ALL = "all"
    BY_HAND = "by_hand"


class ChainSum(StrEnum):
    """How a derivative is put together: path by path, by backpropagation, or what each of the two costs."""

    PATHS = "paths"
    DELTAS = "deltas"
    COST = "cost"


class FunctionsPart(StrEnum):
    """What the page "Functions" is about: a slope, going downhill, a network's sum, or two variables."""

    SLOPE = "slope"
    DESCENT = "descent"
    SUM = "sum"
    SURFACE = "surface"


class DescentMethod(StrEnum):
    """A rule by which to go downhill in one variable."""

    GRADIENT = "gradient"
    MOMENTUM = "momentum"
    NEWTON = "newton"


class DescentShown(StrEnum):
    """Which paths downhill are drawn: that of one rule, or of all three."""

    GRADIENT = "gradient"
    MOMENTUM = "momentum"
    NEWTON = "newton"
    ALL = "all"


class FunctionKind(StrEnum):
    """Where a function of one variable comes from."""

    ACTIVATION = "activation"
    CLASSIC = "classic"
    FORMULA = "formula"
    LOSS = "loss"


class LandscapeAside(StrEnum):
    """What is told beside the landscape: the optimisers' next steps, eigenvalues or the Hessian itself."""

    STEP = "step"
    EIGENVALUES = "eigenvalues"
    HESSIAN = "hessian"
