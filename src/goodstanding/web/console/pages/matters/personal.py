"""A subject's request about the data held on it, before the person who answers it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry.reading.personal import DataRequestRecord, data_request
from goodstanding.apps.registry.services.data_requests import decide_data_request
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


class PersonalData:
    """Grant a copy, a correction or a deletion, or refuse it. Source: PA21:16.3."""

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what is asked; what the subject wrote is opened on a page of its own."""
        del desk
        found = data_request(ref)
        return Panel(
            kind="personal_data",
            ref=ref,
            title=_("Request about personal data"),
            says=_SAYS[found.kind](),
            sections=(_asked(found),),
            documents=_documents(found),
            choices=_choices(found) if found.status == "waiting" else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        decided = decide_data_request(
            ref, outcome=given.choice, reasons=given.reasons, case_version=case.version, actor=desk.actor, at=desk.now
        )
        if decided.status == "granted":
            return _("The request is granted; the subject is told.")
        return _("The request is refused; the subject reads why.")


def _copy() -> str:
    return _("The subject wants a copy of everything held about it. If granted, it opens the copy itself; you do not see it.")


def _correction() -> str:
    return _("Something held or shown is wrong. Open what the subject wrote; if granted, contact and region change at once.")


def _deletion() -> str:
    return _("If granted, documents are purged and consents withdrawn. What the law has kept while an account is open stays.")


_SAYS = {"copy": _copy, "correction": _correction, "deletion": _deletion}


def _asked(found: DataRequestRecord) -> Section:
    facts = [
        Fact(_("Subject"), found.operator_name, found.operator_ref),
        Fact(_("Asked for"), name_of("data_request", found.kind)),
        Fact(_("Asked on"), moments.local(found.asked_at)),
        Fact(_("Answer due"), moments.local(found.due_at), _("15 working days")),
    ]
    if found.field:
        facts.insert(2, Fact(_("To be corrected"), name_of("corrected", found.field), found.account_ref))
    return Section(_("The request"), tuple(facts))


def _documents(found: DataRequestRecord) -> tuple[Document, ...]:
    if not found.has_words:
        return ()
    return (Document(_("What the subject wrote"), reverse("console:request_words", args=[found.ref])),)


def _choices(found: DataRequestRecord) -> tuple[Choice, ...]:
    says = {
        "copy": _("The subject can open the copy for 30 days."),
        "correction": _("Contact and region change at once; anything else you have changed before."),
        "deletion": _("Documents are purged with the next round of work; consents end at once."),
    }[found.kind]
    return (
        Choice("grant", pgettext("data request", "Grant"), says),
        Choice("refuse", pgettext("data request", "Refuse"), _("The subject reads why.")),
    )
