"""The batch size: a slider from one sample to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.ui.theme.numbers import Notation, format_integer, parse_number
from playground.ui.widgets.scale import Scale
from playground.ui.widgets.slider import Slider
from playground.ui.widgets.tooltip import set_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from playground.ui.theme.theme import Theme

ALL = "all"
STOPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
TIP = (
    "Samples per step: fewer is noisier, all is the true gradient. Each epoch goes through them in a new "
    "order; its last batch holds what is left."
)


class BatchSlider(Slider):
    """`moved` carries a batch size, and the number that stands for all samples at the slider's end."""

    def __init__(self, theme: Theme, all_samples: int, parent: QWidget | None = None) -> None:
        self._all, self._samples = all_samples, STOPS[-1]
        notation = Notation(self._write, self._read)
        super().__init__(
            theme,
            "Batch size",
            Scale.explicit(STOPS),
            parent,
            default=10,
            notation=notation,
            whole=True,
            widest=f"{ALL} (10 000)",
        )
        set_tip(self, TIP)
        self.show_samples(self._samples)

    def show_samples(self, samples: int) -> None:
        """Let the slider's end be all samples."""
        self._samples = max(samples, 1)
        stops = (*(size for size in STOPS if size == 1 or size < self._samples), self._all)
        self.set_scale(Scale.explicit(stops))

    def show_held(self, reason: str) -> None:
        """Say why it can't be moved; "" where it can."""
        self.setEnabled(not reason)
        set_tip(self, reason or TIP)

    def show_value(self, value: float) -> None:
        """Show a batch size; whatever is at least as large as there are samples means all."""
        super().show_value(self._all if value >= self._samples else value)

    def _write(self, value: float) -> str:
        if value < self._samples:
            return format_integer(round(value))
        return f"{ALL} ({format_integer(self._samples)})"

    def _read(self, text: str) -> float | None:
        return float(self._all) if text.strip().lower().startswith(ALL) else parse_number(text)
