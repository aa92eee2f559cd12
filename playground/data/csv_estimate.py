"""How large a CSV file will be in memory, told from its beginning."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.data.csv_format import CsvFormat, cells_of

if TYPE_CHECKING:
    from playground.data.csv_choices import RowChoice

# Measured with 10 million rows of 3 columns: 113 bytes for each row while it is read and made into a table,
# of which 8 for its line. A sample is let grow to twice its size.
BYTES_PER_CELL, BYTES_PER_ROW = 35, 8
_SAMPLE_GROWTH = 2


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how many rows a file has, and how many columns."""

    rows: int
    columns: int

    def bytes_needed(self, choice: RowChoice) -> int:
        """Return about how much memory reading these rows takes at its peak."""
        return self._taken(choice) * self._row_bytes()

    def rows_within(self, size: int) -> int:
        """Return how many rows of a random sample fit into so many bytes, a round number."""
        fitting = max(size // (_SAMPLE_GROWTH * self._row_bytes()), 1)
        power = 10 ** (len(str(fitting)) - 1)
        return int(fitting // power * power)

    def _row_bytes(self) -> int:
        return self.columns * BYTES_PER_CELL + BYTES_PER_ROW

    def _taken(self, choice: RowChoice) -> int:
        if choice.sample:
            return min(self.rows, _SAMPLE_GROWTH * choice.sample)
        return -(-self.rows // choice.every)


def estimate(head: bytes, size: int, format: CsvFormat) -> Estimate:
    """Guess how many rows a file has.

    Parameters
    ----------
    head : bytes
        Its beginning.
    size : int
        Bytes of the whole.
    format : CsvFormat

    Returns
    -------
    Estimate
        The number of lines of the head, scaled to the file; quoted line ends count as rows.
    """
    text = codecs.getincrementaldecoder(format.codec)("replace").decode(head, final=False)
    lines = [line for line in text.splitlines() if line.strip()]
    whole = max(len(lines) - (size > len(head)), 1)
    width = len(cells_of(next(format.reader(lines[:1]), []), format.delimiter)) if lines else 0
    return Estimate(round(whole * max(size / max(len(head), 1), 1.0)), max(width, 1))
