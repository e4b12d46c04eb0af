"""Texts made ready for the index, many at once: normal forms, fingerprints with their places, and what else is kept of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from goodstanding.core.originality.documents import Array, Documents, documents_of, microseconds
from goodstanding.core.originality.errors import EntryRefused
from goodstanding.core.originality.fingerprint import sample
from goodstanding.core.originality.letters import Letters, letters_of
from goodstanding.core.text.normalise import normalise

LONGEST = 16_000_000
"""Longest text taken in, in characters."""
_AT_ONCE = 48
_ENCODINGS = {b"\x08": "utf-8", b"\x10": "utf-16-le"}
"""First byte of a text as it is stored → how the rest is written."""


@dataclass(frozen=True, slots=True)
class Original:
    """A text to be found again.

    Args:
        ref: The caller's name for it, 1–1,000 characters; adding another text under the same name replaces the former.
        text: The text as it was sent, at most 16,000,000 characters.
        account: The account that published it.
        title: Its title; only a hash of it is kept.
        published_at: When it was published, with a time zone.
    """

    ref: str
    text: str
    account: str = ""
    title: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True)
class Intake:
    """Texts ready to be written: columns, samples one text after another, and the texts as they are stored."""

    documents: Documents
    hashes: Array
    places: Array
    texts: tuple[bytes, ...]


def checked(original: Original, /) -> Original:
    """Return an original that can be taken in.

    Raises:
        EntryRefused: Its name is empty or too long, it is too long itself, or its time has no zone.
    """
    if not 0 < len(original.ref) <= 1000 or len(original.account) > 1000:
        raise EntryRefused("A text needs a name of 1–1,000 characters, and an account's name no more than 1,000.")
    if len(original.text) > LONGEST:
        raise EntryRefused(f"The text “{original.ref}” has {len(original.text):,} characters; the most is {LONGEST:,}.")
    if original.published_at is not None and original.published_at.tzinfo is None:
        raise EntryRefused(f"The time of “{original.ref}” has no time zone.", hint="Write it like 2026-11-23T08:00:00+08:00.")
    return original


def intake_of(originals: Sequence[Original], /, *, sequence: int, keeps_texts: bool) -> Intake:
    """Make texts ready to be written.

    Args:
        sequence: Number of the first text in the order of arrival; the others follow.
    """
    normals = [normalise(original.text) for original in originals]
    letters = [letters_of(normal) for normal in normals]
    lengths = np.array([len(normal.text) for normal in normals], dtype="<u4")
    hashes, places, counts = _samples([normal.text for normal in normals], lengths)
    texts = tuple(stored(original.text) if keeps_texts else b"" for original in originals)
    count = len(originals)
    columns: dict[str, Array] = {
        "sequence": np.arange(sequence, sequence + count, dtype="<u8"),
        "published": np.array([microseconds(original.published_at) for original in originals], dtype="<i8"),
        "title": np.array([title_hash(original.title) for original in originals], dtype="<u8"),
        "content": np.array([content_hash(each) for each in letters], dtype="<u8"),
        "length": lengths,
        "letters": np.array([len(each) for each in letters], dtype="<u4"),
        "samples": counts,
        "journal": np.zeros(count, dtype="<u4"),
        "offset": np.zeros(count, dtype="<u8"),
        "stored": np.array([len(text) for text in texts], dtype="<u4"),
    }
    words = {"ref": [original.ref for original in originals], "account": [original.account for original in originals]}
    return Intake(documents_of(columns, words), hashes, places, texts)


def stored(text: str, /) -> bytes:
    """Return a text as it is stored: in UTF-8 or UTF-16, whichever is shorter, after a byte that says which.

    Compression saved a quarter of the space and cost more than all else that is done to a text.
    """
    narrow, wide = text.encode("utf-8", "surrogatepass"), text.encode("utf-16-le", "surrogatepass")
    return b"\x08" + narrow if len(narrow) <= len(wide) else b"\x10" + wide


def restored(data: bytes, /) -> str | None:
    """Return a text from how it is stored; None where these bytes are none."""
    encoding = _ENCODINGS.get(data[:1])
    try:
        return data[1:].decode(encoding, "surrogatepass") if encoding is not None else None
    except UnicodeDecodeError:
        return None


def content_hash(letters: Letters, /) -> int:
    """Return 64 bits of a text's wording: equal for the same letters, whatever the punctuation; 0 for a wordless text."""
    return word_hash(letters.codes.tobytes()) if len(letters) else 0


def title_hash(title: str, /) -> int:
    """Return 64 bits of a title's wording; 0 for an empty one."""
    return content_hash(letters_of(normalise(title))) if title else 0


def word_hash(word: bytes, /) -> int:
    """Return 64 bits that stand for a name."""
    return int.from_bytes(blake2b(word, digest_size=8).digest(), "little")


def _samples(normals: Sequence[str], lengths: npt.NDArray[np.uint32]) -> tuple[Array, Array, Array]:
    """Return the samples of many texts: hashes and places one text after another, and how many each text has."""
    hashes, places, counts = [], [], []
    for first, last in _portions(lengths):
        bases = np.zeros(last - first + 1, dtype=np.int64)
        np.cumsum(lengths[first:last], out=bases[1:])
        found = sample("".join(normals[first:last]))
        texts = np.searchsorted(bases, found.starts, side="right") - 1
        inside = found.ends <= bases[texts + 1]
        texts = texts[inside]
        hashes.append(found.hashes[inside].astype("<u4"))
        places.append((found.starts[inside] - bases[texts]).astype("<u4"))
        counts.append(np.bincount(texts, minlength=last - first).astype("<u4"))
    return np.concatenate(hashes), np.concatenate(places), np.concatenate(counts)


def _portions(lengths: npt.NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts to be sampled together, so that what is worked on stays in the cache."""
    for first in range(0, len(lengths), _AT_ONCE):
        yield first, min(first + _AT_ONCE, len(lengths))
