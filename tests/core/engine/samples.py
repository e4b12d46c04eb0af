"""Small packs and documents for the engine's tests, and signals that do as they are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from goodstanding.core.kernel.severity import Severity
from goodstanding.core.policy.model import Bilingual, Fact, Pack, Parameter, Rule, SignalSpec
from goodstanding.core.signals.base import Cost, Document, Example, Reading, Signal, Span

DAY = date(2026, 11, 23)
WORDS = Bilingual("示例", "sample")
TYPE = "content.published"

FACT_TYPES: Mapping[str, str] = {
    "content.body": "string",
    "content.title": "string",
    "content.links": "list<string>",
    "content.marks": "list<double>",
    "account.age_days": "int",
    "account.followers": "int",
    "account.verified": "bool",
    "counters.ratio": "double",
    "counters.weight": "double",
    "event.time": "timestamp",
}
"""Facts of the sample pack; each stands in the document at its own dotted path, those of content under ``event.data``."""


def facts() -> dict[str, Fact]:
    """Return the sample facts."""
    return {name: Fact(name, type_, path_of(name), text_field=_field(name)) for name, type_ in FACT_TYPES.items()}  # type: ignore[arg-type]


def path_of(name: str) -> tuple[str, ...]:
    """Return where a sample fact stands in a document."""
    group, own = name.split(".")
    return ("event", "data", own) if group == "content" else (group, own)


def _field(name: str) -> str | None:
    return {"content.body": "body", "content.title": "title"}.get(name)


def document(values: Mapping[str, Any], *, type_: str = TYPE) -> dict[str, Any]:
    """Return a document that holds these facts."""
    made: dict[str, Any] = {"event": {"id": "e-1", "type": type_, "data": {}}, "account": {}, "counters": {}}
    for name, value in values.items():
        *path, last = path_of(name)
        place = made
        for key in path:
            place = place[key]
        place[last] = value
    return made


def rule(when: str, id_: str = "sample.rule", **more: Any) -> Rule:
    """Return a live rule with this condition."""
    given: dict[str, Any] = {
        "title": WORDS,
        "events": (TYPE,),
        "clauses": ("PA21:18(8)",),
        "label": "account_trading",
        "severity": Severity.MODERATE,
        "suggestion": "review",
        "queue": "content",
        "score": 0.9,
        "rationale": WORDS,
        "advice": WORDS,
        "owner": "sample",
        "review_by": date(2027, 1, 1),
        "effective_from": date(2021, 2, 22),
    }
    return Rule(id=id_, when=when, **{**given, **more})


def pack(*rules: Rule, signals: tuple[str, ...] = (), parameters: tuple[Parameter, ...] = ()) -> Pack:
    """Return a pack of these rules over the sample facts."""
    return Pack(
        id="sample",
        version="1",
        title=WORDS,
        digest="0" * 64,
        clauses={},
        facts=facts(),
        parameters={parameter.id: parameter for parameter in parameters},
        signals={name: SignalSpec(name, "fake", {}) for name in signals},
        banks={},
        rules=rules,
        queues={},
        ladder=(),
        ladder_window_days=365,
    )


@dataclass
class Answers:
    """What a fake signal answers, and how often it was asked."""

    answer: Reading | Exception
    asked: int = field(default=0)


class FakeSignal(Signal):
    """Answers what it was given; counts how often it is read."""

    kind: ClassVar[str] = "fake"
    cost: ClassVar[Cost] = Cost.CHEAP
    examples: ClassVar[tuple[Example, ...]] = ()

    def __init__(self, name: str, answer: Reading | Exception | Callable[[Document], Reading], **inputs: tuple[str, ...]) -> None:
        super().__init__(name)
        self.asked = 0
        self._answer = answer
        self._inputs = inputs

    @property
    def fields(self) -> tuple[str, ...]:
        return self._inputs.get("fields", ("body",))

    @property
    def facts(self) -> tuple[str, ...]:
        return self._inputs.get("facts", ())

    def read(self, document: Document, /) -> Reading:
        self.asked += 1
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer if isinstance(self._answer, Reading) else self._answer(document)


def seen(name: str, *spans: tuple[int, int, str], score: float = 0.8) -> Reading:
    """Return a reading that saw these spans of the body."""
    found = tuple(Span("body", start, end, text, name, "sample") for start, end, text in spans)
    return Reading(name, score, found, max(1, len(found)))
