"""Whether a text can hold a contact or a link at all: one cheap pass over the normal form for both finders.

Most posts hold neither, and are done with after it; the finders' own expressions run where it says so.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from goodstanding.core.signals import contact_forms, link_forms
from goodstanding.core.signals.base import Document, Watch
from goodstanding.core.text.patterns import PatternSet

_FIRST_LINK = len(contact_forms.WAKING)


class SharedEntities(Watch):
    """The signals of one pack that have nothing to say of a text without a contact, or without a link."""

    def __init__(self) -> None:
        self._for_contacts: dict[str, set[str]] = {}
        self._for_links: dict[str, set[str]] = {}

    def register_for_contacts(self, name: str, /, *, fields: Collection[str]) -> None:
        """Wake a signal where one of these fields may hold a contact."""
        for field in fields:
            self._for_contacts.setdefault(field, set()).add(name)

    def register_for_links(self, name: str, /, *, fields: Collection[str]) -> None:
        """Wake a signal where one of these fields may hold a link."""
        for field in fields:
            self._for_links.setdefault(field, set()).add(name)

    def awake(self, document: Document, /) -> set[str]:
        """Return the names of the signals a field may have something for."""
        found: set[str] = set()
        for wakes, by_field in ((contacts_wake, self._for_contacts), (links_wake, self._for_links)):
            for field, names in by_field.items():
                if field in document.fields and wakes(document, field):
                    found |= names
        return found


def may_hold_contacts(data: bytes, /) -> bool:
    """Say whether a text, in UTF-8, may hold a contact."""
    return _wakes_contacts(_expressions().which_bytes(data))


def may_hold_links(data: bytes, /) -> bool:
    """Say whether a text, in UTF-8, may hold a link."""
    return _wakes_links(_expressions().which_bytes(data))


def contacts_wake(document: Document, field: str, /) -> bool:
    """Say whether the normal form of a field may hold a contact; one pass per field serves both questions."""
    return _wakes_contacts(document.shared((_expressions, field), lambda read: _expressions().which_bytes(read.utf8(field))))


def links_wake(document: Document, field: str, /) -> bool:
    """Say whether the normal form of a field may hold a link; one pass per field serves both questions."""
    return _wakes_links(document.shared((_expressions, field), lambda read: _expressions().which_bytes(read.utf8(field))))


def _wakes_contacts(found: set[int]) -> bool:
    return bool(found) and min(found) < _FIRST_LINK


def _wakes_links(found: set[int]) -> bool:
    return bool(found) and max(found) >= _FIRST_LINK


@lru_cache(maxsize=1)
def _expressions() -> PatternSet:
    """The set, compiled when the first text is read."""
    return PatternSet((*contact_forms.WAKING, *link_forms.WAKING))
