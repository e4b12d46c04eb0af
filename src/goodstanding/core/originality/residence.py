"""How much of the mapped files stays in memory: pages read for questions are given back once they are many."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from goodstanding.core.originality.segment import Segment

MOST = 320 * 1024 * 1024
"""Bytes of mapped files that may be resident before they are given back."""
_EVERY = 8
_PAGE = os.sysconf("SC_PAGE_SIZE")
_STATM = Path("/proc/self/statm")
_calls = count()


def keep_within(segments: Sequence[Segment], /) -> None:
    """Give the pages of mapped segments back when they are too many; looked at on every eighth call."""
    if next(_calls) % _EVERY == 0 and _shared_bytes() > MOST:
        for segment in segments:
            segment.forget_pages()


def _shared_bytes() -> int:
    """Return the bytes of files mapped and resident in this process; 0 where the system does not say."""
    try:
        return int(_STATM.read_bytes().split()[2]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
