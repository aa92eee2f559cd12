from __future__ import annotations

import pytest

from playground.cli.parser import UsageError, parse


def test_the_window_takes_a_file_or_none() -> None:
    assert parse([]).file is None
    assert parse(["mine.csv"]).file == "mine.csv"


def test_train_reads_all_its_options() -> None:
    line = "train spiral --epochs 12 --seed 3 --learning-rate 0.1 --hidden 4,2 --out results --json"
    request = parse(line.split())
    assert (request.subject, request.epochs, request.seed) == ("spiral", 12, 3)
    assert (request.learning_rate, request.hidden) == (0.1, (4, 2))
    assert (request.out, request.json) == ("results", True)


def test_screenshot_reads_all_its_options() -> None:
    size = "--size 1280x720 --theme light --text large"
    request = parse(f"screenshot xor --out a.png --page network --epochs 5 {size} --mode gradients".split())
    assert request.size == (1280, 720)
    assert (request.theme, request.text, request.mode) == ("light", "large", "gradients")


def test_no_hidden_layer_can_be_asked_for() -> None:
    assert parse(["train", "gauss", "--hidden", "none"]).hidden == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("train", "NAME"),
        ("train xor --epochs 0", "from 1"),
        ("train xor --epochs 1 --steps 1", "not allowed with"),
        ("train xor --seed -1", "from 0"),
        ("train xor --learning-rate 11", "from 1e-05 to 10"),
        ("train xor --learning-rate nan", "from 1e-05 to 10"),
        ("train xor --hidden 4,0", "from 1 to 4,096"),
        ("train xor --hidden " + ",".join(["1"] * 65), "more than 64"),
        ("train xor --nonsense", "unrecognized"),
        ("train xor --epochs 0", "playground train --help"),
        ("a.csv b.csv", "try “playground --help”"),
        ("screenshot xor", "--out"),
        ("screenshot xor --out a.png --size big", "1440x900"),
        ("screenshot xor --out a.png --theme pink", "dark"),
        ("a.csv b.csv", "unrecognized"),
    ],
)
def test_a_wrong_argument_is_named_in_one_line(line: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(line.split())
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_help_describes_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("train", "screenshot"):
        with pytest.raises(SystemExit):
            parse([command, "--help"])
        options = capsys.readouterr().out.split("options:")[1].split("\n  -")[1:]
        assert len(options) > 5
        assert all(len(option.split("  ")) > 1 or "\n" in option for option in options)
