"""Answers to grounds: one for each, and a canned one is noticed. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

from goodstanding.apps.redress.errors import AnswerIncomplete


def check_answers(answers: Sequence[str], grounds: int, /) -> tuple[str, ...]:
    """Make sure that every ground is answered.

    Raises:
        AnswerIncomplete: A ground has no answer, or there are more answers than grounds. Source: RQ-097.
    """
    said = tuple(answer.strip() for answer in answers)
    if len(said) != grounds:
        raise AnswerIncomplete(
            f"The appeal has {grounds} grounds and {len(said)} answers.", hint="Answer each ground.", clause="PA21:20.2"
        )
    for position, answer in enumerate(said, start=1):
        if not answer:
            raise AnswerIncomplete(
                f"Ground {position} has no answer.", hint="Answer each ground in its own words.", clause="PA21:20.2"
            )
    return said


def answer_digest(text: str, /) -> str:
    """Digest the words of an answer without case, spaces and punctuation: a canned answer shows, however it is spaced."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(character for character in folded if unicodedata.category(character)[0] in "LN")
    return hashlib.sha256((words or folded).encode("utf-8", "surrogatepass")).hexdigest()
