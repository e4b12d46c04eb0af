"""Finding links: URLs, bare domains glued to Chinese, and domains written so that no link checker sees them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from goodstanding.core.signals.base import Document, Text, texts_of
from goodstanding.core.signals.domains import is_plainly_a_domain, top_level_domains
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.signals.link_forms import BARE, CHINESE, NUMBERS, URL, forms
from goodstanding.core.signals.waking import links_wake, may_hold_links
from goodstanding.core.text.normalised import Normalised
from goodstanding.core.text.patterns import Bounds, PatternSet, encoded


class Writing(StrEnum):
    """How a link is written."""

    FULL = "full"  # with its scheme
    BARE = "bare"  # a name alone: www.example.com, example.com/a
    DISGUISED = "disguised"  # no link as it stands: example。com, examp1e点c0m


class Link(NamedTuple):
    """One link in the original text of a field.

    Args:
        domain: Host name in lower case with its disguise undone.
        has_path: Something follows the host: it leads to a page, not to a front door.
    """

    start: int
    end: int
    domain: str
    writing: Writing
    has_path: bool

    @property
    def is_disguised(self) -> bool:
        """Whether the domain is written so that it is no link as it stands."""
        return self.writing is Writing.DISGUISED


_UNDONE = str.maketrans({"0": "o", "1": "l", "3": "e"})
_FOREIGN = re.compile("[^\\x21-\\x7e]")


class LinkFinder:
    """All link expressions as one set, run where a text may hold a link; only those there are then located."""

    @cached_property
    def _set(self) -> PatternSet:
        """The set, compiled when the first text wakes it."""
        return PatternSet(forms())

    def links(self, document: Document, field: str, /) -> tuple[Link, ...]:
        """Return the links of a field in order, without overlap; found once per text.

        The text is read in normal form, where full-width, circled and foreign letters are plain ones; a link whose host differs
        from what was sent in more than capitals is disguised.
        """
        text = document.text(field)
        if not links_wake(text):
            return ()
        found: tuple[Link, ...] = text.shared(self, self._read)
        return found

    def prepare(self, documents: Sequence[Document], fields: Sequence[str], /) -> None:
        """Find the links in some fields of several documents together."""
        texts = [text for text in texts_of(documents, fields, lacking=self) if links_wake(text)]
        for text, matches in zip(texts, self._set.first_matches_each([text.utf8 for text in texts]), strict=True):
            text.keep(self, self._located(text.normal, text.utf8, matches))

    def find(self, normal: Normalised, /) -> tuple[Link, ...]:
        """Return the links of a text in order, without overlap, in offsets of the original."""
        data = encoded(normal.text)
        return self._find(normal, data) if may_hold_links(data) else ()

    def _read(self, text: Text) -> tuple[Link, ...]:
        return self._find(text.normal, text.utf8)

    def _find(self, normal: Normalised, data: bytes) -> tuple[Link, ...]:
        return self._located(normal, data, self._set.first_matches(data))

    def _located(self, normal: Normalised, data: bytes, matches: Mapping[int, Bounds | None]) -> tuple[Link, ...]:
        text = normal.text
        found: list[Link] = []
        for index, first in matches.items():
            for start, end in self._set.spans(text, index, most=MOST_HITS, data=data, first=first):
                link = _read(text, start, end, index)
                if link is not None:
                    found.append(_as_sent(link, normal))
        return _without_overlap(found)


def _as_sent(link: Link, normal: Normalised) -> Link:
    """Move a link from the normal form to the original, and cut it where the original has no letter of an address."""
    start, end = normal.original_span(link.start, link.end)
    written = normal.text[link.start : link.end]
    if normal.original[start:end] == written:
        return link._replace(start=start, end=end)
    head, scheme, rest = written.rpartition("://")
    host_start = link.start + len(head + scheme)
    host = _host(rest)
    first, last = normal.original_span(host_start, host_start + len(host))
    foreign = _FOREIGN.search(normal.original, last, end)
    is_as_shown = normal.original[first:last].lower() == host
    writing = link.writing if is_as_shown else Writing.DISGUISED
    return link._replace(start=start, end=foreign.start() if foreign else end, writing=writing)


def _read(text: str, start: int, end: int, index: int) -> Link | None:
    written = text[start:end]
    if index == URL:
        rest = written.partition("://")[2]
        host = _host(rest)
        writing = Writing.DISGUISED if "x" in written[:4] else Writing.FULL
        return Link(start, end, host, writing, len(rest) > len(host) + 1)
    if not _stands_alone(text, start, end):
        return None
    if index == BARE:
        return _bare(text, start, end)
    if index in (CHINESE, NUMBERS):
        host = _host(written)
        return Link(start, end, host, Writing.BARE, len(written) > len(host) + 1)
    return Link(start, end, _undisguised(written), Writing.DISGUISED, has_path=False)


def _host(written: str) -> str:
    for mark in "/?#:":
        written = written.partition(mark)[0]
    return written.lower()


def _bare(text: str, start: int, end: int) -> Link | None:
    written = text[start:end]
    host = _host(written)
    named = _named(host)
    if named != host:
        end, written = start + len(named), named
    if not named or (len(written) == len(named) and not is_plainly_a_domain(named)):
        return None
    if end < len(text) and text[end] in "(=[":
        return None  # a call or an assignment in code
    return Link(start, end, named, Writing.BARE, len(written) > len(named) + 1)


def _named(host: str) -> str:
    """Return a host up to its last label that is a top-level domain; empty where none stands behind a name."""
    labels = host.split(".")
    while len(labels) > 1 and labels[-1] not in _endings():
        labels.pop()
    return ".".join(labels) if len(labels) > 1 else ""


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(top_level_domains())


def _undisguised(written: str) -> str:
    labels: list[str] = []
    label = ""
    for letter in written.lower():
        if letter.isascii() and (letter.isalnum() or letter == "-"):
            label += letter
        elif label and label != "dot":
            labels.append(label)
            label = ""
        else:
            label = ""
    return ".".join((*labels, label.translate(_UNDONE)))


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isascii() and (before.isalnum() or before in "@./\\"):
        return False
    return not (after.isascii() and after.isalnum())


def _without_overlap(links: list[Link]) -> tuple[Link, ...]:
    kept: list[Link] = []
    for link in sorted(links):
        if kept and link.start < kept[-1].end:
            if link.end - link.start > kept[-1].end - kept[-1].start:
                kept[-1] = link
        else:
            kept.append(link)
    return tuple(kept)


FINDER = LinkFinder()
