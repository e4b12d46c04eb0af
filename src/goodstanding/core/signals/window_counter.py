"""Windowed counters: how often something happened in a stretch of time, against a limit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from goodstanding.core.signals.base import Cost, Document, Example, Reading, SignalError
from goodstanding.core.signals.kind import Kind
from goodstanding.core.signals.options import Options
from goodstanding.core.signals.sharing import Sharing


class WindowCounter(Kind):
    """A counter, or the ratio of two, above its limit.

    The score is 0 up to the limit, 0.5 just above it, and grows evenly to 1.0 where the value reaches ``saturates_at``. The
    count is the counter's value.
    """

    kind: ClassVar[str] = "window_counter"
    cost: ClassVar[Cost] = Cost.TRIVIAL
    option_notes: ClassVar[Mapping[str, str]] = {
        "fact": "The counter, e.g. counters.posts_1h.",
        "limit": "Largest value (or ratio) that is still in order, 0 or more.",
        "saturates_at": "Value (or ratio) at which the score is 1.0. Default: twice the limit, or 1 where the limit is 0.",
        "divided_by": "A second counter: the value is then the ratio of the two. Default: none.",
        "min_base": "With divided_by: below this base nothing is said. Default: 1.",
    }
    example_options: ClassVar[Mapping[str, Any]] = {"fact": "counters.posts_1h", "limit": 20}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(fields={}, facts={"counters.posts_1h": 21}, hit=True),
        Example(fields={}, facts={"counters.posts_1h": 400}, hit=True),
        Example(fields={}, facts={"counters.posts_1h": 20}, hit=False),
    )

    def __init__(self, name: str, fact: str, limit: float, saturates_at: float, base: tuple[str, float] | None) -> None:
        super().__init__(name)
        self._fact = fact
        self._limit = limit
        self._saturates_at = saturates_at
        self._base = base

    @classmethod
    def build(cls, options: Options, _sharing: Sharing, /) -> Self:
        """Make the signal a pack declares."""
        fact = options.word("fact")
        limit = options.number("limit", default=None, low=0.0, high=1e12)
        saturates_at = options.number("saturates_at", default=limit * 2 or 1.0, low=0.0, high=1e12)
        if saturates_at <= limit:
            raise options.fault(f"option “saturates_at” ({saturates_at:g}) must be above the limit ({limit:g}).")
        divided_by = options.word("divided_by", default="")
        min_base = options.number("min_base", default=1.0, low=0.0, high=1e12)
        return cls(options.name, fact, limit, saturates_at, (divided_by, min_base) if divided_by else None)

    @property
    def fields(self) -> tuple[str, ...]:
        """No text is read."""
        return ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The counter, and the one it is divided by."""
        return (self._fact,) if self._base is None else (self._fact, self._base[0])

    def read(self, document: Document, /) -> Reading:
        """Observe one document."""
        counted = _number(document, self._fact)
        value = counted
        if self._base is not None:
            base = _number(document, self._base[0])
            if base < self._base[1] or base <= 0:
                return Reading(self.name)
            value = counted / base
        if value <= self._limit:
            return Reading(self.name)
        beyond = min(1.0, (value - self._limit) / (self._saturates_at - self._limit))
        return Reading(self.name, 0.5 + 0.5 * beyond, count=max(1, int(counted)))


def _number(document: Document, fact: str) -> float:
    value = document.facts.get(fact)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SignalError(f"Fact “{fact}” is not a number: {value!r}.")
    return value
