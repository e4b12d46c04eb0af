"""Which strings are domain names: the public suffix list, from the snapshot that ships with tldextract, read without network."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from goodstanding.core.signals.base import SignalError

_AMBIGUOUS = (
    "ai app as at bar bat be bin by call cc class clear cloud data date day dev do email foo foundation fun game id "
    "in info is it java js link map md me mobi mov my name network new no now open page pe pl play plus post press "
    "ps pub py rs run sc se sh show so software style to tools us vi video view watch ws zip zone"
)
_AMBIGUOUS_ENDINGS = frozenset(_AMBIGUOUS.split())
_OLD_ENDINGS = frozenset(
    ("com", "net", "org", "edu", "gov", "mil", "biz", "top", "xyz", "vip", "club", "shop", "site", "icu", "ltd")
)


def is_plainly_a_domain(host: str, /) -> bool:
    """Say whether a bare name is a domain with nothing more to show for it.

    Endings that are also file endings, code or ordinary words (``.md``, ``.name``, ``.stream``) need ``www.`` or a label that
    mixes letters with digits or hyphens.
    """
    *labels, ending = host.split(".")
    if ending in _OLD_ENDINGS or (len(ending) == 2 and ending not in _AMBIGUOUS_ENDINGS):
        return True
    if labels[0] == "www":
        return True
    return ending not in _AMBIGUOUS_ENDINGS and any(not label.isalpha() and not label.isdigit() for label in labels)


@lru_cache(maxsize=1)
def _suffixes() -> frozenset[str]:
    """Read the list: one suffix a line, ``*.`` for a wildcard and ``!`` for an exception."""
    found = find_spec("tldextract")
    if found is None or not found.submodule_search_locations:
        raise SignalError("The public suffix list is missing.", hint="Install tldextract, which carries it.")
    snapshot = Path(found.submodule_search_locations[0], ".tld_set_snapshot")
    lines = (line.strip() for line in snapshot.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("//"))


@lru_cache(maxsize=1)
def top_level_domains() -> tuple[str, ...]:
    """Return the ASCII top-level domains, longest first, so that an alternation prefers ``com`` to ``co``."""
    last = {suffix.rpartition(".")[2] for suffix in _suffixes()}
    return tuple(sorted((ending for ending in last if ending.isascii() and ending.isalpha()), key=_longest_first))


def _longest_first(ending: str) -> tuple[int, str]:
    return -len(ending), ending


@lru_cache(maxsize=4096)
def registrable(host: str, /) -> str:
    """Return the part of a host name that somebody registered: ``example.com.cn`` of ``www.example.com.cn``.

    A host that is itself a suffix, or has none, comes back as it is.
    """
    labels = host.lower().strip(".").split(".")
    suffixes = _suffixes()
    for first in range(len(labels)):
        suffix = ".".join(labels[first:])
        wildcard = ".".join(("*", *labels[first + 1 :]))
        if f"!{suffix}" in suffixes:
            return suffix
        if suffix in suffixes or wildcard in suffixes:
            return ".".join(labels[max(first - 1, 0) :])
    return host.lower()
