"""A notice of infringement before the person who decides about it: complete, answered, proved, or back from a court."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress.services.takedown import decide_notice
from goodstanding.apps.redress.services.takedown.examining import outcomes_of
from goodstanding.apps.redress.takedown import PARTS
from goodstanding.apps.redress.takedown_records import TakedownView
from goodstanding.apps.redress.takedown_selectors import files_of, sender_record, takedown
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Field, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of
from goodstanding.web.design.written import note_of

_RETURN = ("send_back",)


class Infringement:
    """Act on a notice, return it, or refuse it; accept a proof; find it wrongful; end it after a judgment.

    Source: CIV20:1195.2, CIV20:1196.2, RQ-065
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what each side says, the clocks, and what became of the sender's other notices."""
        found = takedown(ref)
        outcomes = outcomes_of(ref)
        return Panel(
            kind="copyright",
            ref=ref,
            title=_("Notice of infringement"),
            says=_says(found, outcomes),
            sections=(
                _notice(found, desk.language),
                _content(found),
                *_answer(found, desk.language),
                *_proofs(found),
                _clocks(found),
                _sender(found),
            ),
            documents=tuple(
                Document(file.name, reverse("console:document", args=[file.ref]), name_of("notice_file", file.kind))
                for file in files_of(ref)
            ),
            choices=_choices(outcomes),
            fields=_fields() if "send_back" in outcomes else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_notice(
            ref,
            outcome=given.choice,
            reasons=given.reasons,
            missing=[part for part in PARTS if given.fields.get(f"missing_{part}")],
            case_version=case.version,
            actor=desk.actor,
            at=desk.now,
        )
        return _("Done. The notice now stands at: %(state)s. Both parties are told.") % {
            "state": name_of("takedown", decided.state)
        }


def _says(found: TakedownView, outcomes: Sequence[str]) -> str:
    if "act" in outcomes:
        return _("The notice is complete. Does it show at first sight that the content infringes? Nothing more is found.")
    if "accept_proof" in outcomes:
        return _("The sender handed in a proof. While it waits here, the window does not close.")
    if "confirm" in outcomes:
        return _("A court or an authority was asked. Ask the parties for the result and end the notice by it.")
    if outcomes:
        return _("The account says that the notice is plainly contrary to the facts. The window runs on meanwhile.")
    return name_of("takedown", found.state)


def _choices(outcomes: Sequence[str]) -> tuple[Choice, ...]:
    known = {
        "act": (_("Take down and forward"), _("The content is not shown; the account can answer. Counts as no violation.")),
        "send_back": (pgettext("notice", "Return"), _("The sender reads what is missing and can add it.")),
        "refuse": (_("Do not act"), _("The content stays; the sender reads why.")),
        "accept_proof": (_("Accept the proof"), _("Proceedings keep the content down; a delay extends the window, once.")),
        "refuse_proof": (_("Do not accept the proof"), _("The window runs on; when it is over, the content is shown again.")),
        "leave": (_("Leave it to the window"), _("The notice is not found wrongful.")),
        "wrongful": (_("Find the notice wrongful"), _("The content is shown again at once; it is kept on the sender's record.")),
        "confirm": (_("The content stays down"), _("The court or authority found infringement.")),
        "give_back": (_("Show the content again"), _("The proceedings ended without that.")),
    }
    return tuple(Choice(code, *known[code]) for code in outcomes)


def _fields() -> tuple[Field, ...]:
    return tuple(
        Field(f"missing_{part}", _("Missing: %(part)s") % {"part": name_of("notice_part", part)}, "check", needed_for=_RETURN)
        for part in PARTS
    )


def _notice(found: TakedownView, language: str) -> Section:
    facts = (
        Fact(_("Sent by"), found.name, name_of("rights", found.capacity)),
        Fact(_("Work"), found.work, found.work_url),
        Fact(_("Why it infringes"), found.statement, note_of(found.statement, language)),
        Fact(_("Filed"), moments.local(found.filed_at)),
    )
    return Section(_("The notice"), facts)


def _content(found: TakedownView) -> Section:
    content, account = ingest.content(found.content_ref), registry.find_account(found.account_ref)
    facts = (
        Fact(_("Content"), content.title or content.content_ref, content.content_ref),
        Fact(_("Account"), account.name if account else found.account_ref, found.account_ref),
        Fact(_("Text"), content.body[:600] + ("…" if len(content.body) > 600 else "")),
    )
    return Section(_("The content"), facts)


def _answer(found: TakedownView, language: str) -> tuple[Section, ...]:
    if found.counter is None or found.counter.forwarded_at is None:
        return ()
    facts = (
        Fact(_("Answered by"), found.counter.name),
        Fact(_("Why it does not infringe"), found.counter.statement, note_of(found.counter.statement, language)),
        Fact(_("Forwarded"), moments.local(found.counter.forwarded_at)),
    )
    return (Section(_("The counter-statement"), facts),)


def _proofs(found: TakedownView) -> tuple[Section, ...]:
    facts = tuple(
        Fact(name_of("proof", one.kind), one.text, f"{moments.local(one.filed_at)} · {name_of('proof', one.state)}")
        for one in found.proofs
    )
    return (Section(_("Proofs of the sender"), facts),) if facts else ()


def _clocks(found: TakedownView) -> Section:
    facts = [Fact(pgettext("notice", "Standing"), name_of("takedown", found.state))]
    if found.state == "examination":
        facts.append(Fact(_("To be acted on by"), moments.local(found.due_at)))
    if found.acted_at is not None:
        facts.append(Fact(_("Taken down"), moments.local(found.acted_at)))
    if found.window_ends_at is not None:
        facts.append(Fact(_("Window ends"), moments.local(found.window_ends_at), _("extended once") if found.is_extended else ""))
    return Section(_("Clocks"), tuple(facts), _("Local time, as both parties see it."))


def _sender(found: TakedownView) -> Section:
    record = sender_record(found.ref)
    facts = [Fact(_("Other notices sent with this contact"), str(record.sent))]
    facts += [Fact(name_of("takedown", state), str(count)) for state, count in sorted(record.by_state.items())]
    if record.wrongful:
        facts.append(Fact(_("Found wrongful"), str(record.wrongful), "", "bad"))
    return Section(_("The sender's record"), tuple(facts))
