"""What the gradients say, in one sentence each, with the layer named; no number, no sentence."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from playground.document import limits
from playground.worker.snapshots import CloudPlane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playground.worker.snapshots import GradientCloud

# Times as much or as little at the input as at the output: layers of different size differ by some times in
# their gradients, and a hundredfold is more than size explains.
FAR = 100.0
# Karpathy, CS231n notes, "Neural Networks Part 3", ratio of weights to updates: somewhere around 1e-3.
USUAL_STEP = (1e-4, 1e-3, 1e-2)
THIN_SPACE = "\u2009"
MINUS = "\N{MINUS SIGN}"


def name_of(layer: int, layers: int) -> str:
    """Return ``Hidden 1`` and so on, ``the output`` for the last."""
    return f"Hidden {layer + 1}" if layer < layers - 1 else "the output"


def size_words(norms: Sequence[float]) -> str:
    """Judge the sizes of the layers' gradients from the first to the output; "" where there are none."""
    if not norms or not all(math.isfinite(each) and each >= 0 for each in norms):
        return ""
    if not any(norms):
        return "No layer has a gradient: no weight would change the loss from here."
    if len(norms) == 1:
        return f"The output is the only layer: its gradient has the size {number(norms[0])}."
    if not norms[-1]:
        return "The output gets no gradient, though layers before it do."
    stopped = max((index for index, each in enumerate(norms) if not each), default=-1)
    if stopped >= 0 and not any(norms[: stopped + 1]):
        before = "and every layer before it get" if stopped else "gets"
        return f"The gradient ends before the input: {name_of(stopped, len(norms))} {before} none."
    return _ratio_words(norms[0] / norms[-1])


def _ratio_words(ratio: float) -> str:
    if ratio < 1.0 / FAR:
        return f"The gradient vanishes towards the input: Hidden 1 gets {share(ratio)} of the output's."
    if ratio > FAR:
        return f"The gradient explodes towards the input: Hidden 1 gets {whole(ratio)} times the output's."
    times = f"{number(ratio)} times" if ratio >= 1.0 else share(ratio) + " of"
    return f"The gradient neither vanishes nor explodes: Hidden 1 gets {times} the output's."


def dead_words(dead: Sequence[int], neurons: Sequence[int]) -> str:
    """Name the layers with neurons whose slope is 0 for every sample looked at; "" where there are none."""
    layers = len(neurons)
    found = [(index, count) for index, count in enumerate(dead) if count > 0]
    told = [
        f"{'all' if count == neurons[index] else f'{count} of'} {neurons[index]} in {name_of(index, layers)}"
        for index, count in found
    ]
    return f"Dead for every sample looked at: {', '.join(told)}." if told else ""


def spread_words(layer: int, layers: int, percentiles: Sequence[float]) -> str:
    """Say between which values most of a layer's gradient lies; `percentiles` are 5, 25, 50, 75 and 95 %."""
    if len(percentiles) != 5 or not all(map(math.isfinite, percentiles)):
        return ""
    low, lower, _, upper, high = map(number, percentiles)
    name = name_of(layer, layers)
    return f"Nine in ten values in {name} lie from {low} to {high}, the middle half from {lower} to {upper}."


def step_words(ratios: Sequence[float]) -> str:
    """Judge how far the last step moved each layer, as a share of its weights' length."""
    known = {index: each for index, each in enumerate(ratios) if math.isfinite(each)}
    if not known:
        return ""
    layers, (low, usual, high) = len(ratios), USUAL_STEP
    still = [index for index, each in known.items() if each == 0]
    if still:
        return _capital(f"{name_of(still[0], layers)} stood still in the last step.")
    worst = max(known, key=lambda index: abs(math.log(known[index] / usual)))
    name, told = name_of(worst, layers), share(known[worst])
    if not low <= known[worst] <= high:
        how = "hardly moves" if known[worst] < low else "moves far"
        usual_words = f"about {share(usual)} is usual"
        return _capital(f"{name} {how}: a step is {told} of its weights' size; {usual_words}.")
    least, most = (pick(known, key=known.__getitem__) for pick in (min, max))
    if least == most:
        return f"A step is {told} of the weights' size in {name}, which is within the usual."
    first, last = share(known[least]), share(known[most])
    ends = f"{first} ({name_of(least, layers)}) to {last} ({name_of(most, layers)})"
    return f"Steps are {ends} of the weights' size, which is within the usual."


