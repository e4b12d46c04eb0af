"""The whole page of one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import APPEALS_DECIDE, CASES_DECIDE, DECISIONS_APPROVE
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.permissions import action_refusal
from goodstanding.apps.review.values import CaseFile, CaseView, TransitionView
from goodstanding.web.console import refusals
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages import appeals, proposals
from goodstanding.web.console.pages.account import account_card
from goodstanding.web.console.pages.decisions import past_decisions
from goodstanding.web.console.pages.drafting import Typed, drafting
from goodstanding.web.console.pages.item import evidence_lines, item_of, item_seen, report_lines
from goodstanding.web.console.pages.matters.kinds import KINDS, matter_of
from goodstanding.web.console.pages.matters.panel import Given, Panel, with_given
from goodstanding.web.console.pages.queues import queue_title
from goodstanding.web.console.shapes import CasePage, Choice, Standing, StepLine
from goodstanding.web.design.vocabulary import name_of

_NEIGHBOURS = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """What the person had typed, to be shown again: a decision being drafted, an appeal or a matter being answered."""

    typed: Typed | None = None
    answer: appeals.TypedAnswer | None = None
    given: Given | None = None
    problems: tuple[str, ...] = ()


def case_page(ref: str, desk: Desk, /, *, kept: Kept | None = None) -> CasePage:
    """Gather everything the page of a case shows.

    Raises:
        CaseUnknown: No case has that reference, or it is hidden from the person.
        CaseForbidden: The person may see no cases.
    """
    file, kept = review.case_file(ref, desk.user_id), kept or Kept()
    case = file.case
    standing = standing_of(case, desk)
    item, findings = item_of(file, language=desk.language)
    newer, older = _neighbours(case, desk)
    is_appeal, is_matter, decides = case.kind == "appeal", case.kind == "matter", standing.may_decide
    return CasePage(
        ref=case.ref,
        version=case.version,
        kind=case.kind,
        status=case.status,
        label=case.label,
        severity=case.severity,
        queue=case.queue,
        queue_title=queue_title(case.queue, language=desk.language),
        opened_at=case.opened_at,
        due_at=case.due_at,
        escalated=case.escalated,
        decision_ref=case.decision_ref,
        proposal_ref=proposals.open_proposal_ref(case) if case.waiting_for else "",
        account=account_card(case.account_ref, past=past_decisions(case.account_ref, desk.viewer), at=desk.now),
        item=item,
        findings=findings,
        evidence=evidence_lines(file, language=desk.language),
        reports=report_lines(file),
        history=history_lines(review.case_history(ref)),
        standing=standing,
        draft=None
        if is_appeal or is_matter or not decides
        else drafting(file, findings, desk, typed=kept.typed, problems=kept.problems),
        matter=matter_panel(file, desk, kept=kept) if is_matter else None,
        appeal=appeals.appeal_brief(file, desk, typed=kept.answer, problems=kept.problems) if is_appeal else None,
        seen=item_seen(file),
        colleagues=_colleagues(case, desk) if "hand_over" in standing.actions else (),
        newer=newer,
        older=older,
    )


def matter_panel(file: CaseFile, desk: Desk, /, *, kept: Kept) -> Panel | None:
    """Return what the register asks, with what was typed; None for a kind this desk does not know."""
    kind, ref = matter_of(file)
    return with_given(KINDS[kind].panel(ref, desk), kept.given, kept.problems) if kind in KINDS else None


def standing_of(case: CaseView, desk: Desk, /) -> Standing:
    """Say what the person may do with a case now, and why not where they may not."""
    actions = frozenset(action.code for action in review.available_actions(case.ref, desk.user_id, at=desk.now))
    if case.status != "open":
        return Standing("settled", actions)
    if case.waiting_for:
        return Standing("waiting", actions)
    if "decide" in actions:
        return Standing("decide", actions, lease_expires_at=case.lease_expires_at)
    if "claim" in actions:
        return Standing("claim", actions)
    refusal = action_refusal("claim", case, desk.viewer, at=desk.now)
    holder = identity.names_of([case.lease_holder]) if case.lease_holder else {}
    if case.is_leased(at=desk.now) and refusal is not None and refusal.code == "review:case_leased":
        return Standing("held", actions, holder=holder.get(case.lease_holder or 0, ""), lease_expires_at=case.lease_expires_at)
    if refusal is None:
        return Standing("claim", actions)
    return Standing("refused", actions, refusal=refusals.sentence(refusal), hint=refusals.hint(refusal))


def history_lines(steps: tuple[TransitionView, ...], /) -> tuple[StepLine, ...]:
    """Return the steps of a case with the names of the people, latest first."""
    people = [int(step.actor_ref) for step in steps if step.actor_kind == "user" and step.actor_ref.isdecimal()]
    names = identity.names_of(people)
    return tuple(StepLine(step.action, _actor_name(step, names), step.note, step.at) for step in reversed(steps))


def _actor_name(step: TransitionView, names: Mapping[int, str]) -> str:
    """Name who acted: a person by name, everybody else by what they are."""
    if step.actor_kind == "user" and step.actor_ref.isdecimal():
        return names.get(int(step.actor_ref), step.actor_ref)
    return f"{name_of('actor', step.actor_kind)} {step.actor_ref}".strip()


def _colleagues(case: CaseView, desk: Desk) -> tuple[Choice, ...]:
    needed = APPEALS_DECIDE if case.kind == "appeal" else DECISIONS_APPROVE if case.escalated else CASES_DECIDE
    able = [person for person in identity.holders_of(needed) if person != desk.user_id and person not in case.excluded]
    return tuple(Choice(str(person), name) for person, name in sorted(identity.names_of(able).items(), key=lambda pair: pair[1]))


def _neighbours(case: CaseView, desk: Desk) -> tuple[str, str]:
    refs = [found.ref for found in review.queue_cases(case.queue, desk.user_id, at=desk.now, limit=_NEIGHBOURS)]
    if case.ref not in refs:
        return "", refs[0] if refs else ""
    here = refs.index(case.ref)
    return refs[here - 1] if here else "", refs[here + 1] if here + 1 < len(refs) else ""
