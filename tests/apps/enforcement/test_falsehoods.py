"""Violations of PA21:18(6): one of three kinds, each with evidence of its own."""

from __future__ import annotations

import pytest

from goodstanding.apps.enforcement.drafts import check_draft
from goodstanding.apps.enforcement.errors import DraftIncomplete
from goodstanding.apps.enforcement.falsehoods import OWN_EVIDENCE
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence

CLAUSE = "PA21:18(6)"


def draft(label: str, *kinds: str, clause: str = CLAUSE) -> DecisionDraft:
    """Draft a violation with evidence of these kinds."""
    return DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref="C-1",
        account_ref="acct-1",
        label=label,
        severity="moderate",
        clauses=(clause,),
        facts="示例事实。",
        evidence=tuple(Evidence(kind, f"X-{kind}", "a" * 64, "示例") for kind in kinds),
    )


@pytest.mark.parametrize("label", ["account_trading", "fraud_marketing"])
def test_rq083_falsehood_that_is_none_of_the_three_is_refused(label: str) -> None:
    with pytest.raises(DraftIncomplete, match="one of three"):
        check_draft(draft(label, "evaluation"))


@pytest.mark.parametrize("label", sorted(OWN_EVIDENCE))
def test_rq083_report_or_note_alone_shows_no_falsehood(label: str) -> None:
    with pytest.raises(DraftIncomplete, match="evidence of its own"):
        check_draft(draft(label, "report", "note"))


@pytest.mark.parametrize(
    ("label", "kind"),
    [("fabricated_information", "claim_verdict"), ("false_originality", "similarity"), ("missing_source", "source_check")],
)
def test_rq083_each_kind_is_found_with_its_own_evidence(label: str, kind: str) -> None:
    check_draft(draft(label, "report", kind))


@pytest.mark.parametrize(
    ("label", "other"),
    [("false_originality", "claim_verdict"), ("false_originality", "snapshot"), ("missing_source", "similarity")],
)
def test_rq083_evidence_of_another_kind_does_not_do(label: str, other: str) -> None:
    with pytest.raises(DraftIncomplete, match=label):
        check_draft(draft(label, other))


def test_other_clauses_ask_for_nothing_of_it() -> None:
    check_draft(draft("account_trading", "report", clause="PA21:18(8)"))
