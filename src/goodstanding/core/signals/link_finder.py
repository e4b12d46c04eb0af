"""Finding links: URLs, bare domains glued to Chinese, and domains written so that no link checker sees them."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from goodstanding.core.signals.base import Document
from goodstanding.core.signals.domains import is_plainly_a_domain, top_level_domains
from goodstanding.core.signals.evidence import MOST_HITS
from goodstanding.core.text.patterns import PatternSet


class Link(NamedTuple):
    """One link in the original text of a field.

    Args:
        domain: Host name in lower case with its disguise undone.
        disguised: True where the domain is written so that it is no link as it stands.
    """

    start: int
    end: int
    domain: str
    disguised: bool


_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_PATH = r"(?::\d{2,5})?(?:[/?#][a-z0-9\-._~:/?#@!$&*+,;=%]*)?"
_SOLD = (
    "com",
    "cn",
    "net",
    "org",
    "top",
    "xyz",
    "vip",
    "cc",
    "club",
    "shop",
    "site",
    "info",
    "tv",
    "io",
    "co",
    "icu",
    "fun",
    "pw",
)
_LOOKALIKE = {"o": "[o0]", "l": "[l1]", "i": "[i1]", "e": "[e3]"}
_UNDONE = str.maketrans({"0": "o", "1": "l", "3": "e"})


def _disguised_ending() -> str:
    written = ("".join(_LOOKALIKE.get(letter, letter) for letter in ending) for ending in sorted(_SOLD, key=len, reverse=True))
    return f"(?:{'|'.join(written)})"


def _expressions() -> tuple[str, ...]:
    endings = "|".join(top_level_domains())
    disguised = _disguised_ending()
    dot = r"\s?(?:[。．·•・丶]|点|\(dot\)|（点）|\(点\)|【点】)\s?"
    return (
        rf"(?i)(?:https?|ftp)://(?:[a-z0-9\-_]+\.)+[a-z0-9\-]{{2,}}{_PATH}",
        rf"(?i)(?:{_LABEL}\.){{1,6}}(?:{endings}){_PATH}",
        rf"(?i)www\s?[_。．·•・丶,，]\s?[a-z0-9\-]{{2,40}}\s?[_。．·•・丶,，.]\s?{disguised}",
        rf"(?i)[a-z0-9\-]{{2,40}}{dot}{disguised}",
        rf"(?i)[a-z0-9\-]{{0,30}}\d[a-z0-9\-]{{0,30}}_{disguised}",
        r"(?i)[a-z0-9\-]*\d[a-z0-9\-]*\.(?:t0p|c0m|c0|0rg|1nfo|n3t|v1p|s1te|sh0p|c1ub|xy2)",
    )


_URL, _BARE = 0, 1


class LinkFinder:
    """All link expressions as one set."""

    @cached_property
    def _set(self) -> PatternSet:
        """The set, compiled when the first text is read."""
        return PatternSet(_expressions())

    def links(self, document: Document, field: str, /) -> tuple[Link, ...]:
        """Return the links of a field in order, without overlap; found once per document.

        The text is read as it was sent, and in normal form too where that differs: full-width or circled letters are seen there.
        """
        found: tuple[Link, ...] = document.shared((LinkFinder, field), lambda read: self._in_both_forms(read, field))
        return found

    def _in_both_forms(self, document: Document, field: str) -> tuple[Link, ...]:
        original = document.fields[field]
        links = self._find(original)
        normal = document.normalised(field)
        if normal.text != original:
            links += [
                Link(*normal.original_span(link.start, link.end), link.domain, link.disguised) for link in self._find(normal.text)
            ]
        return _without_overlap(links)

    def _find(self, text: str) -> list[Link]:
        found: list[Link] = []
        for index in self._set.which(text):
            for start, end in self._set.spans(text, index, most=MOST_HITS):
                link = _read(text, start, end, index)
                if link is not None:
                    found.append(link)
        return found


def _read(text: str, start: int, end: int, index: int) -> Link | None:
    if index == _URL:
        host = text[start:end].partition("://")[2]
        return Link(start, end, _host(host), disguised=False)
    if not _stands_alone(text, start, end):
        return None
    if index == _BARE:
        return _bare(text, start, end)
    return Link(start, end, _undisguised(text[start:end]), disguised=True)


def _host(written: str) -> str:
    for mark in "/?#:":
        written = written.partition(mark)[0]
    return written.lower()


def _bare(text: str, start: int, end: int) -> Link | None:
    written = text[start:end]
    host = _host(written)
    if len(written) == len(host) and not is_plainly_a_domain(host):
        return None
    if end < len(text) and text[end] in "(=[":
        return None  # a call or an assignment in code
    return Link(start, end, host, disguised=False)


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
