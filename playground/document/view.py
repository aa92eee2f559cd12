"""What a person chose to look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.document.added import ADDED
from playground.document.chain_rule_view import ChainRuleView
from playground.document.choices import CanvasMode, LossPicture, LossScale, Page, Picture, Smoothing
from playground.document.functions_view import FunctionsView
from playground.document.jacobian_view import JacobianView
from playground.document.landscape_view import LandscapeView


@dataclass(frozen=True, slots=True)
class View:
    """What the person chose to look at; never part of undo.

    `edge_share` is the share of edges that is drawn between two layers, the strongest first; `sample` is one
    of the training samples; `speed` is in steps a second, 0 for flat out. Over the decision map, `arrows` are
    the input gradients and `contours` lines of equal value; `map_size` is how many samples it has per side.
    `space_layer` is the layer whose space is looked at (0 the inputs, None the last hidden one), `space_axes`
    the two of its neurons that are the axes, None for the best plane.
    """

    mode: CanvasMode = CanvasMode.WEIGHTS
    show_test: bool = False
    discretize: bool = False
    loss_scale: LossScale = LossScale.LOG
    slice_axes: tuple[int, int] = (0, 1)
    edge_share: float = field(default=1.0, metadata=ADDED)
    sample: int = field(default=0, metadata=ADDED)
    speed: float = field(default=0.0, metadata=ADDED)
    loss_picture: LossPicture = field(default=LossPicture.LOSS, metadata=ADDED)
    smoothing: Smoothing = field(default=Smoothing.SOME, metadata=ADDED)
    arrows: bool = field(default=False, metadata=ADDED)
    contours: bool = field(default=False, metadata=ADDED)
    map_size: int = field(default=110, metadata=ADDED)
    picture: Picture = field(default=Picture.MAP, metadata=ADDED)
    space_layer: int | None = field(default=None, metadata=ADDED)
    space_axes: tuple[int, int] | None = field(default=None, metadata=ADDED)
    page: Page = field(default=Page.NETWORK, metadata=ADDED)
    chain_rule: ChainRuleView = field(default=ChainRuleView(), metadata=ADDED)
    functions: FunctionsView = field(default=FunctionsView(), metadata=ADDED)
    landscape: LandscapeView = field(default=LandscapeView(), metadata=ADDED)
    jacobian: JacobianView = field(default=JacobianView(), metadata=ADDED)
