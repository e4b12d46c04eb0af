"""A model small enough to be written by hand, for examples and tests: it tells offers to buy accounts from other texts."""

from __future__ import annotations

from functools import cache

import numpy as np

from goodstanding.core.learning.card import Augmentation, Card, Curve, Figures, Source, Split, Threshold, card_bytes
from goodstanding.core.learning.features import Features
from goodstanding.core.learning.grams import column_of, gram_hashes
from goodstanding.core.learning.model import CARD_FILE, WEIGHTS_FILE, as_text, digest_of, weights_bytes
from goodstanding.core.learning.readings import character_codes

SAMPLE = "sample-offers"
OFFER, ORDINARY = "offer", "ordinary"
_WORDS = ("收购", "公众号", "账号", "出售")
_FEATURES = Features(views=("characters",), longest_gram=2, bits=16)


@cache
def sample_files() -> dict[str, str]:
    """Return the files of the sample model by their paths in a pack."""
    weights = np.zeros((1 << _FEATURES.bits, 2), np.float32)
    for word in _WORDS:
        pairs = gram_hashes(character_codes(word)[1:-1], sizes=(2,), salt=1)[0]
        weights[column_of(pairs, bits=_FEATURES.bits)] = (4.0, -4.0)
    stored = weights_bytes(weights, np.array([-1.0, 1.0], np.float32))
    card = sample_card(digest_of(stored))
    return {
        f"models/{SAMPLE}/{CARD_FILE}": card_bytes(card).decode(),
        f"models/{SAMPLE}/{WEIGHTS_FILE}": as_text(stored),
    }


def sample_card(sha256: str, /) -> Card:
    """Return the card of the sample model."""
    curve = Curve((-1.0, 0.0, 1.0), (0.05, 0.5, 0.95))
    threshold = Threshold(value=0.6, wanted_precision=0.95, precision=1.0, recall=1.0, rows=0, reached=True)
    return Card(
        task="sample-offers",
        classes=(OFFER, ORDINARY),
        features=_FEATURES,
        method="by hand",
        rows={},
        sources=(Source("written for this example", "Apache-2.0", 0),),
        split=Split(by="nothing", seed=0, folds=0, groups=0, tested=0),
        augmentation=Augmentation(),
        figures=Figures(rows=0, accuracy=0.0, macro_f1=0.0, macro_f1_interval=(0.0, 0.0), ece=0.0, classes=()),
        curves=(curve, curve),
        offsets=(0.0, 0.0),
        thresholds={OFFER: threshold, ORDINARY: threshold},
        expected={OFFER: (0.9, *[0.0] * 8, 0.1), ORDINARY: (0.1, *[0.0] * 8, 0.9)},
        created="2026-11-23",
        sha256=sha256,
    )
