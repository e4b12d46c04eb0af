"""Drafts that await a second person."""

from __future__ import annotations

from django.utils.translation import gettext

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement import services as enforcing
from goodstanding.apps.enforcement.drafts import draft_sha256, imposed
from goodstanding.apps.enforcement.values import ProposalView
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import DECISIONS_APPROVE
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.sight import hidden_from
from goodstanding.apps.review.values import CaseView
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.decisions import measure_line
from goodstanding.web.console.pages.policies import clause_texts
from goodstanding.web.console.shapes import ProposalPage
from goodstanding.web.rulebook import live_policy


def count_awaiting(desk: Desk, /) -> int:
    """Count the drafts the person could settle now."""
    if not desk.may(DECISIONS_APPROVE):
        return 0
    return sum(found.proposed_by != desk.user_id for found in visible_proposals(desk))


def visible_proposals(desk: Desk, /) -> tuple[ProposalView, ...]:
    """Return the open drafts about cases the person may see, oldest first."""
    viewer = desk.viewer
    return enforcement.open_proposals(hidden=hidden_from(viewer).cases) if viewer.may_see_cases else ()


def open_proposal_ref(case: CaseView, /) -> str:
    """Return the open draft about a case; empty when there is none."""
    return next((found.ref for found in enforcement.proposals_of_case(case.ref) if found.status == "open"), "")


def proposal_page(found: ProposalView, desk: Desk, /, *, problems: tuple[str, ...] = ()) -> ProposalPage:
    """Return one draft in full, with the notice it would send."""
    draft, refusal = found.draft, _refusal(found, desk)
    account = registry.find_account(draft.account_ref)
    subject, body = _notice(found, desk)
    return ProposalPage(
        ref=found.ref,
        case_ref=found.case_ref,
        account_ref=draft.account_ref,
        account_name=account.name if account else "",
        proposed_by=identity.names_of([found.proposed_by]).get(found.proposed_by, ""),
        proposed_at=found.proposed_at,
        status=found.status,
        reasons=tuple(reason_text(code) for code in found.reasons),
        label=draft.label,
        severity=draft.severity,
        verdict=draft.verdict,
        facts=draft.facts,
        clauses=clause_texts(draft.clauses, live_policy()),
        measures=tuple(measure_line(measure, status="") for measure in imposed(draft.measures, at=desk.now)),
        exception_reason=draft.exception_reason,
        sha256=draft_sha256(draft),
        may_settle=not refusal,
        refusal=refusal,
        note=found.note,
        decision_ref=found.decision_ref,
        notice_subject=subject,
        notice_body=body,
        problems=problems,
    )


def reason_text(code: str, /) -> str:
    """Say why a second person is needed."""
    reasons = {
        "irreversible": gettext("A measure in it cannot be undone."),
        "outside_ladder": gettext("A measure in it is outside what the ladder proposes."),
        "other_law": gettext("It cites an article of another law."),
        "asked": gettext("The person who drafted it asked for a colleague's judgement."),
    }
    return reasons.get(code, code)


def _refusal(found: ProposalView, desk: Desk) -> str:
    if found.status != "open":
        return gettext("This draft is already settled.")
    if found.proposed_by == desk.user_id:
        return gettext("You drafted it, so somebody else must approve or reject it.")
    if not desk.may(DECISIONS_APPROVE):
        return gettext("Approving takes a permission you do not hold.")
    if desk.user_id in review.case(found.case_ref).excluded:
        return gettext("You took part in what this case is about.")
    return ""


def _notice(found: ProposalView, desk: Desk) -> tuple[str, str]:
    if found.status != "open":
        return "", ""
    try:
        preview = enforcing.preview(found.draft, at=desk.now)
    except GoodstandingError:
        return "", ""
    return preview.subject, preview.body
