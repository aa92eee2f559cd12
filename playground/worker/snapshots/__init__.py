"""What the worker tells of a run at one moment: plain values and arrays, never changed once sent."""

from playground.worker.snapshots.arrays import Floats, Picture
from playground.worker.snapshots.curvature import Curvature, Eigenvalue
from playground.worker.snapshots.errors import ClassErrors, Errors, NumberErrors, PartErrors
from playground.worker.snapshots.gradient_cloud import CloudPlane, GradientCloud
from playground.worker.snapshots.health import LayerHealth
from playground.worker.snapshots.hidden_space import HiddenSpace, Separability, SpaceChoice
from playground.worker.snapshots.input_gradients import InputGradients
from playground.worker.snapshots.inspection import Flatness, LayerDistribution, NeuronSum
from playground.worker.snapshots.maps import DecisionMap, InputMaps, NeuronMaps, SensitivityMaps
from playground.worker.snapshots.measures import LossPoint
from playground.worker.snapshots.parameters import GradientSnapshot, Histogram, LayerValues, ParameterSnapshot
from playground.worker.snapshots.places import Neuron, Parameter
from playground.worker.snapshots.probe import Probe

ProbeResult = (
    ParameterSnapshot
    | GradientSnapshot
    | tuple[Histogram, ...]
    | NeuronMaps
    | SensitivityMaps
    | DecisionMap
    | InputGradients
    | NeuronSum
    | LayerDistribution
    | tuple[LayerHealth, ...]
    | Errors
    | GradientCloud
    | HiddenSpace
    | Separability
    | Curvature
)

__all__ = [
    "ClassErrors",
    "CloudPlane",
    "Curvature",
    "DecisionMap",
    "Eigenvalue",
    "Errors",
    "Flatness",
    "Floats",
    "GradientCloud",
    "GradientSnapshot",
    "HiddenSpace",
    "Histogram",
    "InputGradients",
    "InputMaps",
    "LayerDistribution",
    "LayerHealth",
    "LayerValues",
    "LossPoint",
    "Neuron",
    "NeuronMaps",
    "NeuronSum",
    "NumberErrors",
    "Parameter",
    "ParameterSnapshot",
    "PartErrors",
    "Picture",
    "Probe",
    "ProbeResult",
    "SensitivityMaps",
    "Separability",
    "SpaceChoice",
]
