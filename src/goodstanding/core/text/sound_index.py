"""Phrases by how they sound, ready to be kept: an automaton over sound classes, and the phrases each entry stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, islice, product

import numpy as np

from goodstanding.core.text.joint import SEAM, Hit, Joint
from goodstanding.core.text.kept_parts import Part
from goodstanding.core.text.patterns import automaton_from, compiled_automaton
from goodstanding.core.text.views import sound_text, view_tables

MOST_SOUNDS = 4
"""Ways to pronounce one phrase that are searched."""

Hits = dict[int, list[Hit]]


class SoundIndex:
    """An index of phrases by how they sound.

    Args:
        parts: What `sound_parts` made.
    """

    def __init__(self, parts: Mapping[str, memoryview], /) -> None:
        self._automaton = automaton_from(parts["automaton"]) if len(parts["automaton"]) else None
        self._first = np.frombuffer(parts["first"], np.uint32)
        self._indices = np.frombuffer(parts["indices"], np.uint32)

    def find_in(self, pieces: Sequence[str], /) -> Hits:
        """Find phrases in texts of sound classes: by the number of the text, ``(start, end, index)`` as they come."""
        if self._automaton is None or not pieces:
            return {}
        hits = self._automaton.find_overlapping(SEAM.join(pieces))
        if not hits:
            return {}
        return {
            number: [(start, end, index) for start, end, key in found for index in self._of(key)]
            for number, found in Joint(pieces).by_text(hits).items()
        }

    def _of(self, key: int) -> list[int]:
        indices: list[int] = self._indices[self._first[key] : self._first[key + 1]].tolist()
        return indices


def sound_parts(phrases: Sequence[str], chosen: Sequence[int], /) -> dict[str, Part]:
    """Return an index as parts.

    Args:
        phrases: All phrases of a bank.
        chosen: Positions of those to hold.
    """
    keys: dict[str, list[int]] = {}
    others = view_tables().others
    heard, at = sound_text("".join(phrases[index] for index in chosen)), 0
    for index in chosen:
        phrase = phrases[index]
        key = heard[at : at + len(phrase)]
        at += len(phrase)
        if phrase:
            keys.setdefault(key, []).append(index)
        if not others.keys().isdisjoint(phrase):
            for way in ways_to_say(phrase, key):
                keys.setdefault(way, []).append(index)
    sizes = [len(indices) for indices in keys.values()]
    automaton = compiled_automaton(list(keys))
    return {
        "automaton": automaton.serialize() if automaton is not None else b"",
        "first": np.array([0, *accumulate(sizes)], np.uint32),
        "indices": np.fromiter((index for indices in keys.values() for index in indices), np.uint32),
    }


def ways_to_say(phrase: str, key: str, /) -> list[str]:
    """Return the less usual ways to pronounce a phrase, a few at most."""
    others = view_tables().others
    options = [first + others.get(char, "") for char, first in zip(phrase, key, strict=True)]
    return ["".join(way) for way in islice(product(*options), 1, MOST_SOUNDS)]
