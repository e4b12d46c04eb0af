"""One decision in full, as its account is owed it: what, where exactly, under which words, in which capacity, and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import Cited, DecisionView, Measure, ShownEvidence
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.notices.selectors import NoticeView
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.redress.services.appeals import standing_of
from goodstanding.apps.redress.standing import Allowed, Refused
from goodstanding.apps.screening import selectors as screening
from goodstanding.apps.screening.errors import EvaluationUnknown
from goodstanding.apps.screening.records import EvaluationView
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.web.portal.access import Visitor
from goodstanding.web.portal.pages.accounts import AppealLine, appeal_line
from goodstanding.web.rulebook import ClauseText, RuleText, clause_name, pack_of, rules_named

FIELDS = ("title", "name", "body", "bio")
"""Text fields in the order a reader meets them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one field: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextField:
    """One field of the item, with the passages the decision rests on. ``offset`` is how many passages earlier fields hold."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage the decision rests on, numbered from 1 through the whole item."""

    number: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage the decision quotes, with some text around it: shown where the text as published is not at hand."""

    field: str
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """What the decision is about."""

    kind: str
    ref: str
    published_at: datetime | None
    fields: tuple[TextField, ...]
    quotes: tuple[Quote, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The marked passages of all fields, in order."""
        return tuple(
            Passage(field.offset + position, field.name, field.text[mark.start : mark.end])
            for field in self.fields
            for position, mark in enumerate(field.marks, start=1)
        )


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence. Of reports only how many there were: their words could tell the account who wrote them."""

    kind: str
    ref: str
    summary: str
    sha256: str
    count: int


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure and where it stands."""

    code: str
    scope: str
    starts_at: datetime
    ends_at: datetime | None
    status: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Everything the account is owed about one decision."""

    view: DecisionView
    account_name: str
    act: Act
    clauses: tuple[ClauseText, ...]
    evidence: tuple[EvidenceLine, ...]
    measures: tuple[MeasureLine, ...]
    found_by: str
    automation: str
    decided_by: str
    rules: tuple[RuleText, ...]
    advice: tuple[str, ...]
    deadline: datetime
    standing: Allowed | Refused
    appeals: tuple[AppealLine, ...]
    letter: NoticeView
    letter_is_intact: bool
    pack_name: str

    @property
    def has_effect(self) -> bool:
        """Whether any of its measures is in force or about to be."""
        return any(measure.status in {"pending", "applied"} for measure in self.measures)


def decision_page(found: DecisionView, visitor: Visitor, /) -> DecisionPage:
    """Return a decision for a person who may act for its account."""
    statement, provenance = found.statement, found.provenance
    pack = pack_of(found.pack_digest)
    rules = rules_named(provenance.get("rules", ()), pack, visitor.language)
    standing = standing_of(found.ref, actor=visitor.actor, has_new_evidence=False, at=visitor.now)
    titles = {clause.ref: clause.instrument_title for clause in policies.clauses()}
    return DecisionPage(
        view=found,
        account_name=str(statement.get("account", {}).get("name", found.account_ref)),
        act=act_of(found),
        clauses=tuple(_clause(cited, titles, visitor.language) for cited in found.clauses),
        evidence=tuple(_evidence(piece, rules) for piece in enforcement.shown_evidence(found)),
        measures=tuple(_measure(state.measure, state.status) for state in found.measures),
        found_by=str(provenance.get("found_by", "")),
        automation=str(provenance.get("automation", "none")),
        decided_by=str(statement.get("provenance", {}).get("decided_by", "")),
        rules=rules,
        advice=_advice(statement, rules),
        deadline=datetime.fromisoformat(found.appeal_route["deadline"]),
        standing=standing,
        appeals=tuple(appeal_line(appeal) for appeal in redress.appeals_against(found.ref)),
        letter=notices.notice(found.notice_ref),
        letter_is_intact=notices.is_intact(found.notice_ref),
        pack_name=pack.name if pack else "",
    )


def act_of(found: DecisionView, /) -> Act:
    """Return what a decision is about: the text as it was judged, with the passages it rests on marked; else the quotes alone."""
    told = found.statement.get("act", {})
    record = _evaluation_of(found)
    texts = _texts_judged(record) if record else _texts_in_evidence(found)
    spans = [span for piece in found.evidence for span in piece.spans] or (_spans_of(record, found.label) if record else [])
    marks = _marks(spans, texts)
    published = told.get("published_at") or ""
    return Act(
        kind=str(told.get("kind", "content" if found.content_ref else "account")),
        ref=found.content_ref or found.account_ref,
        published_at=datetime.fromisoformat(published) if published else None,
        fields=_fields(texts, marks),
        quotes=() if any(marks.values()) else tuple(_quote(quote) for quote in told.get("quotes", ())),
    )


def _fields(texts: Mapping[str, str], marks: Mapping[str, tuple[Mark, ...]]) -> tuple[TextField, ...]:
    fields, offset = [], 0
    for name, text in texts.items():
        found = marks.get(name, ())
        fields.append(TextField(name, text, found, offset))
        offset += len(found)
    return tuple(fields)


def _evaluation_of(found: DecisionView) -> EvaluationView | None:
    """Return the evaluation a decision rests on, or None where it rests on none."""
    refs = [found.evaluation_ref, *(piece.ref for piece in found.evidence if piece.kind == "evaluation")]
    for ref in filter(None, refs):
        try:
            return screening.evaluation(ref)
        except EvaluationUnknown:
            continue
    return None


def _texts_judged(record: EvaluationView) -> dict[str, str]:
    """Return the texts an evaluation was frozen with."""
    data = msgspec.json.decode(record.document).get("event", {}).get("data", {})
    return {name: data[name] for name in FIELDS if isinstance(data.get(name), str) and data[name]}


def _texts_in_evidence(found: DecisionView) -> dict[str, str]:
    """Return the texts of the version of the content that is in evidence."""
    digests = {piece.sha256 for piece in found.evidence if piece.kind == "snapshot"}
    versions = ingest.content_versions(found.content_ref) if found.content_ref else ()
    seen = next((version for version in reversed(versions) if version.sha256 in digests), None)
    return {name: text for name, text in (("title", seen.title), ("body", seen.body)) if text} if seen else {}


def _spans_of(record: EvaluationView, label: str) -> list[Mapping[str, Any]]:
    """Return the places an evaluation marked for a violation."""
    violations = msgspec.json.decode(record.evaluation, type=Evaluation).violations
    return [msgspec.structs.asdict(span) for one in violations if one.label == label for span in one.spans]


def _marks(spans: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> dict[str, tuple[Mark, ...]]:
    """Collect the passages that stand in the texts word for word, in order, each once."""
    found: dict[str, set[tuple[int, int]]] = {}
    for span in spans:
        field, start, end = str(span.get("field", "")), int(span.get("start", 0)), int(span.get("end", 0))
        if texts.get(field, "")[start:end] == span.get("text"):
            found.setdefault(field, set()).add((start, end))
    return {field: tuple(Mark(start, end) for start, end in sorted(places)) for field, places in found.items()}


def _quote(quote: Mapping[str, Any]) -> Quote:
    return Quote(str(quote["field"]), str(quote["before"]), str(quote["text"]), str(quote["after"]))


def _clause(cited: Cited, titles: Mapping[str, str], language: str) -> ClauseText:
    return ClauseText(cited.ref, clause_name(cited.ref, language), cited.text, titles.get(cited.ref, ""))


def _evidence(piece: ShownEvidence, rules: Iterable[RuleText]) -> EvidenceLine:
    names = {rule.id: rule.title for rule in rules}
    parts = piece.summary.split(", ") if piece.kind == "evaluation" else [piece.summary]
    return EvidenceLine(piece.kind, piece.ref, ", ".join(names.get(part, part) for part in parts), piece.sha256, piece.count)


def _measure(measure: Measure, status: str) -> MeasureLine:
    return MeasureLine(measure.code, measure.scope, measure.starts_at, measure.ends_at, status)


def _advice(statement: Mapping[str, Any], rules: tuple[RuleText, ...]) -> tuple[str, ...]:
    """Say how to put it right: in the reader's language where the rules say it, else in the words of the decision."""
    own = str(statement.get("advice", ""))
    return tuple(dict.fromkeys(rule.advice for rule in rules if rule.advice)) or ((own,) if own else ())
