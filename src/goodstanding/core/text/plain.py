"""Texts that are their own normal form by their characters alone: most phrases of a bank, told in less than a microsecond."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from goodstanding.core.text.tables import tables

_LETTERS_AND_DIGITS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def is_plain(text: str, /) -> bool:
    """Say whether a text holds only simplified Han characters, small Latin letters and digits no stage of normalising touches.

    Then ``normalise(text).text == text``; the reverse does not hold.
    """
    return _plain_characters().issuperset(text)


@lru_cache(maxsize=1)
def _plain_characters() -> frozenset[str]:
    table = tables()
    codes = np.arange(0x3400, 0xA000)
    kept = (table.flags[codes] == 0) & (table.folds[codes] == codes) & (table.kinds[codes] == ord("c"))
    return _LETTERS_AND_DIGITS | frozenset(map(chr, codes[kept].tolist()))
