"""Every limit that data from outside must keep, in one place."""

from __future__ import annotations

# A file is read piece by piece; what is kept of it is limited by its cells and by the free memory.
FILE_BYTES = 64 * 1024**3
LINE_CHARACTERS = 1024 * 1024
# Inputs of a table, and columns of a file that they are chosen from.
COLUMNS = 1024
FILE_COLUMNS = 20_000
CELLS = 150_000_000
# Longer texts are never read as a number: parsing 100,000 digits takes long and nobody means them.
NUMBER_CHARACTERS = 64
# Squares and sums of numbers within this stay finite in float64.
LARGEST_NUMBER = 1e100
# Deviations below this would blow ordinary numbers up to infinity when divided by.
SMALLEST_DEVIATION = 1e-100
DISTINCT_VALUES = 1_000
LISTED_PROBLEMS_PER_COLUMN = 1_000
FEWEST_CLASSES = 2
MOST_CLASSES = 20
FEWEST_ROWS = 10
