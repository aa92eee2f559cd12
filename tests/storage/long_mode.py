"""How much of the long proofs this run does: a share, or with PLAYGROUND_LONG=1 all."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = os.environ.get("PLAYGROUND_LONG") == "1"
Item = TypeVar("Item")


def sampled(items: Sequence[Item], share: int) -> Sequence[Item]:
    """So many of the items, always the same ones; in the long mode all."""
    if LONG or len(items) <= share:
        return items
    return random.Random(0).sample(items, share)
