"""What was copied of a network, as text that another window can read as well."""

from __future__ import annotations

import json
from dataclasses import dataclass

from playground.document.codec import decode, encode, parse
from playground.document.errors import FileError
from playground.document.experiment import Layer  # noqa: TC001  decoding asks for it

FORMAT = "playground network part"


@dataclass(frozen=True, slots=True)
class Copied:
    """Layers that were copied: `whole`, or those of their neurons only that each layer still has here."""

    layers: tuple[Layer, ...]
    whole: bool


def copied_to_text(copied: Copied) -> str:
    """Return the text that stands for what was copied."""
    return json.dumps({"format": FORMAT, **encode(copied)}, ensure_ascii=False)


def copied_from_text(text: str) -> Copied | None:
    """Return what a text stands for, None if it is another text or a damaged one."""
    try:
        value = parse(text)
        if not isinstance(value, dict) or value.pop("format", None) != FORMAT:
            return None
        copied: Copied = decode(Copied, value, "copied")
    except FileError:
        return None
    return copied if copied.layers and all(layer.neurons for layer in copied.layers) else None
