"""What the originality app says to people, in both languages."""

from __future__ import annotations

from goodstanding.core.kernel.sentences import Sentence


def say(code: str, zh: str, en: str, /, **values: object) -> Sentence:
    """Make a sentence of the originality app, its places filled in."""
    return Sentence(f"originality:{code}", zh.format(**values), en.format(**values))


def as_written(text: str, /) -> Sentence:
    """Pass on somebody's own words."""
    return Sentence("originality:as_written", text, text)
