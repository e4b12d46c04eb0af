"""The words of an appellant: kept sealed, read by whoever decides, quoted in notices with numbers hidden."""

from __future__ import annotations

from collections.abc import Sequence

from goodstanding.apps.common.sealing import open_text, seal_text
from goodstanding.apps.redress.values import NewGround
from goodstanding.core.identifiers.masking import mask_numbers

_GROUND = "redress.ground"
Kept = Sequence[dict[str, str]]


def sealed_grounds(grounds: Sequence[NewGround], /) -> list[dict[str, str]]:
    """Write grounds as they are kept."""
    return [{"ground": one.ground, "text": seal_text(one.text.strip(), context=_GROUND)} for one in grounds]


def opened_grounds(kept: Kept, /) -> list[dict[str, str]]:
    """Return grounds as they were written."""
    return [{"ground": one["ground"], "text": open_text(one["text"], context=_GROUND)} for one in kept]


def quoted_grounds(kept: Kept, /) -> list[dict[str, str]]:
    """Return grounds as a notice quotes them: a notice is kept as it was sent, so numbers of persons stay hidden in it."""
    return [{**one, "text": mask_numbers(one["text"])} for one in opened_grounds(kept)]
