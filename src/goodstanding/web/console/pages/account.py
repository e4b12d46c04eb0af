"""Who: the account a case or decision is about."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from goodstanding.apps.policies.selectors import day_of
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.groups import group_of
from goodstanding.apps.registry.records import AccountRecord, RestrictionRecord
from goodstanding.web.console.shapes import AccountCard, CredentialLine, GroupLine, PastDecision
from goodstanding.web.design import moments
from goodstanding.web.design.vocabulary import name_of


def account_card(account_ref: str, /, *, past: tuple[PastDecision, ...], at: datetime) -> AccountCard:
    """Gather what the registry knows of an account; an unknown account yields an empty card."""
    record = registry.find_account(account_ref)
    if record is None:
        return _unknown(account_ref, past)
    return _card(record, past=past, at=at)


def _unknown(account_ref: str, past: tuple[PastDecision, ...]) -> AccountCard:
    return AccountCard(
        ref=account_ref,
        name="",
        bio="",
        status="",
        operator_name="",
        subject_class="",
        verified_at=None,
        categories=(),
        followers=0,
        region="",
        agency="",
        registered_at=None,
        credentials=(),
        restrictions=(),
        past=past,
        known=False,
    )


def _card(record: AccountRecord, *, past: tuple[PastDecision, ...], at: datetime) -> AccountCard:
    operator, day = record.operator, day_of(at)
    credentials = registry.credentials_of(record.account_ref)
    restrictions = registry.restrictions_of(record.account_ref, at=at)
    return AccountCard(
        ref=record.account_ref,
        name=record.name,
        bio=record.bio,
        status=record.status,
        operator_name=operator.name if operator else "",
        subject_class=operator.subject_class if operator else "",
        verified_at=operator.verified_at if operator else None,
        categories=record.categories,
        followers=record.followers,
        region=record.ip_region,
        agency=record.agency,
        registered_at=record.registered_at,
        credentials=tuple(CredentialLine(held.domain, held.kind, held.valid_to, held.is_valid(day)) for held in credentials),
        restrictions=tuple(_restriction(restriction) for restriction in restrictions),
        past=past,
        group=tuple(GroupLine(one.account_ref, one.name, one.status) for one in group_of(record.account_ref)),
    )


def _restriction(restriction: RestrictionRecord) -> str:
    function = name_of("scope", restriction.function)
    if restriction.ends_at is None:
        return gettext("%(function)s · until lifted") % {"function": function}
    return gettext("%(function)s · until %(time)s") % {"function": function, "time": moments.local(restriction.ends_at)}
