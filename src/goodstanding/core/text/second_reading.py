"""A text read in a second way: rare characters as the common ones they are drawn like, pinyin and split glyphs put together.

Only the neighborhood of what reads differently is given out, so that an ordinary text costs next to nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.joint import Joint
from goodstanding.core.text.patterns import LiteralSet
from goodstanding.core.text.pinyin import syllables_of
from goodstanding.core.text.tables import CODE_POINTS
from goodstanding.core.text.views import class_of, sound_text, view_tables

# A word of letters that is no part of an address, an identifier or a number; words a blank or apostrophe apart belong together.
WORDS = re.compile(r"[a-z](?<![a-z0-9._@/\-].)[a-z]*(?:[ '][a-z]+)*(?![a-z0-9_@/\-])")
PARTS = re.compile("([a-z]+)([ ']?)")
LONGEST_WORDS = 200
LONE_SYLLABLES = frozenset("aeo")
TEN = "10"


class Word(NamedTuple):
    """A word of letters, or several a blank or apostrophe apart."""

    start: int
    letters: str


class Change(NamedTuple):
    """A stretch of the text and the sound classes it reads as, with the stretch behind each class."""

    start: int
    end: int
    heard: str
    bounds: tuple[tuple[int, int], ...]
    joined: str = ""
    """The character that components make together."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text the sound classes of a passage come from."""

    starts: list[int]
    ends: list[int]
    changed: list[bool]
    joined: dict[int, str]
    """Place in the passage to the character that components make there."""


class Passage:
    """A passage in its second reading: sound classes, and where they come from, which most are never asked.

    Args:
        start: Where in the text it begins.
        end: Where it ends.
        group: The changes in it.
    """

    __slots__ = ("_end", "_group", "_place", "_start", "heard")

    def __init__(self, heard: str, start: int, end: int, group: list[Change]) -> None:
        self.heard = heard
        self._start = start
        self._end = end
        self._group = group
        self._place: Place | None = None

    @property
    def place(self) -> Place:
        """The bounds in the text of each sound class."""
        if self._place is None:
            self._place = self._placed()
        return self._place

    def _placed(self) -> Place:
        at = self._start
        place = Place([], [], [], {})
        for change in [*self._group, Change(self._end, self._end, "", ())]:
            place.starts.extend((*range(at, change.start), *(start for start, _ in change.bounds)))
            place.ends.extend((*range(at + 1, change.start + 1), *(end for _, end in change.bounds)))
            place.changed.extend([False] * (change.start - at) + [True] * len(change.bounds))
            if change.joined:
                place.joined[len(place.changed) - 1] = change.joined
            at = change.end
        return place


class SecondReading:
    """Reads texts a second way.

    Args:
        split: Phrases whose characters may be written split.
        reach: Classes to either side of a change that a phrase may reach.
    """

    def __init__(self, split: Iterable[str], /, *, reach: int) -> None:
        wanted = set("".join(split))
        self._joins = {way: char for way, chars in known_splits().items() for char in reversed(chars) if char in wanted}
        self._heard = dict(zip(self._joins, sound_text("".join(self._joins.values())), strict=True)) | {TEN: class_of("shi")}
        self._ways = LiteralSet(tuple(self._heard))
        self._reach = reach

    def changes_each(self, texts: Sequence[str], words: Mapping[int, Sequence[Word]], /) -> list[list[Change]]:
        """Return for each text what reads differently when pinyin and split glyphs are put together, in order and apart.

        Args:
            words: The words of letters, by the number of the text they are in.
        """
        changes: list[list[Change]] = []
        for number, (text, hits) in enumerate(zip(texts, self._ways.find_each(texts), strict=True)):
            found = [change for word in words.get(number, ()) for change in pinyin_changes(text, word)]
            for start, end, _ in hits:
                way = text[start:end]
                if way != TEN or text[start - 1 : start].isdigit():
                    found.append(Change(start, end, self._heard[way], ((start, end),), self._joins.get(way, "")))
            changes.append(in_order(found) if len(found) > 1 else found)
        return changes

    def passages(self, heard: str, changes: list[Change], /, *, known: str = "") -> Iterator[Passage]:
        """Read what changes with its neighborhood: one passage for changes that are close to one another.

        Args:
            heard: The sound classes of the text, one per character.
            known: Other sound classes whose passages were read; what is the same in both is left out.
        """
        reach, at = self._reach, 0
        while at < len(changes):
            first = at
            at += 1
            while at < len(changes) and changes[at].start - changes[at - 1].end <= reach:
                at += 1
            group = changes[first:at]
            start, end = max(0, group[0].start - reach), min(len(heard), group[-1].end + reach)
            if heard[start:end] != known[start:end]:
                yield Passage(_as_changed(heard, start, end, group), start, end, group)


def _as_changed(heard: str, start: int, end: int, group: list[Change]) -> str:
    pieces: list[str] = []
    for change in group:
        pieces += (heard[start : change.start], change.heard)
        start = change.end
    return "".join((*pieces, heard[start:end]))


def in_order(changes: list[Change]) -> list[Change]:
    """Order changes, the longest first of those that begin together, and leave out what overlaps an earlier one."""
    kept: list[Change] = []
    done = 0
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if change.start >= done:
            kept.append(change)
            done = change.end
    return kept


def words_by_text(joint: Joint, /) -> dict[int, list[Word]]:
    """Find the words of letters that are no part of an address, an identifier or a number, by the number of their text."""
    found: dict[int, list[Word]] = {}
    for match in WORDS.finditer(joint.text):
        number = joint.number_at(match.start())
        found.setdefault(number, []).append(Word(match.start() - joint.begins[number], match.group()))
    return found


def pinyin_changes(text: str, word: Word, /) -> Iterator[Change]:
    """Find what is pinyin in a word of letters; blanks between it and Han characters go with it."""
    if len(word.letters) > LONGEST_WORDS:
        return
    parts = PARTS.findall(word.letters)
    together: list[tuple[int, int, str]] = []
    at = word.start
    for part, gap in parts:
        cut = (part,) if len(parts) > 1 and part in LONE_SYLLABLES else syllables_of(part)
        if not cut:
            yield from pinyin_change(text, together)
            together = []
            at += len(part)
        for syllable in cut:
            together.append((at, at + len(syllable), class_of(syllable)))
            at += len(syllable)
        at += len(gap)
    yield from pinyin_change(text, together)


def pinyin_change(text: str, syllables: list[tuple[int, int, str]], /) -> Iterator[Change]:
    """Make one change of neighboring syllables, with a blank to either side if there is one."""
    if syllables:
        start, end = syllables[0][0], syllables[-1][1]
        start -= start > 0 and text[start - 1] == " "
        end += text[end : end + 1] == " "
        yield Change(start, end, "".join(heard for _, _, heard in syllables), tuple((a, b) for a, b, _ in syllables))


@cache
def known_splits() -> dict[str, str]:
    """Return the characters that components written side by side may stand for, the more usual first."""
    rows = (files(__package__) / "tables" / "splits.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows)


@cache
def telling_emoji() -> npt.NDArray[np.bool_]:
    """Tell by code point whether it is an emoji that has a sound."""
    telling = np.zeros(CODE_POINTS, np.bool_)
    telling[[ord(emoji) for emoji in view_tables().emoji]] = True
    return telling
