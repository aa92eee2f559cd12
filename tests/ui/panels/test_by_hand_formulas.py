"""The formulas that the sheet tells: read as they stand, they come to the engine's own numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtGui import QPageSize

from playground.document import edits
from playground.document.choices import Activation, Dataset, Extent, Loss
from playground.document.experiment import Experiment
from playground.engine.activations import ACTIVATIONS as ENGINE
from playground.formula.arithmetic import number_of
from playground.ui.panels.chain_rule.by_hand.formulas import Formulas
from playground.ui.panels.chain_rule.by_hand.functions import ACTIVATIONS, SLOPES, filled
from playground.ui.panels.chain_rule.by_hand.names import Names
from playground.ui.panels.chain_rule.by_hand.paper import Heading, Line, Page, pages_of
from playground.ui.panels.chain_rule.by_hand.pdf import pdf_of
from playground.ui.theme.numbers import parse_number
from playground.ui.widgets.maths.plain import plain
from playground.ui.widgets.maths.tree import Prose
from playground.worker.questions import BoxKind, WorksheetAnswer, WorksheetQuestion
from playground.worker.run import Run
from playground.worker.snapshots import Parameter
from playground.worker.studies.worksheet import study_worksheet
from tests.worker.tables import experiment_on, table_with


def worth(text: str) -> float:
    """Work out a formula as a person would read it, with "if", "else" and letters that are told behind."""
    told = re.fullmatch("(.*), ([hse]) = (.*)", text)
    if told:
        value = repr(worth(told[3]))
        return worth(re.sub(f"(?<![a-z]){told[2]}(?![a-z])", f"({value})", told[1]))
    if " cut to " in text:
        return min(max(worth(text.split(" cut to ")[0]), -1.0), 1.0)
    choice = re.fullmatch("(.*) if (.*) ([<>]) (.*), else (.*)", text)
    if choice:
        left, right = worth(choice[2]), worth(choice[4])
        return worth(choice[1] if (left < right) == (choice[3] == "<") else choice[5])
    return number_of(re.sub(r"\|([^|]*)\|", r"abs(\1)", text).replace("½", "0.5"))


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z", [-1.3, 0.7])
def test_activations_and_their_slopes_are_the_engines(name: str, z: float) -> None:
    a, slope, _ = (float(each[0]) for each in ENGINE[name].at(np.array([z])))
    numbers = {"z": Prose(str(z).replace("-", "−")), "a": Prose(f"{a:.12f}".replace("-", "−"))}
    assert worth(plain(filled(ACTIVATIONS[name], numbers))) == pytest.approx(a, abs=2e-4)
    assert worth(plain(filled(SLOPES[name], numbers))) == pytest.approx(slope, abs=2e-4)


def sheet_of(experiment: Experiment, **kwargs: object) -> WorksheetAnswer:
    run = Run(experiment, **kwargs)  # type: ignore[arg-type]
    run.trainer.run(20)
    return study_worksheet(run, WorksheetQuestion(Parameter(0, 0, 1), Extent.SAMPLE, 3))


def small(loss: Loss, dataset: Dataset = Dataset.CIRCLE) -> Experiment:
    return edits.set_loss(edits.set_hidden(edits.set_dataset(Experiment(), dataset), (2,)), loss)


@pytest.mark.parametrize(
    "experiment",
    [
        small(Loss.HALF_SQUARED),
        small(Loss.BINARY_CROSS_ENTROPY),
        edits.set_label_smoothing(small(Loss.BINARY_CROSS_ENTROPY), 0.1),
        small(Loss.HINGE),
        small(Loss.ABSOLUTE, Dataset.PLANE),
        small(Loss.HUBER, Dataset.PLANE),
    ],
    ids=("half squared", "cross-entropy", "smoothed", "hinge", "absolute", "huber"),
)
def test_with_the_numbers_they_come_to_what_is_to_be_found(experiment: Experiment) -> None:
    answer = sheet_of(experiment)
    for box in answer.boxes:
        text = plain(Formulas(answer, numbers=True).of(box))
        assert worth(text) == pytest.approx(box.expected, abs=box.tolerance), (box.kind, text)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_formulas_of_many_classes(smoothing: float) -> None:
    table = table_with(classes=3)
    experiment = edits.set_hidden(experiment_on(table), (2,))
    answer = sheet_of(edits.set_label_smoothing(experiment, smoothing), table=table)
    for box in answer.boxes:
        text = plain(Formulas(answer, numbers=True).of(box))
        assert worth(text) == pytest.approx(box.expected, abs=box.tolerance), (box.kind, text)


def test_letters_are_the_names_of_the_canvas() -> None:
    answer = sheet_of(small(Loss.HALF_SQUARED))
    said = {
        plain(Names(answer).box(box)): plain(Formulas(answer, numbers=False).of(box)) for box in answer.boxes
    }
    assert said["z₂⁽¹⁾"] == "w₁₂⁽¹⁾ · x₁ + w₂₂⁽¹⁾ · x₂ + b₂⁽¹⁾"
    assert said["a₂⁽¹⁾"] == "tanh(z₂⁽¹⁾)"
    assert said["z⁽²⁾"] == "w₁₁⁽²⁾ · a₁⁽¹⁾ + w₂₁⁽²⁾ · a₂⁽¹⁾ + b₁⁽²⁾"
    assert said["L"] == "½ · (ŷ − y)²"
    assert said["δ⁽²⁾"] == "(ŷ − y) · (1 − (ŷ)²)"
    assert said["δ₂⁽¹⁾"] == "w₂₁⁽²⁾ · δ⁽²⁾ · (1 − (a₂⁽¹⁾)²)"
    assert said["∂L/∂w₁₂⁽¹⁾"] == "δ₂⁽¹⁾ · x₁"
    assert said["new w₁₂⁽¹⁾"] == "w₁₂⁽¹⁾ − η · ∂L/∂w₁₂⁽¹⁾"


def lines_of(page: Page) -> list[str]:
    found: list[str] = []
    for line in page.lines:
        if isinstance(line, Heading):
            found.append(line.title)
        else:
            found += [plain(node) for node in (line.node, line.beside) if node is not None]
    return found


def test_the_paper_holds_the_questions_and_then_the_answers() -> None:
    answer = sheet_of(small(Loss.HALF_SQUARED))
    sheet, key = pages_of(answer)
    boxed = [line for line in sheet.lines if isinstance(line, Line) and line.box]
    assert sum(1 + (line.beside is not None) for line in boxed) == len(answer.boxes)
    assert not any(isinstance(line, Line) and line.box for line in key.lines)
    assert "z₁⁽¹⁾ = w₁₁⁽¹⁾ · x₁ + w₂₁⁽¹⁾ · x₂ + b₁⁽¹⁾ =" in lines_of(sheet)
    assert sheet.lines != key.lines
    told = [text for text in lines_of(key) if text.count("=") > 1 and "η" not in text]
    assert len(told) == len(answer.boxes)
    for text, box in zip(told, answer.boxes, strict=True):
        number = parse_number(text.rsplit("=", 1)[1])
        rounding = 1e-4 * abs(box.expected) + (0.0 if box.kind is not BoxKind.UPDATE else box.tolerance)
        assert number == pytest.approx(box.expected, abs=5 * rounding)
    assert "sample 4" in sheet.subtitle
    assert pages_of(answer) == (sheet, key), "the same content each time"


def test_a_sheet_and_its_answers_are_two_pages_of_pdf(qapp: object) -> None:
    for experiment in (small(Loss.HALF_SQUARED), edits.set_hidden(Experiment(), (8, 6))):
        content = pdf_of(sheet_of(experiment))
        assert content.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) == 2
    letter = pdf_of(sheet_of(small(Loss.HALF_SQUARED)), QPageSize(QPageSize.PageSizeId.Letter))
    assert re.search(rb"/MediaBox \[0 0 612(\.0*)? 792(\.0*)?\]", letter)


def test_every_activation_has_its_words() -> None:
    assert set(ACTIVATIONS) == set(SLOPES) == {each.value for each in Activation}
