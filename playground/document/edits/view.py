"""Edits of what is looked at, which are no part of undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from playground.document.choices import Extent, Page, Picture
from playground.document.edits.adopting import with_view

if TYPE_CHECKING:
    from playground.document.choices import CanvasMode, LossPicture, LossScale, Smoothing
    from playground.document.experiment import Experiment


def turn_to_page(experiment: Experiment, page: Page) -> Experiment:
    """Let another page fill the window."""
    return with_view(experiment, replace(experiment.view, page=page))


def set_chain_rule(experiment: Experiment, **changes: Any) -> Experiment:
    """Look at something else on the page "Chain rule": fields of `ChainRuleView` by name."""
    looked = replace(experiment.view.chain_rule, **changes)
    return with_view(experiment, replace(experiment.view, chain_rule=looked))


def follow_in_chain_rule(experiment: Experiment, layer: int, source: int | None, target: int) -> Experiment:
    """Turn to the page "Chain rule" with a weight, or where `source` is None a bias, to be followed.

    To all samples, as the slope that the canvas tells of it is the whole training set's.
    """
    place = (layer, -1 if source is None else source, target)
    looked = set_chain_rule(experiment, parameter=place, extent=Extent.ALL)
    return turn_to_page(looked, Page.CHAIN_RULE)


def set_functions(experiment: Experiment, **changes: Any) -> Experiment:
    """Look at something else on the page "Functions": fields of `FunctionsView` by name.

    On another function the path downhill begins at that function's own start.
    """
    before = experiment.view.functions
    looked = replace(before, **changes)
    if looked.function != before.function and "descent" not in changes:
        looked = replace(looked, descent=replace(looked.descent, start=None))
    return with_view(experiment, replace(experiment.view, functions=looked))


def set_landscape(experiment: Experiment, **changes: Any) -> Experiment:
    """Look at something else on the page "Landscape": fields of `LandscapeView` by name."""
    looked = replace(experiment.view.landscape, **changes)
    return with_view(experiment, replace(experiment.view, landscape=looked))


def set_jacobian(experiment: Experiment, **changes: Any) -> Experiment:
    """Look at something else on the page "Jacobian": fields of `JacobianView` by name."""
    looked = replace(experiment.view.jacobian, **changes)
    return with_view(experiment, replace(experiment.view, jacobian=looked))


def set_mode(experiment: Experiment, mode: CanvasMode) -> Experiment:
    """Show weights or gradients on the canvas."""
    return with_view(experiment, replace(experiment.view, mode=mode))


def set_show_test(experiment: Experiment, show: bool) -> Experiment:
    """Show or hide the test points."""
    return with_view(experiment, replace(experiment.view, show_test=show))


def set_discretize(experiment: Experiment, discretize: bool) -> Experiment:
    """Show the decision map in two flat colours, or in shades."""
    return with_view(experiment, replace(experiment.view, discretize=discretize))


def set_arrows(experiment: Experiment, show: bool) -> Experiment:
    """Show or hide the input gradients over the decision map."""
    return with_view(experiment, replace(experiment.view, arrows=show))


def set_contours(experiment: Experiment, show: bool) -> Experiment:
    """Show or hide lines of equal value on the decision map."""
    return with_view(experiment, replace(experiment.view, contours=show))


def set_map_size(experiment: Experiment, size: int) -> Experiment:
    """Set how many samples the decision map has along each side."""
    return with_view(experiment, replace(experiment.view, map_size=size))


def set_loss_scale(experiment: Experiment, scale: LossScale) -> Experiment:
    """Run the loss plot's axis in powers of ten, or evenly."""
    return with_view(experiment, replace(experiment.view, loss_scale=scale))


def set_loss_picture(experiment: Experiment, picture: LossPicture) -> Experiment:
    """Show the loss or the accuracy over the epochs."""
    return with_view(experiment, replace(experiment.view, loss_picture=picture))


def set_smoothing(experiment: Experiment, smoothing: Smoothing) -> Experiment:
    """Average more or less of a curve's noise away."""
    return with_view(experiment, replace(experiment.view, smoothing=smoothing))


def set_sample(experiment: Experiment, sample: int) -> Experiment:
    """Choose the training sample (counted from 0) whose numbers are looked at."""
    return with_view(experiment, replace(experiment.view, sample=sample))


def set_slice_axes(experiment: Experiment, first: int, second: int) -> Experiment:
    """Choose the two columns (counted from 0) that the decision map runs over."""
    return with_view(experiment, replace(experiment.view, slice_axes=(first, second)))


EDGE_SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


def step_edge_share(experiment: Experiment, steps: int) -> Experiment:
    """Go to the next larger or smaller usual share of edges."""
    share = experiment.view.edge_share
    others = [each for each in EDGE_SHARES if (each > share if steps > 0 else each < share)]
    ordered = others if steps > 0 else others[::-1]
    return set_edge_share(experiment, ordered[min(abs(steps), len(ordered)) - 1]) if ordered else experiment


def set_edge_share(experiment: Experiment, share: float) -> Experiment:
    """Draw only the strongest share of the edges between two layers."""
    return with_view(experiment, replace(experiment.view, edge_share=share))


def set_speed(experiment: Experiment, steps_per_second: float) -> Experiment:
    """Set how many steps a second playing takes; 0 for as many as there can be."""
    return with_view(experiment, replace(experiment.view, speed=steps_per_second))


def set_picture(experiment: Experiment, picture: Picture) -> Experiment:
    """Show the decision as a map, as a surface, or in the space of a layer."""
    return with_view(experiment, replace(experiment.view, picture=picture))


def pictures_of(experiment: Experiment) -> tuple[Picture, ...]:
    """Return the pictures there are: over a single coordinate there is no surface."""
    flat = experiment.data.source.coordinates > 1
    return tuple(each for each in Picture if flat or each is not Picture.SURFACE)


def next_picture(experiment: Experiment) -> Experiment:
    """Go to the next picture of the decision, after the last to the first."""
    pictures, shown = pictures_of(experiment), experiment.view.picture
    at = pictures.index(shown) if shown in pictures else 0
    return set_picture(experiment, pictures[(at + 1) % len(pictures)])


def set_space_layer(experiment: Experiment, layer: int) -> Experiment:
    """Look at the space of a layer (0: the inputs), its axes chosen for it."""
    if layer == experiment.view.space_layer:
        return experiment
    return with_view(experiment, replace(experiment.view, space_layer=layer, space_axes=None))


def set_space_axes(experiment: Experiment, axes: tuple[int, int] | None) -> Experiment:
    """Let two neurons of the layer be the axes, or with None its best plane."""
    return with_view(experiment, replace(experiment.view, space_axes=axes))
