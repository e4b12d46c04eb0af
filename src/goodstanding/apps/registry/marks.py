"""Protected marks an avatar is or looks like: the same file by digest, a copy of it by perceptual hash.

A mark entered from its image keeps the hashes of slightly cropped copies too: a cut moves every edge, and the hash of the whole
alone would miss it. Likeness is a reason to look, never a refusal. Withdrawn marks are compared with nothing. Source: PA21:8.2
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from goodstanding.apps.registry.models import ProtectedMark
from goodstanding.core.kernel.digests import is_perceptual_hash
from goodstanding.core.signals.image_hash import NEAR_BITS, HashIndex

_MOST = 5
_DIGITS = 64


@dataclass(frozen=True, slots=True)
class LikeMark:
    """A protected mark that an avatar is or looks like.

    Args:
        bits: How many of the 256 bits differ; 0 for the same file.
        threshold: Up to how many it is brought before a person.
    """

    ref: str
    title: str
    source: str
    holder_ref: str
    letter: str
    is_same_file: bool
    bits: int
    threshold: int = NEAR_BITS


class MarkIndex:
    """The perceptual hashes of marks in force: a few thousand, read and compared in one pass.

    Args:
        only: One mark alone; all when empty.
    """

    def __init__(self, *, only: str = "") -> None:
        rows = _in_force().exclude(perceptual_hash="").order_by("id")
        rows = rows.filter(ref=only) if only else rows
        hashes: list[str] = []
        self._marks: list[int] = []
        for key, whole, cropped in rows.values_list("pk", "perceptual_hash", "cropped_hashes"):
            own = [whole, *(cropped[at : at + _DIGITS] for at in range(0, len(cropped), _DIGITS))]
            hashes += own
            self._marks += [key] * len(own)
        self._index = HashIndex(hashes)

    def near(self, phash: str, /) -> dict[int, int]:
        """Return the marks at most ``NEAR_BITS`` away, each with how many bits differ, nearest first."""
        found: dict[int, int] = {}
        for bits, position in self._index.within(phash, NEAR_BITS) if self._marks else ():
            found.setdefault(self._marks[position], bits)
        return found


def marks_like(sha256: str, phash: str, /) -> tuple[LikeMark, ...]:
    """Return the marks an avatar is or looks like, the same file first, then nearest first; at most five."""
    same = tuple(_in_force().filter(sha256=sha256)) if sha256 else ()
    near = MarkIndex().near(phash) if is_perceptual_hash(phash) else {}
    rows = ProtectedMark.objects.in_bulk([key for key in near if key not in {row.pk for row in same}][:_MOST])
    found = [*(_like(row, 0, is_same_file=True) for row in same), *(_like(rows[key], near[key]) for key in near if key in rows)]
    return tuple(found[:_MOST])


def marks_among(digests: Collection[str], phashes: Collection[str], /) -> frozenset[str]:
    """Return which of these digests and perceptual hashes are of protected marks or of images that look like one."""
    known = _in_force().filter(sha256__in=digests).values_list("sha256", flat=True) if digests else ()
    return frozenset((*known, *_near_among(phashes)))


def _in_force() -> QuerySet[ProtectedMark]:
    return ProtectedMark.objects.filter(withdrawn_at__isnull=True)


def _near_among(phashes: Collection[str]) -> Iterator[str]:
    asked = [one for one in phashes if is_perceptual_hash(one)]
    if asked:
        index = MarkIndex()
        yield from (one for one in asked if index.near(one))


def _like(row: ProtectedMark, bits: int, *, is_same_file: bool = False) -> LikeMark:
    return LikeMark(row.ref, row.title, row.source, row.holder_ref, row.letter, is_same_file, bits)
