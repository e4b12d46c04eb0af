"""What the index knows of each text beside its fingerprint: one column per fact, so that a million texts are a few arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
COLUMNS: Mapping[str, str] = {
    "sequence": "<u8",
    "published": "<i8",
    "title": "<u8",
    "content": "<u8",
    "length": "<u4",
    "letters": "<u4",
    "samples": "<u4",
    "journal": "<u4",
    "offset": "<u8",
    "stored": "<u4",
}
"""Column → its type. ``length`` is in characters of the normal form, ``offset`` and ``stored`` place the text in a journal."""
WORDS = ("ref", "account")
"""Columns of text, each kept as one run of bytes with the place where every value begins."""
_UNDATED = np.iinfo(np.int64).min
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in the index.

    Args:
        ref: The caller's name for it, unique in the index.
        account: The account that published it; empty where unknown.
        published_at: When it was published; None where unknown.
        sequence: Its number in the order of arrival. Of two texts of one instant, the lower number came first.
        title_hash: 16 hexadecimal digits of the normal form of the title; empty where there was none.
        letters: Its length in letters, punctuation passed over.
    """

    ref: str
    account: str
    published_at: datetime | None
    sequence: int
    title_hash: str
    letters: int

    def precedes(self, other: Entry, /) -> bool:
        """Return whether it came first: by time of publication, then by arrival; an undated text counts as latest."""
        return (self.published_at or _LATEST, self.sequence) < (other.published_at or _LATEST, other.sequence)


_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Documents:
    """The texts of one part of the index, in the order of arrival."""

    columns: Mapping[str, Array]
    starts: Mapping[str, Array]
    words: Mapping[str, Array]

    def __len__(self) -> int:
        return len(self.columns["sequence"])

    def word(self, name: str, index: int, /) -> str:
        """Return a text column's value for one text."""
        start, end = self.starts[name][index : index + 2].tolist()
        return bytes(self.words[name][start:end]).decode("utf-8", "surrogatepass")

    def entry(self, index: int, /) -> Entry:
        """Return what is known of one text."""
        published, title = int(self.columns["published"][index]), int(self.columns["title"][index])
        return Entry(
            ref=self.word("ref", index),
            account=self.word("account", index),
            published_at=None if published == _UNDATED else _EPOCH + timedelta(microseconds=published),
            sequence=int(self.columns["sequence"][index]),
            title_hash=f"{title:016x}" if title else "",
            letters=int(self.columns["letters"][index]),
        )

    @property
    def longest(self) -> int:
        """Length of the longest text, in characters, with the one that parts it from the next."""
        return int(self.columns["length"].max(initial=0)) + 1

    def bases(self) -> npt.NDArray[np.int64]:
        """Return where each text begins on the part's common line of characters, with the line's end last."""
        line = np.zeros(len(self) + 1, dtype=np.int64)
        np.cumsum(self.columns["length"].astype(np.int64) + 1, out=line[1:])
        return line

    def chosen(self, kept: npt.NDArray[np.bool_], /) -> Documents:
        """Return the marked texts only."""
        if bool(kept.all()):
            return self
        starts, words = {}, {}
        for name in WORDS:
            sizes = _sizes(self.starts[name])
            words[name] = self.words[name][np.repeat(kept, sizes)]
            starts[name] = _starts(sizes[kept])
        return Documents({name: column[kept] for name, column in self.columns.items()}, starts, words)


def joined(parts: Sequence[Documents], /) -> Documents:
    """Return the texts of several parts, one part after another."""
    columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in COLUMNS}
    starts = {name: _starts(np.concatenate([_sizes(part.starts[name]) for part in parts])) for name in WORDS}
    return Documents(columns, starts, {name: np.concatenate([part.words[name] for part in parts]) for name in WORDS})


def documents_of(columns: Mapping[str, Array], words: Mapping[str, Sequence[str]], /) -> Documents:
    """Return documents from columns and lists of words."""
    encoded = {name: [value.encode("utf-8", "surrogatepass") for value in words[name]] for name in WORDS}
    starts = {name: _starts(np.array([len(value) for value in encoded[name]], dtype=np.int64)) for name in WORDS}
    return Documents(columns, starts, {name: np.frombuffer(b"".join(encoded[name]), dtype=np.uint8) for name in WORDS})


def microseconds(moment: datetime | None, /) -> int:
    """Return a moment as microseconds since 1970, as columns keep it."""
    return int(_UNDATED) if moment is None else (moment - _EPOCH) // timedelta(microseconds=1)


def _sizes(starts: Array) -> npt.NDArray[np.int64]:
    wide: npt.NDArray[np.int64] = starts.astype(np.int64)
    return wide[1:] - wide[:-1]


def _starts(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    starts = np.zeros(len(sizes) + 1, dtype="<u4")
    np.cumsum(sizes, out=starts[1:], dtype="<u4")
    return starts
