"""Decisions as staff read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import Cited, DecisionView, Evidence, Measure, MeasureStateView
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.notices import selectors as notices
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.permissions import Viewer
from goodstanding.apps.review.sight import hidden_among
from goodstanding.web.console.pages.reasons import rule_titles, summary_in_words
from goodstanding.web.console.shapes import ClauseText, DecisionPage, EvidenceLine, MeasureLine, PastDecision
from goodstanding.web.rulebook import live_policy

_SHOWN = 12


def past_decisions(account_ref: str, viewer: Viewer, /) -> tuple[PastDecision, ...]:
    """Return the latest decisions about an account, superseded ones included; of those hidden from the viewer only when."""
    decisions = enforcement.decisions_of(account_ref)[:_SHOWN]
    hidden = hidden_among((found.case_ref for found in decisions), viewer)
    return tuple(
        PastDecision(at=found.decided_at, restricted=True) if found.case_ref in hidden else _past(found) for found in decisions
    )


def _past(found: DecisionView) -> PastDecision:
    return PastDecision(
        ref=found.ref,
        at=found.decided_at,
        label=found.label,
        verdict=found.verdict,
        measures=tuple(state.measure.code for state in found.measures),
        superseded=bool(found.superseded_by),
    )


def decision_page(found: DecisionView, /, *, language: str) -> DecisionPage:
    """Return one decision in full, with its notice word for word."""
    notice, page = notices.notice(found.notice_ref), decision_lines([found])[0]
    titles = rule_titles(live_policy(), language=language)
    evidence = tuple(replace(line, summary=summary_in_words(line.kind, line.summary, titles)) for line in page.evidence)
    return replace(page, evidence=evidence, notice_subject=notice.subject, notice_body=notice.body)


def decision_lines(found: Iterable[DecisionView], /) -> tuple[DecisionPage, ...]:
    """Return decisions without their notices (the names of the people in one query)."""
    decisions = list(found)
    people = {person for one in decisions for person in (one.decider, one.second_approver) if person is not None}
    names = identity.names_of(people)
    packs = {pack.digest: pack.name for pack in policies.installed_packs()}
    accounts = {ref: account.name for ref, account in registry.accounts(one.account_ref for one in decisions).items()}
    return tuple(_page(one, names, packs, accounts) for one in decisions)


def _page(found: DecisionView, names: Mapping[int, str], packs: Mapping[str, str], accounts: Mapping[str, str]) -> DecisionPage:
    route, provenance = found.appeal_route, found.provenance
    return DecisionPage(
        ref=found.ref,
        case_ref=found.case_ref,
        account_ref=found.account_ref,
        account_name=accounts.get(found.account_ref, ""),
        content_ref=found.content_ref,
        verdict=found.verdict,
        label=found.label,
        severity=found.severity,
        facts=found.facts,
        clauses=cited_clauses(found.clauses),
        measures=tuple(state_line(state) for state in found.measures),
        evidence=tuple(evidence_line(piece, found.decided_at) for piece in found.evidence),
        found_by=str(provenance.get("found_by", "")),
        rules=tuple(provenance.get("rules", ())),
        automation=str(provenance.get("automation", "none")),
        source=found.source,
        decider=names.get(found.decider or 0, ""),
        second_approver=names.get(found.second_approver or 0, ""),
        exception_reason=found.exception_reason,
        decided_at=found.decided_at,
        supersedes=found.supersedes,
        supersede_reason=found.supersede_reason,
        superseded_by=found.superseded_by,
        notice_subject="",
        notice_body="",
        appeal_days=int(route.get("days", 0)),
        appeal_deadline=_instant(route.get("deadline")),
        log_index=found.log_index,
        sha256=found.sha256,
        pack=packs.get(found.pack_digest, found.pack_digest),
        evaluation_ref=found.evaluation_ref,
    )


def cited_clauses(cited: Iterable[Cited], /) -> tuple[ClauseText, ...]:
    """Return clauses with the words the decision froze."""
    titles = {clause.ref: clause.instrument_title for clause in policies.clauses()}
    return tuple(ClauseText(one.ref, one.text, titles.get(one.ref, "")) for one in cited)


def state_line(state: MeasureStateView, /) -> MeasureLine:
    """Return a measure with where it stands."""
    return measure_line(state.measure, status=state.status)


def measure_line(measure: Measure, /, *, status: str) -> MeasureLine:
    """Return a measure as imposed."""
    return MeasureLine(measure.code, measure.scope, measure.starts_at, measure.ends_at, status)


def evidence_line(piece: Evidence, at: datetime, /) -> EvidenceLine:
    """Return a piece of evidence as a decision froze it."""
    return EvidenceLine(piece.kind, piece.ref, piece.summary, piece.sha256, at)


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None
