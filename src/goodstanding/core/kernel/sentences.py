"""A sentence for people, said in both languages of the product, with a code that programs and catalogues can rely on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing the product says. ``code`` never changes; the wording may."""

    code: str
    zh: str
    en: str

    def in_language(self, language: str, /) -> str:
        """Return the sentence in a language: Chinese for every code that begins with zh, else English."""
        return self.zh if language.lower().startswith("zh") else self.en
