"""Phrases found through disguises that no normal form can undo, because each has several possible readings.

The text is never rewritten. It is *read* in a second way (by sound, with rare characters taken for the common ones they are drawn
like, with pinyin and split glyphs put together, in any order), and what then reads as a phrase is looked at more closely: is it
ordinary as it stands, or likelier meant as the phrase? Most texts hold nothing to look at and cost one more pass.
ADR 0006 says why it is built so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodstanding.core.text.disguises import disguises_of
from goodstanding.core.text.joint import Joint
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.ordinary import plausibility
from goodstanding.core.text.patterns import is_well_formed, well_formed
from goodstanding.core.text.pinyin import syllables_of
from goodstanding.core.text.readings import SHORTEST_SOUNDED, Found, How
from goodstanding.core.text.scripts import CodePoints, code_points, text_of
from goodstanding.core.text.second_reading import (
    TEN,
    Change,
    Passage,
    Place,
    Word,
    telling_emoji,
    words_by_text,
)
from goodstanding.core.text.views import view_tables

MOST_CANDIDATES = 20_000
"""Places looked at more closely in one text: beyond them the time no longer grows."""
CONTEXT = 3
"""Characters to either side that may make an ordinary word with what is written."""
PHRASE = -12.0
"""Natural logarithm of the share a disguised phrase is given among all words."""
MARGIN = 6.0
"""How much likelier (natural logarithm) a phrase must be than what is written."""
SHORT_MARGIN = 4.0
"""The same for a phrase of two characters, which is only read where its bank asks for it."""
SHUFFLED_MARGIN = 10.0
SPELLINGS = str.maketrans("她它牠地得哪", "他他他的的那")
RUN = re.compile("[a-z]+")


Candidate = tuple[int, int, int, How]
"""Start, end, the phrase something may read as, and how."""


class View(NamedTuple):
    """What one text sounds like.

    Args:
        number: Of the text.
        passages: The numbers of the passages read from it.
    """

    number: int
    heard: str
    passages: range


class DisguisedPhrases:
    """Phrases, found where they are disguised. What is written as the phrase itself is left to the literal search.

    Args:
        phrases: In normal form. Indices in answers are positions in this sequence.
        allowed: The readings each phrase may have, or None for those its length makes safe (see `default_readings`).
    """

    def __init__(self, phrases: Sequence[str], /, *, allowed: Sequence[Collection[How] | None] | None = None) -> None:
        is_sound = is_well_formed("".join(phrases))
        self.phrases = tuple(phrases) if is_sound else tuple(map(well_formed, phrases))
        self._ways = disguises_of(self.phrases, allowed if allowed is not None else [None] * len(self.phrases))
        self._is_read = bytes(self._ways.allowed).strip(b"\0") != b""

    def __len__(self) -> int:
        return len(self.phrases)

    def find(self, normalised: Normalised, /) -> list[Found]:
        """Return the disguised phrases of a text, ordered by end, then start, then phrase."""
        return self.find_each([normalised])[0]

    def find_each(self, normals: Sequence[Normalised], /) -> list[list[Found]]:
        """Return for several texts what `find` returns for each, all searched as one."""
        if not self._is_read or not normals:
            return [[] for _ in normals]
        told = told_emoji_each(normals)
        read = self._read_each([*normals, *(restored for _, restored, _ in told)])
        for (number, _, is_kept), of_it in zip(told, read[len(normals) :], strict=True):
            before = np.append(0, np.cumsum(is_kept)) if of_it else is_kept
            for one in of_it:
                start, end = int(before[one.start]), int(before[one.end])
                if start < end:
                    read[number].add(replace(one, start=start, end=end))
        return [sorted(found, key=_in_order) if found else [] for found in read[: len(normals)]]

    def _read_each(self, normals: Sequence[Normalised]) -> list[set[Found]]:
        texts = [normal.text for normal in normals]
        joint = Joint(texts)
        codes = normals[0].codes if len(normals) == 1 else None
        codes = code_points(joint.text) if codes is None else codes
        shuffled = list(islice(self._shuffled(joint.text, codes), MOST_CANDIDATES))
        if len(shuffled) == MOST_CANDIDATES and len(normals) > 1:
            return [found for normal in normals for found in self._read_each([normal])]
        shuffles, words = joint.by_text(shuffled) if shuffled else {}, words_by_text(joint)
        sounding = self._sounding_each(joint, texts, codes, self._ways.second.changes_each(texts, words))
        read: list[set[Found]] = [set() for _ in normals]
        for number in {*sounding, *shuffles, *words}:
            others = ((start, end, index, How.SHUFFLED) for start, end, index in shuffles.get(number, ()))
            initials = (found for word in words.get(number, ()) for found in self._abbreviated(word, normals[number]))
            candidates = islice(chain(sounding.get(number, ()), others, initials), MOST_CANDIDATES)
            read[number].update(self._meant(candidates, normals[number]))
        return read

    def _meant(self, candidates: Iterable[Candidate], normalised: Normalised) -> Iterator[Found]:
        """Give those candidates of a text that may be read so and are likelier than what is written."""
        text = normalised.text
        for start, end, index, how in candidates:
            if self._ways.may(index, how) and self._is_meant(text, start, end, margin(self.phrases[index], how)):
                yield Found(start, end, index, how, *normalised.original_span(start, end))

    def _shuffled(self, text: str, codes: CodePoints) -> Iterator[tuple[int, int, int]]:
        """Give what has the characters of a phrase and is not written as it."""
        for start, end, index in self._ways.shuffled.find(text, codes):
            if not text.startswith(self.phrases[index], start):
                yield start, end, index

    def _sounding_each(
        self, joint: Joint, texts: Sequence[str], codes: CodePoints, changes: Sequence[list[Change]]
    ) -> dict[int, Iterator[Candidate]]:
        """Give by text what sounds like a phrase, as it stands and with pinyin and split glyphs put together.

        All is searched as one text, views and passages of all texts one behind the other: most hold nothing.
        """
        views, passages = self._views_of(joint, texts, codes, changes)
        put_together = [passage.heard for passage in passages]
        sounded = self._ways.heard.find_in([view.heard for view in views] + put_together)
        split = self._ways.split.find_in(put_together)
        found: dict[int, list[Iterator[Candidate]]] = {}
        for at, view in enumerate(views) if sounded or split else ():
            text = texts[view.number]
            parts = [self._as_it_stands(text, sounded[at])] if at in sounded else []
            for number in view.passages:
                hits = (*sounded.get(len(views) + number, ()), *split.get(number, ()))
                if hits:
                    parts.append(self._put_together(text, passages[number], hits))
            if parts:
                found.setdefault(view.number, []).extend(parts)
        return {number: chain.from_iterable(parts) for number, parts in found.items()}

    def _views_of(
        self, joint: Joint, texts: Sequence[str], codes: CodePoints, changes: Sequence[list[Change]]
    ) -> tuple[list[View], list[Passage]]:
        """Return what each text sounds like, a second time where rare characters have a second sound, and what changes in it."""
        heard, other = (text_of(table.take(codes)) for table in (view_tables().sounds, view_tables().second))
        views: list[View] = []
        passages: list[Passage] = []
        for number, (text, changed) in enumerate(zip(texts, changes, strict=True)):
            begin, known = joint.begins[number], ""
            for sounds in (heard, other):
                of_text = sounds[begin : begin + len(text)]
                if of_text != known:
                    first = len(passages)
                    if changed:
                        passages += self._ways.second.passages(of_text, changed, known=known)
                    views.append(View(number, of_text, range(first, len(passages))))
                    known = of_text
        return views, passages

    def _as_it_stands(self, text: str, hits: Iterable[tuple[int, int, int]]) -> Iterator[Candidate]:
        phrases = self.phrases
        for start, end, index in hits:
            if is_whole(text, start, end) and not is_spelled_so(text[start:end], phrases[index]):
                yield start, end, index, written_how(text[start:end], phrases[index])

    def _put_together(self, text: str, passage: Passage, hits: Iterable[tuple[int, int, int]]) -> Iterator[Candidate]:
        for first, last, index in hits:
            place = passage.place
            start, end = place.starts[first], place.ends[last - 1]
            if any(place.changed[first:last]) and makes(place, first, last, text, self.phrases[index]):
                yield start, end, index, written_how(text[start:end], self.phrases[index])

    def _abbreviated(self, word: Word, normalised: Normalised) -> Iterator[Candidate]:
        """Give the phrases whose initials a word is, if it was sent in small letters: GDP is no pinyin."""
        start, end = word.start, word.start + len(word.letters)
        for index in self._ways.initials.of(word.letters):
            first, last = normalised.original_span(start, end)
            if normalised.original[first:last].islower():
                yield start, end, index, How.INITIALS

    def _is_meant(self, text: str, start: int, end: int, least: float) -> bool:
        """Tell whether a phrase is likelier than what is written, given the words around it."""
        left, right = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        written = plausibility(left + letters_as_words(text[start:end]) + right)
        return plausibility(left) + PHRASE + plausibility(right) - written > least


def _in_order(found: Found) -> tuple[int, int, int, How, int, int]:
    return found.end, found.start, found.index, found.how, found.first, found.last


def margin(phrase: str, how: How, /) -> float:
    """Return how much likelier a phrase must be than what is written; initials are no words to compare with."""
    if how is How.INITIALS:
        return -math.inf
    if how is How.SHUFFLED:
        return SHUFFLED_MARGIN
    return MARGIN if len(phrase) >= SHORTEST_SOUNDED or how is How.SPLIT_GLYPH else SHORT_MARGIN


def is_spelled_so(written: str, phrase: str, /) -> bool:
    """Tell whether something is a phrase but for characters of one sound that people take for one another without intent."""
    return written == phrase or written.translate(SPELLINGS) == phrase.translate(SPELLINGS)


def makes(passage: Place, first: int, last: int, text: str, phrase: str, /) -> bool:
    """Tell whether the components in a stretch make the very characters of the phrase.

    Beside them a phrase of three characters or fewer must be written as it is: sound and split together read as too much.
    """
    places = [place for place in passage.joined if first <= place < last]
    if any(passage.joined[place] != phrase[place - first] for place in places):
        return False
    if not places or len(phrase) > SHORTEST_SOUNDED:
        return True
    return all(passage.changed[place] or text[passage.starts[place]] == phrase[place - first] for place in range(first, last))


def is_whole(text: str, start: int, end: int, /) -> bool:
    """Tell whether a stretch begins and ends no letter or digit inside a longer word or number."""
    return not (
        (start > 0 and continues(text[start - 1], text[start])) or (end < len(text) and continues(text[end], text[end - 1]))
    )


def continues(outside: str, edge: str, /) -> bool:
    """Tell whether a neighbor makes an edge part of a longer word or number: letter beside letter, or digit beside digit."""
    return (
        outside.isascii()
        and edge.isascii()
        and ((outside.isalpha() and edge.isalpha()) or (outside.isdigit() and edge.isdigit()))
    )


def told_emoji_each(normals: Sequence[Normalised], /) -> list[tuple[int, Normalised, npt.NDArray[np.bool_]]]:
    """Return what `told_emoji` returns for those texts that have any, with their numbers."""
    shortened = [number for number, normal in enumerate(normals) if len(normal.original) != len(normal.text)]
    if not shortened:
        return []
    joint = Joint([normals[number].original for number in shortened])
    places = telling_emoji().take(code_points(joint.text)).nonzero()[0].tolist()
    having = dict.fromkeys(shortened[joint.number_at(place)] for place in places)
    told = ((number, told_emoji(normals[number])) for number in having)
    return [(number, *restored) for number, restored in told if restored is not None]


def told_emoji(normalised: Normalised, /) -> tuple[Normalised, npt.NDArray[np.bool_]] | None:
    """Put emoji that the normal form took for ornament back in their places, or return None where there are none.

    Returns:
        The text with them, and of each of its characters whether the normal form has it.
    """
    codes = code_points(normalised.original)
    is_telling = telling_emoji().take(codes)
    original, starts, ends = normalised.original, normalised.starts, normalised.ends
    places = is_telling.nonzero()[0].astype(np.int32)
    slots = np.searchsorted(starts, places, side="right")
    is_dropped = (slots == 0) | (ends.take(np.maximum(slots - 1, 0), mode="clip") <= places) if len(starts) else slots == 0
    places, slots = places[is_dropped], slots[is_dropped]
    if not places.size:
        return None
    text = text_of(np.insert(code_points(normalised.text), slots, codes.take(places)))
    is_kept = np.insert(np.ones(len(normalised.text), np.bool_), slots, np.zeros(len(slots), np.bool_))
    restored = Normalised(original, text, np.insert(starts, slots, places), np.insert(ends, slots, places + np.int32(1)))
    return restored, is_kept


def written_how(written: str, phrase: str, /) -> How:
    """Tell how something written reads as a phrase, by what is gravest about it."""
    if len(written) != len(phrase):
        if any("a" <= char <= "z" for char in written):
            return How.PINYIN
        return How.EMOJI if TEN in written and TEN not in phrase else How.SPLIT_GLYPH
    table = view_tables()
    different = [(char, meant) for char, meant in zip(written, phrase, strict=True) if char != meant]
    if any(char in table.emoji or char.isdigit() for char, _ in different):
        return How.EMOJI
    return How.LOOK_ALIKE if any(is_drawn_alike(ord(char), ord(meant)) for char, meant in different) else How.HOMOPHONE


def is_drawn_alike(char: int, meant: int, /) -> bool:
    """Tell whether a character is taken for another for its looks and not for its sound."""
    table = view_tables()
    own, wanted = table.sounds[char], table.sounds[meant]
    return bool(own != wanted and table.sounds[int(table.shapes[char])] == wanted)


def letters_as_words(written: str, /) -> str:
    """Return what is written with one sign for each syllable of a word of letters, whatever its letters."""
    return RUN.sub(lambda run: "x" * max(1, len(syllables_of(run.group()))), written)
