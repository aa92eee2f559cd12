"""The arguments of the command line; each wrong one is named in a single line."""

from __future__ import annotations

import argparse
import math
import os
from typing import Any, NoReturn

from playground import __version__
from playground.document import limits
from playground.worker.blas import ONE_BLAS_THREAD

PAGES = ("network", "chain-rule", "functions", "landscape", "jacobian")
THEMES = ("dark", "light")
TEXTS = ("normal", "large", "projector")
MODES = ("weights", "gradients")
COMMANDS = ("train", "examples", "screenshot")
MOST_STEPS = 10**9


class UsageError(ValueError):
    """A wrong argument, said in one line."""


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line and never exits by itself."""

    def error(self, message: str) -> NoReturn:
        """Raise the message as a `UsageError`."""
        raise UsageError(f"{message}; try “{self.prog} --help”")


def parse(argv: list[str]) -> argparse.Namespace:
    """Return the request; its `run` is the function to call with it."""
    if argv and argv[0] in COMMANDS:
        return _commands().parse_args(argv)
    return _window().parse_args(argv)


def _window() -> Parser:
    parser = Parser(
        prog="playground",
        usage="playground [FILE] | train | examples | screenshot | --version",
        description="Build a network, press play, and see the calculus that trains it.",
        epilog="“playground COMMAND --help” tells of a command: train, examples, screenshot.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="a .playground project or a .csv table")
    parser.add_argument("--version", action="version", version=f"playground {__version__}")
    parser.set_defaults(run=_run_window)
    return parser


def _commands() -> Parser:
    parser = Parser(prog="playground")
    commands = parser.add_subparsers(parser_class=Parser, required=True)
    _add_train(commands.add_parser("train", help="train without a window"))
    _add_examples(commands.add_parser("examples", help="list the shipped experiments"))
    _add_screenshot(commands.add_parser("screenshot", help="save a picture of the window"))
    return parser


def _add_subject(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="NAME|FILE", help="a shipped experiment, a .playground or a .csv")
    parser.add_argument("--seed", type=_seed, help="seed of the data and of the first weights")


def _add_train(parser: argparse.ArgumentParser) -> None:
    _add_subject(parser)
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--epochs", type=_count, help="passes over the training set; its own number if not given"
    )
    length.add_argument("--steps", type=_count, help="optimiser updates")
    parser.add_argument("--learning-rate", type=_rate, metavar="X", help="size of a step, 1e-05 to 10")
    parser.add_argument(
        "--hidden", type=_sizes, metavar="4,2", help="neurons per hidden layer, all plain; “none” for none"
    )
    parser.add_argument(
        "--out", metavar="DIR", help="write the project, history.csv and decision-map.png there"
    )
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object on one line")
    parser.set_defaults(run=_run_train)


def _add_examples(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_examples)


def _add_screenshot(parser: argparse.ArgumentParser) -> None:
    _add_subject(parser)
    parser.add_argument("--out", required=True, metavar="F.png", help="the picture to write")
    parser.add_argument("--page", choices=PAGES, default="network", help="the page shown")
    parser.add_argument(
        "--epochs",
        type=_count_from_zero,
        default=0,
        help="passes over the training set before the picture; 0 if not given",
    )
    parser.add_argument(
        "--size",
        type=_size,
        default=(1440, 900),
        metavar="1440x900",
        help="pixels across and down, 1100x700 to 7680x4320",
    )
    parser.add_argument("--theme", choices=THEMES, default="dark", help="colours; dark if not given")
    parser.add_argument("--text", choices=TEXTS, default="normal", help="size of the text")
    parser.add_argument("--mode", choices=MODES, default="weights", help="what the canvas shows")
    parser.set_defaults(run=_run_screenshot)


# Values


def _whole(text: str, low: int, high: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from {low} to {high:,}")
    return value


def _count(text: str) -> int:
    return _whole(text, 1, MOST_STEPS)


def _count_from_zero(text: str) -> int:
    return _whole(text, 0, MOST_STEPS)


def _seed(text: str) -> int:
    return _whole(text, *limits.SEED)


def _rate(text: str) -> float:
    low, high = limits.LEARNING_RATE
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from {low:g} to {high:g}")
    return value


def _sizes(text: str) -> tuple[int, ...]:
    if text == "none":
        return ()
    sizes = tuple(_whole(each, 1, limits.MAX_UNITS) for each in text.split(","))
    if len(sizes) > limits.MAX_LAYERS:
        raise argparse.ArgumentTypeError(f"{len(sizes)} layers are more than {limits.MAX_LAYERS}")
    return sizes


def _size(text: str) -> tuple[int, int]:
    width, _cross, height = text.partition("x")
    try:
        return _whole(width, 1_100, 7_680), _whole(height, 700, 4_320)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a size like 1440x900 (1100x700 to 7680x4320)"
        ) from None


# What runs: imported only when asked for, so that each command starts fast and needs only what it uses


def _run_window(request: Any) -> int:
    from playground.cli.window import run

    return run(request)


def _run_train(request: Any) -> int:
    for name, value in ONE_BLAS_THREAD.items():
        os.environ.setdefault(name, value)
    from playground.cli.train import run

    return run(request)


def _run_examples(request: Any) -> int:
    from playground.cli.examples import run

    return run(request)


def _run_screenshot(request: Any) -> int:
    from playground.cli.screenshot import run

    return run(request)
