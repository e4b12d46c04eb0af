"""In which language a person wrote a text: shown where it is not the reader's. Judged by its letters."""

from __future__ import annotations

from django.utils.translation import gettext as _

from goodstanding.core.text.scripts import is_cjk

_A_WORD = 5
"""Latin letters that say as much as one Chinese character."""


def language_of(text: str, /) -> str:
    """Return ``zh-Hans`` or ``en`` by what most of a text is written in; empty where it has no letters."""
    chinese = sum(is_cjk(letter) for letter in text)
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    if not chinese and not latin:
        return ""
    return "zh-Hans" if chinese * _A_WORD >= latin else "en"


def note_of(text: str, reader: str, /) -> str:
    """Say in which language a text was written where the reader's is another; else empty.

    Args:
        reader: The reader's language code.
    """
    language = language_of(text)
    if not language or language[:2] == reader[:2].lower():
        return ""
    return (
        _("Written in English; shown as it was written.")
        if language == "en"
        else _("Written in Chinese; shown as it was written.")
    )
