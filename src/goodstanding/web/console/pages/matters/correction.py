"""Registered information that does not match its subject, at the desk: suspend, confirm, or end after the deadline.

Source: PA21:8.2, RQ-028, RQ-029
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.redress.correcting import FAULTS, FIELDS
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction, pending_appeals, steps_of_correction
from goodstanding.apps.redress.services import corrections
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.documents import documents_of
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Field, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


class Mismatch:
    """Suspend service until it is corrected, or find nothing."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what was found beside what the register holds."""
        del desk
        found = correction(ref)
        is_open = found.state == "found"
        return Panel(
            kind="mismatch",
            ref=ref,
            title=_("Registration does not match the subject"),
            says=found.facts,
            sections=(_registered(found), _course(found)),
            choices=_suspend_choices() if is_open else (),
            fields=_mismatch_fields(found) if is_open else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what follows."""
        if given.choice == "dismiss":
            corrections.dismiss_mismatch(ref, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now)
            return _("Nothing is suspended. The finding is closed with your reason.")
        done = corrections.suspend_for_mismatch(
            ref,
            fields=[name for name in FIELDS if given.fields.get(f"is_{name}")],
            facts=given.reasons,
            to_fix=given.fields.get("to_fix", ""),
            fault=given.fields.get("fault", ""),
            case_version=case.version,
            actor=desk.actor,
            at=desk.now,
        )
        words = {"decision": done.decision_ref, "day": moments.local(done.due_at) if done.due_at else ""}
        return _("Service is suspended by %(decision)s. The operator can correct it until %(day)s.") % words


class Handed:
    """Confirm what the operator corrected, or send it back."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what was wrong, what the operator says and what they handed in."""
        del desk
        found = correction(ref)
        return Panel(
            kind="correction",
            ref=ref,
            title=_("Correction handed in"),
            says=found.answer,
            sections=(_wrong(found), _registered(found), _course(found)),
            documents=_documents(ref),
            choices=_answer_choices() if found.state == "handed_in" else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what follows."""
        done = corrections.decide_correction(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if done.state == "corrected":
            return _("Confirmed. Service is restored and the operator is told.")
        words = {"day": moments.local(done.due_at) if done.due_at else ""}
        return _("Sent back. The operator has until %(day)s; the time it lay here does not count.") % words


class Overdue:
    """Propose the end of service to a second person, or confirm a correction after all."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what was asked, what happened since, and what stands in the way of an end."""
        del desk
        found = correction(ref)
        return Panel(
            kind="overdue",
            ref=ref,
            title=_("Time to correct is over"),
            says=_("It was not corrected by the deadline. Service stays suspended; it ends only if two people say so."),
            sections=(_wrong(found), _obstacles(found), _registered(found), _course(found)),
            documents=_documents(ref),
            choices=_overdue_choices(found),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Propose, confirm, or leave it, and say what follows."""
        version, actor, at = case.version, desk.actor, desk.now
        if given.choice == "confirm":
            corrections.decide_correction(ref, outcome="confirm", reasons=given.reasons, case_version=version, actor=actor, at=at)
            return _("Confirmed. Service is restored and the operator is told.")
        if given.choice == "leave":
            corrections.leave_overdue(ref, case_ref=case.ref, reasons=given.reasons, case_version=version, actor=actor, at=at)
            return _("The case is closed; the correction goes on where it stands.")
        made = corrections.propose_termination(ref, reasons=given.reasons, case_version=version, actor=actor, at=at)
        return _("Proposed as %(proposal)s. Somebody else approves it under Approvals.") % {"proposal": made.ref}


def _suspend_choices() -> tuple[Choice, ...]:
    days = {"days": number("correction_days")}
    return (
        Choice(
            "suspend",
            pgettext("mismatch", "Suspend until corrected"),
            _("The account cannot publish; the operator is told what to correct within %(days)s days.") % days,
        ),
        Choice("dismiss", pgettext("mismatch", "It matches"), _("Nothing is suspended; the operator need do nothing.")),
    )


def _mismatch_fields(found: CorrectionView) -> tuple[Field, ...]:
    ticked = tuple(
        Field(
            f"is_{name}",
            _("Does not match: %(what)s") % {"what": name_of("patrolled", name)},
            "check",
            given="yes" if name in found.fields else "",
        )
        for name in FIELDS
    )
    faults = tuple(Choice(code, name_of("fault", code), "") for code in FAULTS)
    return (
        *ticked,
        Field(
            "to_fix", _("What to correct or hand in"), "long", hint=_("Printed in the notice, with the deadline."),
            needed_for=("suspend",),
        ),
        Field("fault", _("The identity is"), "choice", choices=faults, hint=_("A borrowed or forged identity no longer counts.")),
    )  # fmt: skip


def _answer_choices() -> tuple[Choice, ...]:
    return (
        Choice("confirm", pgettext("correction", "It matches now"), _("Service is restored at once.")),
        Choice("return", pgettext("correction", "Something is missing"), _("The operator gets back the time it lay here.")),
    )


def _overdue_choices(found: CorrectionView) -> tuple[Choice, ...]:
    if found.state != "overdue":
        text = _("It was handed in or settled meanwhile.")
        return (Choice("leave", pgettext("overdue", "Nothing to decide here"), text),) if found.is_ongoing else ()
    confirm = Choice("confirm", pgettext("correction", "It matches now"), _("Service is restored at once."))
    if pending_appeals(found):
        return (confirm,)
    says = _("A second person approves; then the account is closed.")
    propose = Choice("terminate", pgettext("overdue", "Propose to end service"), says)
    return (propose, confirm)


def _wrong(found: CorrectionView) -> Section:
    facts = (
        Fact(_("Does not match"), " · ".join(name_of("patrolled", name) for name in found.fields)),
        Fact(_("Facts"), found.facts),
        Fact(_("What to correct"), found.to_fix),
        Fact(_("Decision"), found.decision_ref),
        Fact(_("Deadline"), moments.local(found.due_at) if found.due_at else "", "", "bad" if found.state == "overdue" else ""),
    )
    return Section(_("What was asked"), facts)


def _obstacles(found: CorrectionView) -> Section:
    appeals = pending_appeals(found)
    fact = Fact(_("Appeals that wait"), ", ".join(appeals) or _("none"), "", "bad" if appeals else "good")
    says = _("Service does not end while an appeal waits for its answer.") if appeals else ""
    return Section(_("Before an end"), (fact,), says)


def _registered(found: CorrectionView) -> Section:
    account = registry.account(found.account_ref)
    operator = account.operator
    facts = [
        Fact(_("Account name"), account.name, account.account_ref),
        Fact(_("Self-description"), account.bio),
        Fact(_("Operated by"), operator.name if operator else ""),
        Fact(_("Unified social credit code"), operator.uscc if operator else ""),
        Fact(
            _("Real name"),
            _("verified") if operator and operator.verified_at else _("not verified"),
            "",
            "good" if operator and operator.verified_at else "warn",
        ),
    ]
    facts += [
        Fact(_("Qualification"), f"{name_of('category', held.domain)} · {name_of('licence', held.kind)}")
        for held in registry.credentials_of(found.account_ref)
    ]
    return Section(_("What the register holds"), tuple(facts))


def _course(found: CorrectionView) -> Section:
    facts = tuple(
        Fact(name_of("correction_step", one.step), moments.local(one.at), one.note) for one in steps_of_correction(found.ref)
    )
    return Section(_("What happened"), facts)


def _documents(ref: str) -> tuple[Document, ...]:
    return tuple(
        Document(one.name, "" if one.purged_at else reverse("console:document", args=[one.ref]), one.ref)
        for one in documents_of(ref)
    )
