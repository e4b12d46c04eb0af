"""From a draft to everything its decision will say: shared by the preview and by the door, so that both say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import override as in_language

from goodstanding.apps.common.calendar import due
from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.enforcement import selectors
from goodstanding.apps.enforcement.drafts import imposed
from goodstanding.apps.enforcement.errors import ClauseNotOnFile, DecisionSuperseded, DraftIncomplete
from goodstanding.apps.enforcement.notice_contexts import EXCERPT, Wanted, notice_of
from goodstanding.apps.enforcement.statements import APPEAL_DAYS, Act, Former, appeal_route, compose_statement
from goodstanding.apps.enforcement.values import Cited, DecisionDraft, DecisionView, Measure
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.registry import selectors as registry

DEFAULT_LANGUAGE = "zh-hans"
MACHINE_REPLACED = gettext_noop("A person examined what automatic screening had held provisionally.")
"""Why a person's decision takes the place of a machine's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a decision will say.

    Args:
        former: The decision it replaces, if one.
        excerpt: The content's beginning.
    """

    draft: DecisionDraft
    former: DecisionView | None
    clauses: tuple[Cited, ...]
    measures: tuple[Measure, ...]
    route: Mapping[str, Any]
    statement: Mapping[str, Any]
    excerpt: str
    language: str

    def notice(self, *, log_ref: str) -> Wanted:
        """Choose and fill the notice.

        Args:
            log_ref: Entry of the record that proves the decision.
        """
        undone = [
            {"code": state.measure.code, "scope": state.measure.scope}
            for state in (self.former.measures if self.former else ())
            if state.status == "applied"
        ]
        return notice_of(
            self.statement, undone=undone, log_ref=log_ref, public_url=settings.CONFIG.public_url, excerpt=self.excerpt
        )


def plan_decision(draft: DecisionDraft, /, *, decision_ref: str, has_second_person: bool, at: datetime) -> Plan:
    """Gather what a decision rests on and compose its statement of reasons.

    Raises:
        ClauseNotOnFile: A cited clause is unknown, or was not in force when the act was done.
        DecisionSuperseded: The decision to be replaced was replaced before.
        DraftIncomplete: A person's decision would be replaced without a reason.
    """
    former = _former(draft)
    act = _act(draft)
    clauses = tuple(_cited(ref, former, act, at=at) for ref in draft.clauses)
    measures = imposed(draft.measures, at=draft.counted_from or at)
    route = appeal_route(decision_ref, deadline=due(at, APPEAL_DAYS, "days"))
    account = registry.find_account(draft.account_ref)
    language = draft.language or _language(draft.account_ref)
    statement = compose_statement(
        draft,
        decision_ref=decision_ref,
        account_name=account.name if account else "",
        act=act,
        clauses=clauses,
        measures=measures,
        former=_former_words(draft, former, language),
        has_second_person=has_second_person,
        route=route,
        at=at,
    )
    excerpt = act.texts.get("body", "")[:EXCERPT]
    return Plan(draft, former, clauses, measures, route, statement, excerpt, language)


def _former(draft: DecisionDraft) -> DecisionView | None:
    former = _found_former(draft)
    if former is None:
        return None
    if not former.is_in_force:
        raise DecisionSuperseded(
            f"The decision {former.ref} was replaced by {former.superseded_by}.", hint="Replace the one that is in force."
        )
    if former.source != "machine" and not draft.supersede_reason.strip():
        raise DraftIncomplete(
            f"The case was decided before, by {former.ref}.", hint="Say in supersede_reason why that decision is replaced."
        )
    return former


def _found_former(draft: DecisionDraft) -> DecisionView | None:
    if draft.supersedes:
        return selectors.decision(draft.supersedes)
    return next((one for one in selectors.decisions_of_case(draft.case_ref) if one.is_in_force), None)


def _former_words(draft: DecisionDraft, former: DecisionView | None, language: str) -> Former | None:
    if former is None:
        return None
    with in_language(language):
        reason = draft.supersede_reason.strip() or gettext(MACHINE_REPLACED)
    return Former(former.ref, former.decided_at, reason, former.source != "machine" or draft.source == "appeal")


def _act(draft: DecisionDraft) -> Act:
    if not draft.content_ref:
        account = registry.find_account(draft.account_ref)
        texts = {"name": account.name, "bio": account.bio} if account else {}
        return Act("account", draft.account_ref, "", None, texts)
    content = ingest.content(draft.content_ref)
    return Act(
        content.kind, content.content_ref, content.title, content.published_at, {"title": content.title, "body": content.body}
    )


def _cited(ref: str, former: DecisionView | None, act: Act, *, at: datetime) -> Cited:
    for clause in former.clauses if former else ():
        if clause.ref == ref:
            return clause
    found = policies.find_clause(ref)
    if found is None:
        raise ClauseNotOnFile(f"The text of the clause {ref} is not on file.", hint="Install a pack that holds it.", clause=ref)
    if min(act.published_at or at, at).astimezone(LOCAL).date() < found.in_force:
        raise ClauseNotOnFile(f"The clause {ref} came into force on {found.in_force}, after the act or its decision.", clause=ref)
    return Cited(found.ref, found.version, found.sha256, found.text)


def _language(account_ref: str) -> str:
    members = registry.members_of(account_ref)
    return identity.person(members[0]).language if members else DEFAULT_LANGUAGE
