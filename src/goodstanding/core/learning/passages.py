"""Where a model saw what it says: the passage whose characters speak most for a class."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodstanding.core.learning.features import LONGEST
from goodstanding.core.learning.grams import column_of, gram_hashes
from goodstanding.core.learning.model import Model
from goodstanding.core.learning.readings import character_codes
from goodstanding.core.text.normalised import Normalised

CHARACTERS = 1
"""The salt of the character view."""

Floats = npt.NDArray[np.float64]


def telling_passage(model: Model, class_name: str, text: Normalised, /) -> tuple[int, int]:
    """Return the stretch of the normal form that speaks most for a class, or all of it where no stretch stands out."""
    weights = speaking_for(model, class_name, text)
    if not len(weights) or weights.max() <= 0.0:
        return 0, len(text.text)
    start = end = begin = 0
    best = total = 0.0
    for place, weight in enumerate((weights - _bar(weights)).tolist()):
        total += weight
        if total <= 0.0:
            total, begin = 0.0, place + 1
        elif total > best:
            best, start, end = total, begin, place + 1
    return (start, end) if end else (0, len(text.text))


def speaking_for(model: Model, class_name: str, text: Normalised, /) -> Floats:
    """Return by character of the normal form how much its n-grams speak for a class."""
    features = model.card.features
    normal = text.text[:LONGEST]
    codes = character_codes(normal)
    spread = np.zeros(len(codes) + 1, np.float64)
    column = model.card.classes.index(class_name)
    for size, hashes in enumerate(gram_hashes(codes, sizes=range(1, features.longest_gram + 1), salt=CHARACTERS), start=1):
        weights = model.weights[column_of(hashes, bits=features.bits), column].astype(np.float64) / size
        spread[: len(weights)] += weights
        spread[size : size + len(weights)] -= weights
    return spread.cumsum()[1 : len(normal) + 1]


def _bar(weights: Floats) -> float:
    """Return what a character must exceed to belong to the passage: a part of what the strongest say."""
    return float(np.quantile(weights, 0.9)) / 3 if len(weights) > 1 else 0.0
