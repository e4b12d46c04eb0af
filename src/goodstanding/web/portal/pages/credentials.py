"""The credentials of an account or an application as their holder sees them, and the form to hand one in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import QueryDict

from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.credential_form import CredentialForm
from goodstanding.apps.registry.credential_kinds import NEWS_FORMS, kinds_of, register_of
from goodstanding.apps.registry.reading.credentials import credentials_of_application, local_day, suspended_domains_of
from goodstanding.apps.registry.records import CredentialRecord
from goodstanding.apps.registry.taxonomy import DOMAINS, domains_of
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.web.typed import one_line, plain

_TEXTS = ("number", "issuer", "scope", "background", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One credential in the holder's list.

    Args:
        is_valid: Whether its badge shows today.
        can_withdraw: Whether its holder may take it back.
    """

    held: CredentialRecord
    is_valid: bool
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class HandingIn:
    """The form to hand a credential in.

    Args:
        kinds: Kinds of every field offered, each with its field and where it will be looked up.
        given: What was typed, by field.
        problems: What is wrong, by field.
    """

    domains: tuple[str, ...]
    kinds: tuple[tuple[str, str, str], ...]
    forms: tuple[str, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    given_forms: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CredentialsPage:
    """Credentials with the fields that are suspended and those that still lack one."""

    lines: tuple[CredentialLine, ...]
    suspended: tuple[str, ...]
    missing: tuple[str, ...]
    form: HandingIn


def account_credentials(
    account_ref: str,
    language: str,
    /,
    *,
    at: datetime,
    typed: QueryDict | None = None,
    problems: Sequence[tuple[str, Sentence]] = (),
) -> CredentialsPage:
    """Return the credentials of an account."""
    account = registry.account(account_ref)
    held = registry.credentials_of(account_ref)
    suspended = suspended_domains_of(account_ref, at=at)
    form = handing_in(domains_of(account.categories) or DOMAINS, language, typed=typed, problems=problems)
    return _page(held, domains_of(account.categories), suspended, form, at)


def application_credentials(
    ref: str,
    categories: Sequence[str],
    language: str,
    /,
    *,
    at: datetime,
    typed: QueryDict | None = None,
    problems: Sequence[tuple[str, Sentence]] = (),
) -> CredentialsPage:
    """Return the credentials handed in for an application."""
    domains = domains_of(categories)
    form = handing_in(domains, language, typed=typed, problems=problems)
    return _page(credentials_of_application(ref), domains, (), form, at)


def handing_in(
    domains: Sequence[str], language: str, /, *, typed: QueryDict | None = None, problems: Sequence[tuple[str, Sentence]] = ()
) -> HandingIn:
    """Return the form for these fields, with what was typed and what is wrong with it."""
    kinds = tuple((domain, kind, register_of(kind, language)) for domain in domains for kind in kinds_of(domain))
    given = {name: one_line(typed.get(name), longest=300) for name in (*_TEXTS, "kind")} if typed else {}
    said = {name: sentence.in_language(language) for name, sentence in problems}
    forms = frozenset(typed.getlist("forms")) if typed else frozenset()
    return HandingIn(tuple(domains), kinds, NEWS_FORMS if "news" in domains else (), given, forms, said)


def typed_form(form: QueryDict, /) -> CredentialForm:
    """Read what was typed; a day that is none is left out, and the form says so by itself where it is needed.

    The kind is sent with its field, as ``medicine:physician``.
    """
    domain, _, kind = one_line(form.get("kind"), longest=80).partition(":")
    return CredentialForm(
        domain=domain,
        kind=kind,
        number=one_line(form.get("number"), longest=100),
        forms=tuple(dict.fromkeys(form.getlist("forms"))) if domain == "news" else (),
        issuer=one_line(form.get("issuer"), longest=300),
        scope=one_line(form.get("scope"), longest=300),
        background=plain(form.get("background")).strip(),
        valid_from=_day(form.get("valid_from")),
        valid_to=_day(form.get("valid_to")),
    )


def _page(
    held: Sequence[CredentialRecord], domains: Sequence[str], suspended: tuple[str, ...], form: HandingIn, at: datetime
) -> CredentialsPage:
    day = local_day(at)
    lines = tuple(
        CredentialLine(one, one.is_valid(day), one.status in {"unverified", "verified"} and not one.is_operators) for one in held
    )
    known = {one.domain for one in held if one.is_valid(day) or one.status == "unverified"}
    missing = tuple(domain for domain in domains if domain not in known and domain not in suspended)
    return CredentialsPage(lines, suspended, missing, form)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None
