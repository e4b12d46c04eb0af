"""The application form as typed so far, and the page that follows an application to its account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goodstanding.apps.registry import taxonomy
from goodstanding.apps.registry.application_form import OPEN_FIELDS, PERSONAL_FIELDS, needed_fields
from goodstanding.apps.registry.application_records import AgreementRecord, ApplicationRecord
from goodstanding.apps.registry.errors import ApplicationUnknown
from goodstanding.apps.registry.providers import payment_provider
from goodstanding.apps.registry.reading.applications import agreement_in_effect, application, consent_holds
from goodstanding.apps.registry.reading.documents import DocumentRecord, documents_of
from goodstanding.apps.registry.reading.ways import letter_of, payment_of
from goodstanding.apps.registry.ways_records import LetterRecord, PaymentRecord
from goodstanding.core.identifiers.divisions import Division, districts_of, place_name, provinces
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.web.design.vocabulary import SUBJECTS
from goodstanding.web.portal.access import Visitor
from goodstanding.web.typed import one_line, plain

TITLES: Mapping[str, tuple[Promise, Promise]] = {
    "account_name": (_("Name of the account"), _("Names of authorities, media and others are protected.")),
    "bio": (_("Self-description"), _("What readers see below the name. Occupations and titles need proof.")),
    "cap_reason": (
        _("Why another account is needed"),
        _("You run as many accounts as the platform allows. A person reads this and decides on an exception."),
    ),
    "full_name": (
        _("Your full name"),
        _("As on the identity document. It is kept sealed; readers see the first character at most."),
    ),
    "resident_id": (_("Number of the identity document"), _("Used to verify you and to count your accounts, then forgotten.")),
    "organization_name": (_("Registered name of the organization"), _("As on the licence; it is published.")),
    "uscc": (_("Unified social credit code"), _("18 characters; it is published.")),
    "address": (_("Registered address"), _("As on the licence; it is published.")),
    "business_scope": (_("Main business or scope"), _("As on the licence.")),
    "responsible_person": (_("Legal representative"), _("Kept sealed; never published.")),
    "mobile": (_("Mobile number"), _("A code is sent to it. Kept sealed.")),
    "contact": (
        pgettext_lazy("field", "Contact"),
        _("A mail address or telephone. An organization's is published, a person's never."),
    ),
}
_LONG = frozenset({"bio", "business_scope", "cap_reason"})
_SEALED = frozenset(PERSONAL_FIELDS)


@dataclass(frozen=True, slots=True)
class FormField:
    """One text field of the form.

    Args:
        is_kept: Whether a sealed value is on file; what is typed replaces it, nothing typed keeps it.
        shown: What may be shown of the sealed value.
    """

    name: str
    title: str
    hint: str
    value: str
    is_long: bool
    is_needed: bool
    is_kept: bool
    shown: str
    problem: str


@dataclass(frozen=True, slots=True)
class PlaceField:
    """A place to choose: province first, then city or county."""

    name: str
    title: str
    code: str
    province: str
    provinces: tuple[Division, ...]
    districts: tuple[Division, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one application, as the page shows it."""

    subject_classes: tuple[tuple[str, str], ...]
    subject_class: str
    subject_problem: str
    who: tuple[FormField, ...]
    places: tuple[PlaceField, ...]
    account: tuple[FormField, ...]
    categories: tuple[str, ...]
    chosen: frozenset[str]
    category_problem: str
    agreement: AgreementRecord | None
    agreement_body: str
    is_agreed: bool
    mobile_is_known: bool
    has_code: bool
    documents: tuple[DocumentRecord, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """How an organization may be verified besides its register, and how far each way has come.

    Args:
        may_pay: Whether a small payment is offered here.
    """

    payment: PaymentRecord | None
    letter: LetterRecord | None
    may_pay: bool


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check as the applicant reads it."""

    code: str
    state: str
    says: str
    clause: str


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application from the form to the account."""

    view: ApplicationRecord
    form: Form | None
    checks: tuple[CheckLine, ...]
    reasons: tuple[str, ...]
    registered_place: str
    operating_place: str
    documents: tuple[DocumentRecord, ...]
    fields: tuple[str, ...] = ()
    """Fields of its categories that need a credential."""
    ways: Ways | None = None
    """None for a natural person."""


def application_page(
    view: ApplicationRecord, visitor: Visitor, /, *, problems: Sequence[tuple[str, Sentence]] = ()
) -> ApplicationPage:
    """Return an application as its applicant sees it; with the form while it can be edited."""
    language = visitor.language
    said = {name: sentence.in_language(language) for name, sentence in problems}
    if view.status == "correction" and not said:
        said = {check.on: check.says.in_language(language) for check in view.checks if check.state == "failed" and check.on}
    documents = documents_of(view.ref)
    return ApplicationPage(
        view=view,
        form=_form(view, visitor, said, documents) if view.may_edit else None,
        checks=tuple(CheckLine(one.code, one.state, one.says.in_language(language), one.clause) for one in view.checks),
        reasons=_reasons(view, language),
        registered_place=place_name(view.registered_place) if view.registered_place else "",
        operating_place=place_name(view.operating_place) if view.operating_place else "",
        documents=documents,
        fields=taxonomy.domains_of(view.categories),
        ways=None if view.subject_class in {"", "person"} else _ways(view.ref),
    )


def _ways(ref: str) -> Ways:
    return Ways(payment_of(ref), letter_of(ref), may_pay=payment_provider() is not None)


def own_application(ref: str, visitor: Visitor, /) -> ApplicationRecord:
    """Return an application of the person.

    Raises:
        Http404: There is none of this reference, or it is somebody else's; the page does not tell which.
    """
    try:
        found = application(ref)
    except ApplicationUnknown:
        raise Http404(ref) from None
    if found.applicant != visitor.user_id:
        raise Http404(ref)
    return found


def typed_values(form: QueryDict, /) -> dict[str, Any]:
    """Return what was typed, by field; a sealed field left empty keeps what is on file."""
    names = [name for name in (*OPEN_FIELDS, *PERSONAL_FIELDS) if name in form and not name.startswith("avatar_")]
    values: dict[str, Any] = {
        name: plain(form.get(name)) if name in _LONG else one_line(form.get(name), longest=500) for name in names
    }
    return values | {"categories": form.getlist("categories")}


def _reasons(view: ApplicationRecord, language: str) -> tuple[str, ...]:
    """Say why it came back: what the checks found, in the reader's language, else what the person wrote."""
    failed = tuple(check.says.in_language(language) for check in view.checks if check.state == "failed")
    if view.status == "correction" and failed:
        return failed
    return tuple(line for line in view.reasons.splitlines() if line)


def _form(view: ApplicationRecord, visitor: Visitor, said: Mapping[str, str], documents: tuple[DocumentRecord, ...]) -> Form:
    needed = needed_fields(view.subject_class)
    is_person = view.subject_class == "person"
    who = ["full_name", "resident_id"] if is_person else ["organization_name", "uscc", "address", "business_scope"]
    who += ["mobile", "contact"] if is_person else ["responsible_person", "mobile", "contact"]
    agreement = agreement_in_effect(at=visitor.now)
    return Form(
        subject_classes=tuple((code, str(name)) for code, name in SUBJECTS.items()),
        subject_class=view.subject_class,
        subject_problem=said.get("subject_class", ""),
        who=tuple(_fields(who if view.subject_class else (), view, needed, said)),
        places=tuple(_place(name, view, said) for name in ("registered_place", "operating_place")),
        account=tuple(_fields(("account_name", "bio", *_exception(view)), view, needed, said)),
        categories=tuple(taxonomy.CATEGORIES),
        chosen=frozenset(view.categories),
        category_problem=said.get("categories", ""),
        agreement=agreement,
        agreement_body=agreement.body(visitor.language) if agreement else "",
        is_agreed=agreement is None or consent_holds(view.ref, at=visitor.now),
        mobile_is_known=bool(view.shown.get("mobile")),
        has_code="mobile_code" in view.factors,
        documents=documents,
    )


def _exception(view: ApplicationRecord) -> tuple[str, ...]:
    """Ask why another account is needed where the cap was reached, and keep what was said."""
    is_over = any(check.code == "cap" and check.state != "passed" for check in view.checks)
    return ("cap_reason",) if is_over or view.cap_reason else ()


def _fields(
    names: Iterable[str], view: ApplicationRecord, needed: tuple[str, ...], said: Mapping[str, str]
) -> Iterable[FormField]:
    for name in names:
        title, hint = TITLES[name]
        is_sealed = name in _SEALED
        yield FormField(
            name=name,
            title=str(title),
            hint=str(hint),
            value="" if is_sealed else str(getattr(view, name)),
            is_long=name in _LONG,
            is_needed=name in needed,
            is_kept=is_sealed and bool(view.shown.get(f"has_{name}")),
            shown=str(view.shown.get(name, "")) if is_sealed else "",
            problem=said.get(name, ""),
        )


def _place(name: str, view: ApplicationRecord, said: Mapping[str, str]) -> PlaceField:
    code = str(getattr(view, name))
    title = _("Place of registration") if name == "registered_place" else _("Place of operation")
    province = f"{code[:2]}0000" if code else ""
    return PlaceField(
        name, str(title), code, province, provinces(), districts_of(province) if province else (), said.get(name, "")
    )
