"""How people write numbers: full-width, with spaces and hyphens, with digits of other scripts; brought to one form."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−_.·•/]+")
_LONGEST = 200


def compact(text: str, /) -> str:
    """Return a number in upper case without separators and invisible characters; digits of every script become ASCII.

    Only the first 200 characters are read: no identifier is longer, so nothing that is cut off could have been right.
    """
    return _SEPARATORS.sub("", plain(text))


def plain(text: str, /) -> str:
    """Return a text in upper case and half width, without invisible characters; separators stay."""
    folded = unicodedata.normalize("NFKC", text[:_LONGEST])
    return "".join(map(_character, folded)).upper().strip()


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "" if category in {"Cf", "Cc", "Mn"} and character not in "\t\n\r" else character
