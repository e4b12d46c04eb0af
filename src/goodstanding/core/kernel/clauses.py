"""Clause references: the stable names decisions cite, e.g. ``PA21:18(8)`` (article 18, item 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodstanding.core.kernel.errors import GoodstandingError

_REF = re.compile(
    r"^(?P<instrument>[A-Z][A-Z0-9]{1,15}):(?P<article>\d{1,4})(?:\.(?P<paragraph>\d{1,3}))?(?:\((?P<item>\d{1,3})\))?$"
)


class MalformedClauseRef(GoodstandingError):
    """The text is not a clause reference; an instrument's title alone never is."""

    code = "clause:malformed"


@dataclass(frozen=True, slots=True, order=True)
class ClauseRef:
    """One article, paragraph or item of one instrument."""

    instrument: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    @classmethod
    def parse(cls, text: str, /) -> ClauseRef:
        """Read a reference.

        Raises:
            MalformedClauseRef: The text names no article, or is not in the form ``INSTRUMENT:ARTICLE[.PARAGRAPH][(ITEM)]``.
        """
        found = _REF.match(text)
        if found is None:
            raise MalformedClauseRef(
                f"“{text}” is not a clause reference.",
                hint="Write INSTRUMENT:ARTICLE[.PARAGRAPH][(ITEM)], for example PA21:18(8).",
            )
        number = {name: int(value) if value else None for name, value in found.groupdict().items() if name != "instrument"}
        return cls(found["instrument"], number["article"] or 0, number["paragraph"], number["item"])

    def __str__(self) -> str:
        paragraph = f".{self.paragraph}" if self.paragraph is not None else ""
        item = f"({self.item})" if self.item is not None else ""
        return f"{self.instrument}:{self.article}{paragraph}{item}"


OPEN_ENDED = frozenset({"PA21:4.1", "PA21:18(9)", "PA21:18(10)"})
"""Clauses too broad to carry a decision alone: the precise article of another law must stand beside them.

Source: RQ-003 (PA21:4.1), RQ-086 (PA21:18(9)), RQ-087 (PA21:18(10)).
"""


def is_specific(refs: tuple[str, ...], /) -> bool:
    """Say whether the references can carry a decision: at least one is not open-ended, and each names an article."""
    for ref in refs:
        ClauseRef.parse(ref)
    return any(ref not in OPEN_ENDED for ref in refs)
