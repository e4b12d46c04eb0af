"""The one door to the normal form of a text."""

from __future__ import annotations

import numpy as np

from goodstanding.core.text.normalised import Normalised


def normalise(text: str, /) -> Normalised:
    """Return the normal form of a text with its offset map."""
    starts = np.arange(len(text), dtype=np.int32)
    return Normalised(text, text, starts, starts + 1)
