"""What the registry says to people about a form or a check, in both languages: what is wrong and what to do."""

from __future__ import annotations

from goodstanding.core.kernel.sentences import Sentence


def say(code: str, zh: str, en: str, /, **values: object) -> Sentence:
    """Make a sentence of the registry, its places filled in."""
    return Sentence(f"registry:{code}", zh.format(**values), en.format(**values))
