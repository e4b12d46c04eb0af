"""A credential before the person who looks it up in a public register."""

from __future__ import annotations

from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodstanding.apps.registry.credential_kinds import register_of
from goodstanding.apps.registry.errors import CredentialSettled
from goodstanding.apps.registry.reading.credentials import CredentialFile, credential_file, local_day
from goodstanding.apps.registry.services.credentials import LookUp, decide_credential
from goodstanding.apps.review.values import CaseView
from goodstanding.web.console.access import Desk
from goodstanding.web.console.pages.matters.panel import Document, Fact, Field, Given, Panel, Section
from goodstanding.web.console.shapes import Choice
from goodstanding.web.design.vocabulary import name_of


class Looking:
    """Verify a credential in a named register on a named day, or refuse it.

    Source: PA21:9.1, RQ-034
    """

    def panel(self, ref: str, desk: Desk, /) -> Panel:
        """Show what was handed in, where to look it up, and what is to be noted."""
        file = credential_file(ref)
        is_open = file.credential.status == "unverified"
        return Panel(
            kind="credential",
            ref=ref,
            title=_("Credential for %(domain)s") % {"domain": name_of("category", file.credential.domain)},
            says=_("Look the number up in the public register of its issuer. That it is well written proves nothing."),
            sections=(_certificate(file), _holder(file)),
            documents=_documents(file) if is_open else (),
            choices=_choices() if is_open else (),
            fields=_fields(file, desk) if is_open else (),
        )

    def decide(self, ref: str, given: Given, /, *, case: CaseView, desk: Desk) -> str:
        """Decide it and say what happened."""
        look_up = LookUp(
            register=given.fields.get("register", ""),
            consulted_on=_day(given.fields.get("consulted_on", "")),
            evidence_sha256=given.fields.get("evidence_sha256", "").lower(),
            valid_to=_day(given.fields.get("valid_to", "")),
        )
        decided = decide_credential(
            ref,
            outcome=given.choice,
            look_up=look_up,
            reasons=given.reasons,
            case_version=case.version,
            actor=desk.actor,
            at=desk.now,
        )
        if decided.status == "verified":
            return _("The credential is verified; the public card shows its badge.")
        return _("The credential is not accepted; its holder reads why.")


def _choices() -> tuple[Choice, ...]:
    return (
        Choice("verify", pgettext("credential", "Verify"), _("It is in the register and in force; its badge shows at once.")),
        Choice("refuse", pgettext("credential", "Do not accept"), _("The holder reads why and can hand in another.")),
    )


def _fields(file: CredentialFile, desk: Desk) -> tuple[Field, ...]:
    held, only = file.credential, ("verify",)
    known = register_of(held.kind, desk.language)
    return (
        Field("register", _("Register consulted"), hint=_("Its name, as the holder will read it."), given=known, needed_for=only),
        Field("consulted_on", _("Day it was consulted"), "date", given=local_day(desk.now).isoformat(), needed_for=only),
        Field("valid_to", _("Last day of validity there"), "date", given=held.valid_to.isoformat() if held.valid_to else ""),
        Field("evidence_sha256", _("SHA-256 of the screenshot"), hint=_("Optional: 64 characters; the file stays with you.")),
    )


def _certificate(file: CredentialFile) -> Section:
    held = file.credential
    facts = [
        Fact(_("Field"), name_of("category", held.domain)),
        Fact(_("Kind"), name_of("licence", held.kind)),
        _number(file),
        Fact(_("Issued by"), held.issuer),
        Fact(_("Covers"), held.scope),
        Fact(_("Valid"), _validity(held.valid_from, held.valid_to)),
        Fact(pgettext("credential", "Standing"), name_of("credential", held.status), held.register),
    ]
    if held.forms:
        facts.insert(2, Fact(_("Forms of service"), " · ".join(name_of("form", one) for one in held.forms)))
    if file.used_elsewhere:
        says = _("The same number was handed in for %(others)s.") % {"others": " · ".join(file.used_elsewhere)}
        facts.append(Fact(_("Used before"), says, "", "warn"))
    return Section(_("The certificate"), tuple(facts))


def _number(file: CredentialFile) -> Fact:
    tail = file.credential.number_tail
    if file.is_well_formed:
        return Fact(_("Number"), tail, _("fits the published layout; not verified"))
    return Fact(_("Number"), tail, _("no layout is known for this kind"), "warn")


def _holder(file: CredentialFile) -> Section:
    return Section(
        _("Who handed it in"),
        (
            Fact(_("Account or application"), file.holder_name, file.about),
            Fact(_("Operated by"), file.operator_name),
            Fact(_("Content categories"), " · ".join(name_of("category", code) for code in file.categories)),
            Fact(_("Background, in their words"), file.credential.background),
        ),
    )


def _documents(file: CredentialFile) -> tuple[Document, ...]:
    found = []
    if file.has_number:
        found.append(Document(_("The whole number"), reverse("console:credential_number", args=[file.credential.ref])))
    if file.credential.document_ref:
        found.append(Document(_("Scan of the certificate"), _document_url(file.credential.document_ref)))
    return tuple(found)


def _document_url(ref: str) -> str:
    try:
        return reverse("console:document", args=[ref])
    except NoReverseMatch:
        return ""


def _validity(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return _("no end")
    return f"{first or '…'} – {last or _('no end')}"


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise CredentialSettled(f"“{text}” is no day.", hint="Write it as 2026-11-23.") from fault
