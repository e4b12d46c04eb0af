"""The arithmetic of the Merkle log, after RFC 6962: pure, so that anybody can run it on an exported proof.

A tree over n leaves is described by its *peaks*: the complete subtrees whose widths are the binary digits of n, widest first. A
subtree is named by (level, index): it covers the leaves from ``index << level`` up to but not including ``(index + 1) << level``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Place = tuple[int, int]
"""Level and index of a complete subtree; level 0 is a leaf."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes, /) -> bytes:
    """Hash one entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes, /) -> bytes:
    """Hash two neighbouring subtrees into one."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def peaks(start: int, end: int, /) -> tuple[Place, ...]:
    """Name the complete subtrees that cover leaves start … end-1, left to right.

    Args:
        start: A multiple of the largest power of two not above ``end - start`` (every range RFC 6962 asks for is).
        end: One past the last leaf.
    """
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append((level, start >> level))
        start += 1 << level
    return tuple(places)


def fold(hashes: Sequence[bytes], /) -> bytes:
    """Join the hashes of peaks, widest first, into a root."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def inclusion_ranges(index: int, size: int, /) -> tuple[tuple[int, int], ...]:
    """Name the leaf ranges whose roots prove that leaf ``index`` is in the tree of ``size`` leaves, from the leaf upwards."""
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return tuple(reversed(ranges))


def consistency_ranges(first: int, second: int, /) -> tuple[tuple[int, int], ...]:
    """Name the leaf ranges whose roots prove that the tree of ``second`` leaves only added to the tree of ``first``."""
    ranges: list[tuple[int, int]] = []
    start, end, whole = 0, second, True
    while first != end - start:
        middle = _split(end - start)
        if first <= middle:
            ranges.append((start + middle, end))
            end = start + middle
        else:
            ranges.append((start, start + middle))
            start, first, whole = start + middle, first - middle, False
    if not whole:
        ranges.append((start, end))
    return tuple(reversed(ranges))


def _split(width: int) -> int:
    return 1 << ((width - 1).bit_length() - 1)
