"""The names of the array types that this room hands out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
ByteArray = NDArray[np.uint8]
# Places in a list of at most limits.DISTINCT_VALUES texts.
CodeArray = NDArray[np.int16]
