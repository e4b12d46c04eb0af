"""Accounts that rest, stop or change hands, for tests: everything evidently fictional."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.models import Account
from goodstanding.apps.registry.services import agreements
from goodstanding.apps.screening.services import receive_events
from goodstanding.core.identifiers.credit_code import check_character
from tests.factories.matters import PLATFORM

CLAUSES = {slot: f"第{n}条" for n, slot in enumerate(agreements.SLOTS, start=1)}
SCAN = b"%PDF-1.7\n" + "示例合作协议".encode() * 20


def agreement_accepted(account_ref: str, *, at: datetime, notice_days: int | None = None, version: str = "1") -> None:
    """Publish an agreement with a clause on inactivity and let an account accept it."""
    made = agreements.publish_agreement(
        version,
        zh="服务协议 " + " ".join(CLAUSES.values()) + version,
        en=version,
        clauses=CLAUSES,
        material=False,
        effective_from=at,
        inactivity_notice_days=notice_days,
        actor=SYSTEM,
        at=at,
    )
    agreements.accept_agreement(account_ref, sha256=made.sha256, actor=SYSTEM, at=at)


def unused_since(account_ref: str, at: datetime) -> None:
    """Let an account have come into being and been signed in to last at an instant."""
    Account.objects.filter(account_ref=account_ref).update(registered_at=at, last_signed_in_at=at)


def signed_in(account_ref: str, at: datetime, **used: str) -> None:
    """Let the platform report a sign-in with a device, a phone token, a payout token or a region."""
    told = {
        "specversion": "1.0",
        "id": f"in-{account_ref}-{at.timestamp()}-{len(used)}",
        "source": "/platform/demo",
        "type": "account.signed_in",
        "time": at.isoformat(),
        "subject": account_ref,
        "data": used,
    }
    receive_events([told], source_actor=PLATFORM, at=at)


def owner_changed(account_ref: str, at: datetime) -> None:
    """Let an account be used as its own for months, then with another device, number and payout account."""
    for days in (200, 90, 20):
        signed_in(account_ref, at - timedelta(days=days), device="demo-old", phone_token="p-old", payout_token="m-old")
    signed_in(account_ref, at - timedelta(days=2), device="demo-new", phone_token="p-new")
    signed_in(account_ref, at - timedelta(hours=1), device="demo-new", phone_token="p-new", payout_token="m-new")


def credit_code(sequence: int = 1) -> str:
    """Make a well-formed code of no organization."""
    body = f"91110105MA{sequence:07d}"
    return body + check_character(body)
