"""What: the item as its readers saw it, the passages the rules marked in it, and the evidence of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.records import ContentRecord
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.redress import selectors as redress
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.values import CaseFile, EvidenceView
from goodstanding.apps.screening import selectors as screening
from goodstanding.apps.screening.errors import EvaluationUnknown
from goodstanding.apps.screening.records import EvaluationView
from goodstanding.core.engine.evaluation import Evaluation, Violation
from goodstanding.core.engine.images import PREFIX
from goodstanding.core.policy.model import Pack
from goodstanding.core.signals.base import Span
from goodstanding.web.console.pages.images import FIELD, image_texts, images_shown
from goodstanding.web.console.pages.policies import clause_texts
from goodstanding.web.console.pages.reasons import rule_titles, summary_in_words, why_marked
from goodstanding.web.console.shapes import EvidenceLine, Finding, Item, Mark, Passage, ReportLine, SourceLine, TextField
from goodstanding.web.rulebook import in_language, live_policy

FIELDS = ("title", "name", "body", "bio")
"""Text fields in the order a reader meets them."""


def item_of(file: CaseFile, /, *, language: str) -> tuple[Item | None, tuple[Finding, ...]]:
    """Return the item of a case with what the latest evaluation marked in it.

    The text shown is the one that was evaluated, so that the marks stand where they were seen; where no rule spoke, it is
    the content as it stands, or the account's profile.
    """
    content = ingest.find_content(file.case.content_ref) if file.case.content_ref else None
    record = latest_evaluation(file)
    if record is None:
        return _plain_item(file, content, language), ()
    document = msgspec.json.decode(record.document)
    texts = texts_of(document)
    seen = texts | image_texts(document)
    evaluation = msgspec.json.decode(record.evaluation, type=Evaluation)
    findings, marks = findings_of(evaluation, seen, language=language)
    item = _item(file, content, texts=texts, marks=marks, taken_at=record.created_at, language=language)
    return replace(item, images=images_shown(record, evaluation, seen, marks)), findings


def item_seen(file: CaseFile, /) -> str:
    """Name the state of the item a page shows: the last evaluation and snapshot. Further reports do not change it."""
    last = {
        piece.kind: piece.ref + "@" + piece.sha256[:16] for piece in file.evidence if piece.kind in {"evaluation", "snapshot"}
    }
    return " ".join(last[kind] for kind in sorted(last))


def latest_evaluation(file: CaseFile, /) -> EvaluationView | None:
    """Return the last evaluation attached to a case, or the one an appealed decision rests on; None where there is none."""
    attached = [piece.ref for piece in file.evidence if piece.kind == "evaluation"]
    seen = attached[-1] if attached else _evaluation_appealed(file)
    try:
        return screening.evaluation(seen) if seen else None
    except EvaluationUnknown:
        return None


def _evaluation_appealed(file: CaseFile) -> str:
    receipt = next((source.ref for source in file.sources if source.kind == "appeal"), "")
    appeal = redress.find_appeal(receipt) if receipt else None
    former = enforcement.find_decision(appeal.decision_ref) if appeal else None
    return former.evaluation_ref if former else ""


def spans_of(record: EvaluationView, label: str, /) -> tuple[Mapping[str, Any], ...]:
    """Return the places an evaluation marked for a violation, as a decision freezes them; all places when none is for it."""
    violations = msgspec.json.decode(record.evaluation, type=Evaluation).violations
    about = [violation for violation in violations if violation.label == label] or violations
    return tuple(msgspec.to_builtins(span) for span in _distinct_spans(about))


def findings_of(
    evaluation: Evaluation, texts: Mapping[str, str], /, *, language: str
) -> tuple[tuple[Finding, ...], dict[str, tuple[Mark, ...]]]:
    """Number the passages of an evaluation field by field, and gather them under the rules that saw them.

    What several signals saw at one place is one passage with several reasons.
    """
    spans = _distinct_spans(evaluation.violations)
    places = dict.fromkeys(_place(span) for field in texts for span in spans if span.field == field)
    numbers = {place: number for number, place in enumerate(places, start=1)}
    marks = {name: tuple(Mark(start, end) for field, start, end in places if field == name) for name in texts}
    pack = live_policy()
    anchored: set[int] = set()
    return tuple(_finding(violation, numbers, pack, anchored, language=language) for violation in evaluation.violations), marks


def evidence_lines(file: CaseFile, /, *, language: str) -> tuple[EvidenceLine, ...]:
    """Return the evidence of a case, oldest first."""
    titles = rule_titles(live_policy(), language=language)
    return tuple(_evidence_line(piece, titles) for piece in file.evidence)


def report_lines(file: CaseFile, /) -> tuple[ReportLine, ...]:
    """Return the reports merged into a case; never who filed them."""
    receipts = [source.ref for source in file.sources if source.kind == "report"]
    reports = [found for receipt in receipts if (found := redress.find_report(receipt)) is not None]
    return tuple(ReportLine(report.receipt, report.category, report.reason, report.filed_at) for report in reports)


def _evidence_line(piece: EvidenceView, titles: Mapping[str, str]) -> EvidenceLine:
    summary = summary_in_words(piece.kind, piece.summary, titles)
    return EvidenceLine(piece.kind, piece.ref, summary, piece.sha256, piece.at)


def texts_of(document: Mapping[str, Any], /) -> dict[str, str]:
    """Return the text fields of an evaluated event, in the order a reader meets them."""
    data = document.get("event", {}).get("data", {})
    return {
        field: data[field] for field in FIELDS if isinstance(data, Mapping) and isinstance(data.get(field), str) and data[field]
    }


def _item(
    file: CaseFile,
    content: ContentRecord | None,
    *,
    texts: Mapping[str, str],
    marks: Mapping[str, tuple[Mark, ...]],
    taken_at: datetime,
    language: str,
) -> Item:
    offset, fields = 0, []
    for name, text in texts.items():
        fields.append(TextField(name, text, marks.get(name, ()), offset))
        offset += len(marks.get(name, ()))
    title = next((field for field in fields if field.name == "title"), None)
    return Item(
        kind=content.kind if content else "profile",
        ref=file.case.content_ref or file.case.account_ref,
        title=title,
        fields=tuple(field for field in fields if field is not title),
        published_at=content.published_at if content else None,
        taken_at=taken_at,
        sha256=_snapshot_hash(file, content),
        category=content.category if content else "",
        status=content.status if content else "",
        source=_source(content, language) if content else None,
    )


def _source(content: ContentRecord, language: str) -> SourceLine | None:
    """Return what a repost says of its source, and whether the link leads anywhere."""
    form = originality.repost_of(content.content_ref)
    if form is None:
        return None
    says, look = form.line_zh if language.startswith("zh") else form.line_en, originality.source_look(content.content_ref)
    if look is None:
        return SourceLine(says, "", 0, is_confirmed=False, looked_at=None)
    return SourceLine(says, look.outcome, look.status, is_confirmed=look.is_confirmed, looked_at=look.last_at)


def _plain_item(file: CaseFile, content: ContentRecord | None, language: str) -> Item | None:
    if content is not None:
        texts = {"title": content.title, "body": content.body}
        kept = {name: text for name, text in texts.items() if text}
        return _item(file, content, texts=kept, marks={}, taken_at=content.published_at, language=language)
    account = registry.find_account(file.case.account_ref)
    if account is None or not (account.name or account.bio):
        return None
    texts = {name: text for name, text in {"name": account.name, "bio": account.bio}.items() if text}
    return _item(file, None, texts=texts, marks={}, taken_at=file.case.opened_at, language=language)


def _snapshot_hash(file: CaseFile, content: ContentRecord | None) -> str:
    taken = [piece.sha256 for piece in file.evidence if piece.kind == "snapshot"]
    return taken[-1] if taken else content.latest_sha256 if content else ""


def _place(span: Span) -> tuple[str, int, int]:
    return (span.field, span.start, span.end)


def _distinct_spans(violations: Iterable[Violation]) -> list[Span]:
    found = {(*_place(span), span.signal): span for violation in violations for span in violation.spans}
    return sorted(found.values(), key=lambda span: (span.start, span.end, span.signal))


def _finding(
    violation: Violation,
    numbers: Mapping[tuple[str, int, int], int],
    pack: Pack | None,
    anchored: set[int],
    *,
    language: str,
) -> Finding:
    rule = next((rule for rule in pack.rules if rule.id == violation.rule), None) if pack else None
    passages = []
    for span in sorted(violation.spans, key=lambda span: numbers.get(_place(span), 0)):
        number = numbers.get(_place(span))
        if number is not None:
            why = why_marked(span, pack, language=language)
            field = FIELD if span.field.startswith(PREFIX) else span.field
            passages.append(Passage(number, field, span.text, span.signal, why, is_anchor=number not in anchored))
            anchored.add(number)
    return Finding(
        rule=violation.rule,
        title=in_language(rule.title, language) if rule else "",
        label=violation.label,
        score=violation.score,
        clauses=clause_texts(violation.clauses, pack),
        passages=tuple(passages),
    )
