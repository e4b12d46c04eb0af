"""Pinyin written without tones: cutting a run of letters into syllables."""

from __future__ import annotations

from functools import cache, lru_cache

from goodstanding.core.text.views import view_tables

LONGEST_SYLLABLE = 6
LONGEST_RUN = 48
"""Letters; a longer run is no name of anything, and cutting stays cheap."""
INITIALS = frozenset("abcdefghjklmnopqrstwxyz")


@lru_cache(maxsize=4096)
def syllables_of(run: str, /) -> tuple[str, ...]:
    """Cut a run of small letters into as few syllables as possible, or return none where that cannot be done.

    Of several ways with as few, the one with the longest last syllable is taken: ``weixin`` is wei xin, ``xian`` one syllable.
    """
    if not 2 <= len(run) <= LONGEST_RUN:
        return ()
    known = every_syllable()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(run) + 1):
        ways = [
            (*before, run[start:end])
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
            if run[start:end] in known and (before := best[start]) is not None
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or ()


@cache
def every_syllable() -> frozenset[str]:
    """Return every syllable that a common spelling has; bare consonants (``m``, ``ng``) are none."""
    return frozenset(syllable for syllable in view_tables().syllables if set(syllable) & set("aeiouv"))
