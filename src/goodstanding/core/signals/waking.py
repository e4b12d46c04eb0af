"""Whether a text can hold a contact or a link at all: one cheap pass over the normal form for both finders.

Most posts hold neither, and are done with after it; the finders' own expressions run where it says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from goodstanding.core.signals import contact_forms, link_forms
from goodstanding.core.signals.base import Document, Text, Watch, normal_forms, texts_of
from goodstanding.core.text.patterns import PatternSet

_FIRST_LINK = len(contact_forms.WAKING)


class SharedEntities(Watch):
    """The signals of one pack that have nothing to say of a text without a contact, or without a link."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[set[str], set[str]]] = {}

    def register_for_contacts(self, name: str, /, *, fields: Collection[str]) -> None:
        """Wake a signal where one of these fields may hold a contact."""
        for field in fields:
            self._names.setdefault(field, (set(), set()))[0].add(name)

    def register_for_links(self, name: str, /, *, fields: Collection[str]) -> None:
        """Wake a signal where one of these fields may hold a link."""
        for field in fields:
            self._names.setdefault(field, (set(), set()))[1].add(name)

    def awake(self, document: Document, /) -> set[str]:
        """Return the names of the signals a field may have something for."""
        found: set[str] = set()
        for field, names in self._names.items():
            if field in document.fields:
                for holds, woken in zip(_held(document.text(field)), names, strict=True):
                    if holds:
                        found |= woken
        return found

    def prepare(self, documents: Sequence[Document], /) -> None:
        """Look at the texts of several documents together."""
        texts = texts_of(documents, self._names, lacking=_held_in)
        normal_forms(texts)
        for text, found in zip(texts, _expressions().first_matches_each([text.utf8 for text in texts]), strict=True):
            text.keep(_held_in, _told(found))


class _Held(NamedTuple):
    """What a text may hold."""

    contacts: bool
    links: bool


_NOTHING = _Held(contacts=False, links=False)


def may_hold_contacts(data: bytes, /) -> bool:
    """Say whether a text, in UTF-8, may hold a contact."""
    return _held_in(data).contacts


def may_hold_links(data: bytes, /) -> bool:
    """Say whether a text, in UTF-8, may hold a link."""
    return _held_in(data).links


def contacts_wake(text: Text, /) -> bool:
    """Say whether the normal form of a text may hold a contact; one pass serves both questions."""
    return _held(text).contacts


def links_wake(text: Text, /) -> bool:
    """Say whether the normal form of a text may hold a link; one pass serves both questions."""
    return _held(text).links


def _held(text: Text) -> _Held:
    held: _Held = text.shared(_held_in, _of_text)
    return held


def _of_text(text: Text) -> _Held:
    return _held_in(text.utf8)


def _held_in(data: bytes) -> _Held:
    return _told(_expressions().first_matches(data))


def _told(found: Collection[int]) -> _Held:
    return _Held(min(found) < _FIRST_LINK, max(found) >= _FIRST_LINK) if found else _NOTHING


@lru_cache(maxsize=1)
def _expressions() -> PatternSet:
    """The set, compiled when the first text is read."""
    return PatternSet((*contact_forms.WAKING, *link_forms.WAKING))