def cloud_words(cloud: GradientCloud) -> str:
    """Say how far from the full gradient chance leads a batch."""
    if cloud.typical is None:
        return "The full gradient is 0: from here only chance moves the weights."
    if cloud.batch_size >= cloud.training_samples:
        return "Each batch is the whole training set: its gradient is the full one, without chance."
    if not tells_chance(cloud):
        return few_words(cloud)
    (size, angle), (larger, less) = cloud.typical[0], cloud.typical[-1]
    if cloud.angle is None:
        usual = f"Batches of {size} point about {degrees(angle)} off the full gradient"
    else:
        last = f"The next batch points {degrees(cloud.angle)} off the full gradient"
        usual = f"{last}; about {degrees(angle)} is usual for {size} samples"
    every = larger == cloud.training_samples
    return f"{usual}, {degrees(less)} for {f'all {larger}' if every else larger}."


def tells_chance(cloud: GradientCloud) -> bool:
    """Return whether so many of the training samples are looked at that they stand for the rest."""
    return 4 * len(cloud.points) >= cloud.training_samples


def few_words(cloud: GradientCloud) -> str:
    """Say that too few samples are looked at to tell what is usual."""
    counts = len(cloud.points), cloud.training_samples
    seen, every = (f"{count:,}".replace(",", THIN_SPACE) for count in counts)
    few = f"{seen} of {every} samples are too few to say what is usual"
    if cloud.angle is None:
        return f"{few}."
    return f"The next batch points {degrees(cloud.angle)} off the full gradient; {few}."


def cloud_place(cloud: GradientCloud) -> str:
    """Say what is shown, and in which plane."""
    count, every = len(cloud.points), cloud.training_samples
    whose = f"All {every}" if count == every else f"{count} of {every}"
    steps = cloud.plane is CloudPlane.STEPS
    plane = "the steps' plane" if steps else "their best plane"
    running = ", by running means" if cloud.running else ""
    held = f"{100 * cloud.share:.0f}{THIN_SPACE}%"
    return f"{whose} samples{running}; {held} of squared length is in {plane}"


def cloud_obstacle(parameters: int) -> str:
    """Say why there is no cloud of a network of so many parameters, "" where there can be one."""
    if parameters <= limits.MOST_CLOUD_PARAMETERS:
        return ""
    return f"Above {whole(limits.MOST_CLOUD_PARAMETERS)} parameters, single samples are not followed."


def degrees(angle: float) -> str:
    """Return ``38°``, and tenths below ten degrees."""
    return f"{angle:.1f}°" if 0.05 <= angle < 9.95 else f"{angle:.0f}°"


def share(ratio: float) -> str:
    """Return ``1/1 200`` for a small share, with two digits that count, ``0.34`` for a larger one."""
    return f"1/{whole(1.0 / ratio)}" if 0 < ratio < 0.1 else number(ratio)


def whole(value: float) -> str:
    """Return a large number rounded to two digits that count, with thin spaces: ``1 200``."""
    if not math.isfinite(value):
        return "∞"
    if value >= 1e9:
        return number(value)
    step = 10 ** max(0, math.floor(math.log10(max(value, 1.0))) - 1)
    return f"{round(value / step) * step:,}".replace(",", THIN_SPACE)


def number(value: float, digits: int = 2) -> str:
    """Return so many digits that count, with a true minus: ``0.34``, ``−0.0021``, ``3.4·10⁻⁷``."""
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    exponent = int(power)
    if value == 0 or -5 < exponent < 4:
        text = f"{float(f'{mantissa}e{exponent}'):.{max(0, digits - 1 - exponent)}f}" if value else "0"
    else:
        text = f"{mantissa}·10{str(exponent).translate(_SUPERSCRIPTS)}"
    return text.replace("-", MINUS)


_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
