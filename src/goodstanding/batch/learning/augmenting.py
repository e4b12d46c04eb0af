"""Copies of training rows in disguise, so that a model trained on plain texts still reads the disguised ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from goodstanding.batch.learning.labelled import Labelled
from goodstanding.core.text.disguising import Disguise, disguise

DISGUISES = tuple(how for how in Disguise if how is not Disguise.TRADITIONAL)
"""Traditional script is left out: the normal form undoes it, and how somebody writes at home is no sign of anything."""
LEAST_SHARE, MOST_SHARE = 0.1, 0.9


def disguised_copies(
    rows: Sequence[Labelled], /, *, copies: int, undisguised: frozenset[str], seed: int
) -> Iterator[tuple[int, str]]:
    """Yield disguised copies as (number of the row, text).

    Args:
        copies: Copies of each row, each in another disguise.
        undisguised: Labels whose rows are not copied.
        seed: The same seed gives the same copies.
    """
    choices = Random(seed)  # noqa: S311 - not for secrets
    for number, row in enumerate(rows):
        if row.label in undisguised:
            continue
        for how in choices.sample(DISGUISES, min(copies, len(DISGUISES))):
            share = choices.uniform(LEAST_SHARE, MOST_SHARE)
            yield number, disguise(row.text, how, share=share, choices=choices)
