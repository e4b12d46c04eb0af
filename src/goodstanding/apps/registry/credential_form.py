"""The form of a credential: what its holder says of it, and what can be told wrong without asking anybody.

Source: PA21:9.1, RQ-033, RQ-034
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.apps.registry.credential_kinds import NEWS_FORMS, OTHER, kinds_of
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.taxonomy import DOMAINS
from goodstanding.core.identifiers.findings import IdentifierKind, Malformed, WellFormed, display_tail
from goodstanding.core.identifiers.licences import check_licence
from goodstanding.core.kernel.sentences import Sentence

LONGEST_NUMBER = 60
_LONGEST = {"issuer": 200, "scope": 200, "background": 300}

Problem = tuple[str, Sentence]


@dataclass(frozen=True, slots=True)
class CredentialForm:
    """A credential as its holder hands it in.

    Args:
        domain: Field it opens: ``medicine``, ``economy``, ``education``, ``justice``, ``news``.
        kind: One of ``kinds_of(domain)``.
        number: As printed on it. Kept sealed; never logged.
        forms: Of a news licence, the forms of service it covers.
        background: What its holder does, in their words.
        valid_to: Last day; None where it has no end.
    """

    domain: str
    kind: str
    number: str
    forms: tuple[str, ...] = ()
    issuer: str = ""
    scope: str = ""
    background: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def has_layout(self) -> bool:
        """Whether its number has a published layout that it was checked against."""
        return self.kind != OTHER


def problems_of(form: CredentialForm, /, *, at: date) -> tuple[Problem, ...]:
    """Return what keeps a credential from being taken, field by field; nothing where all is well."""
    return (*_unknown(form), *_number(form, at), *_days(form, at), *_too_long(form))


def canonical_number(form: CredentialForm, /, *, at: date) -> str:
    """Return the number in the one form that is indexed; the form has no problems."""
    if form.has_layout:
        found = check_licence(IdentifierKind(form.kind), form.number, at=at)
        if isinstance(found, WellFormed):
            return found.canonical
    return "".join(form.number.split()).upper()


def tail_of(canonical: str, /) -> str:
    """Return what may be shown of a number."""
    return display_tail(canonical)


def _unknown(form: CredentialForm) -> Iterator[Problem]:
    if form.domain not in DOMAINS:
        yield "domain", say("credential_domain", "请选择资质对应的领域。", "Choose the field the credential is for.")
    elif form.kind not in kinds_of(form.domain):
        yield "kind", say("credential_kind", "请选择证件种类。", "Choose the kind of certificate.")
    if form.domain == "news" and (not form.forms or not set(form.forms) <= set(NEWS_FORMS)):
        zh, en = "请选择许可证载明的服务类别，至少一项。", "Choose the forms of service the licence names, at least one."
        yield "forms", say("credential_forms", zh, en)


def _number(form: CredentialForm, at: date) -> Iterator[Problem]:
    number = form.number.strip()
    if not number or len(number) > LONGEST_NUMBER:
        yield "number", say("credential_number", "请按证件填写号码。", "Enter the number as printed on the certificate.")
    elif form.has_layout and form.kind in kinds_of(form.domain):
        found = check_licence(IdentifierKind(form.kind), number, at=at)
        if isinstance(found, Malformed):
            yield "number", found.reason


def _days(form: CredentialForm, at: date) -> Iterator[Problem]:
    if form.valid_to is not None and form.valid_to < at:
        zh, en = "证件已于 {day} 到期，请提交现行有效的证件。", "The certificate ended on {day}; hand in the one in force."
        yield "valid_to", say("credential_ended", zh, en, day=form.valid_to.isoformat())
    if form.valid_from is not None and form.valid_to is not None and form.valid_to < form.valid_from:
        yield "valid_to", say("credential_days", "有效期的终止日期早于起始日期。", "The last day is before the first.")


def _too_long(form: CredentialForm) -> Iterator[Problem]:
    for name, most in _LONGEST.items():
        if len(getattr(form, name)) > most:
            yield name, say("too_long", "最多 {most} 个字符，请缩短。", "At most {most} characters; shorten it.", most=most)
