"""An account that is due to be verified again, before the person who looks at it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.errors import PatrolUnfit
from goodstanding.apps.registry.reading.patrol import FieldResult, PatrolRecord, patrol, results_of
from goodstanding.apps.registry.records import AccountRecord
from goodstanding.apps.registry.services.patrolling import decide_patrol
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Fact, Field, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of

_SHOWN = 12


class Patrolling:
    """Say of each field that is due whether it is authentic and valid still.

    Source: PA21:9.3, RQ-038
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what is due and why, what the register holds, and what former looks found."""
        due, account = patrol(ref), registry.account(ref)
        is_open = bool(due.case_ref)
        names = ", ".join(name_of("patrolled", name) for name in due.fields)
        return Panel(
            kind="patrol",
            ref=ref,
            title=_("Verify the account again"),
            says=_("Due because %(trigger)s: %(fields)s.") % {"trigger": name_of("trigger", due.trigger), "fields": names},
            sections=(_held(due, account, desk), *_former(results_of(ref))),
            choices=_choices() if is_open else (),
            fields=_fields(due) if is_open else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Note the results and say what follows."""
        due = patrol(ref)
        if given.choice == "all":
            results = dict.fromkeys(due.fields, True)
        else:
            typed = {name: given.fields.get(f"result_{name}", "") for name in due.fields}
            if not set(typed.values()) <= {"passed", "failed"}:
                raise PatrolUnfit("Each field that is due gets a result.", hint="Choose one for each.")
            results = {name: result == "passed" for name, result in typed.items()}
        done = decide_patrol(
            ref, results=results, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        words = {"day": moments.local(done.next_due)}
        if done.trigger == "failed":
            return _("The operator is told what to put right; only that is looked at again on %(day)s.") % words
        return _("Verified. The account is due again on %(day)s.") % words


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("all", pgettext("patrol", "Everything is in order"), _("The account is due again after its interval.")),
        Choice("single", pgettext("patrol", "As noted below"), _("What failed is put right and looked at again, alone.")),
    )


def _fields(due: PatrolRecord) -> tuple[Field, ...]:
    choices = (Choice("passed", name_of("result", "passed"), ""), Choice("failed", name_of("result", "failed"), ""))
    return tuple(
        Field(f"result_{name}", name_of("patrolled", name), "choice", choices=choices, given="passed", needed_for=("single",))
        for name in due.fields
    )


def _held(due: PatrolRecord, account: AccountRecord, desk: Desk) -> Section:
    operator = account.operator
    credentials = registry.credentials_of(account.account_ref)
    day = desk.now.date()
    facts = [
        Fact(_("Due"), moments.local(due.next_due), "", "warn" if due.next_due < desk.now else ""),
        Fact(_("Operated by"), operator.name if operator else ""),
        Fact(_("Real name"), _("verified") if operator and operator.verified_at else _("not verified")),
        Fact(_("Account name"), account.name),
        Fact(_("Self-description"), account.bio),
    ]
    for held in credentials:
        says = f"{name_of('category', held.domain)} · {name_of('licence', held.kind)} {held.number_tail}"
        note = f"{held.register} {held.checked_on or ''}".strip()
        facts.append(Fact(_("Qualification"), says, note, "good" if held.is_valid(day) else "bad"))
    return Section(_("What the register holds"), tuple(facts))


def _former(results: tuple[FieldResult, ...]) -> tuple[Section, ...]:
    if not results:
        return ()
    facts = tuple(
        Fact(name_of("patrolled", one.field), moments.local(one.at), one.note, "good" if one.passed else "bad")
        for one in results[:_SHOWN]
    )
    return (Section(_("Former looks"), facts),)
