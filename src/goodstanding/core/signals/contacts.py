"""Finding the ways people are asked to get in touch elsewhere: handles, phone numbers, groups, in their usual disguises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from goodstanding.core.signals.base import Document, Text, texts_of
from goodstanding.core.signals.contact_forms import FORMS
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.signals.phone_numbers import CHINESE_DIGITS, is_mobile
from goodstanding.core.signals.waking import contacts_wake, may_hold_contacts
from goodstanding.core.text.patterns import Bounds, PatternSet, encoded

_ANY_DIGIT = frozenset("0123456789") | frozenset(CHINESE_DIGITS)

CHANNELS = ("wechat", "qq", "telegram", "messenger", "email", "phone", "landline")
"""What a contact may be, surest first."""


class Contact(NamedTuple):
    """One contact in the normal form of a field.

    Args:
        channel: One of `CHANNELS`.
        score: 0.0–1.0: with an identifier beside the name of the channel it is surer than a number or an invitation alone.
    """

    start: int
    end: int
    channel: str
    score: float


class ContactFinder:
    """All contact expressions as one set, run where a text may hold a contact; only those there are then located."""

    @cached_property
    def _set(self) -> PatternSet:
        """The set, compiled when the first text wakes it: a second of work no import should pay."""
        return PatternSet([form.expression for form in FORMS])

    def contacts(self, document: Document, field: str, /) -> tuple[Contact, ...]:
        """Return the contacts in the normal form of a field, in order, without overlap; found once per text."""
        text = document.text(field)
        if not contacts_wake(text):
            return ()
        found: tuple[Contact, ...] = text.shared(self, self._read)
        return found

    def prepare(self, documents: Sequence[Document], fields: Sequence[str], /) -> None:
        """Find the contacts in some fields of several documents together."""
        texts = [text for text in texts_of(documents, fields, lacking=self) if contacts_wake(text)]
        for text, matches in zip(texts, self._set.first_matches_each([text.utf8 for text in texts]), strict=True):
            text.keep(self, self._located(text.normal.text, text.utf8, matches))

    def find(self, text: str, /) -> tuple[Contact, ...]:
        """Return the contacts in a text, in order, without overlap; of overlapping ones the surest."""
        data = encoded(text)
        return self._find(text, data) if may_hold_contacts(data) else ()

    def _read(self, text: Text) -> tuple[Contact, ...]:
        return self._find(text.normal.text, text.utf8)

    def _find(self, text: str, data: bytes) -> tuple[Contact, ...]:
        return self._located(text, data, self._set.first_matches(data))

    def _located(self, text: str, data: bytes, matches: Mapping[int, Bounds | None]) -> tuple[Contact, ...]:
        hits = [
            Contact(start, end, FORMS[index].channel, FORMS[index].score)
            for index, first in matches.items()
            for start, end in self._set.spans(text, index, most=MOST_HITS, data=data, first=first)
            if _is_whole(text, start, end) and (FORMS[index].channel != "phone" or is_mobile(text[start:end]))
        ]
        return _surest(hits)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether the hit is not cut out of a longer number, word or address."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    first, last = text[start], text[end - 1]
    if before.isascii() and (before.isalnum() or before in "_.@/-") and first.isascii() and first.isalnum():
        return False
    if before in CHINESE_DIGITS and (first in CHINESE_DIGITS or first.isdigit()):
        return False
    return not (last in _ANY_DIGIT and after in _ANY_DIGIT)


def _surest(hits: list[Contact]) -> tuple[Contact, ...]:
    """Walk the hits once from the left; where one overlaps the last kept, the surer (then the longer) stays."""
    kept: list[Contact] = []
    for hit in sorted(hits):
        if kept and hit.start < kept[-1].end:
            if _rank(hit) > _rank(kept[-1]):
                kept[-1] = hit
        else:
            kept.append(hit)
    return tuple(kept)


def _rank(hit: Contact) -> tuple[float, int]:
    return hit.score, hit.end - hit.start


SURE = 0.6
"""From this score on a contact is more than a word that happens to name a channel."""

FINDER = ContactFinder()
