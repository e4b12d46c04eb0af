"""Writing notices: composed, archived and queued in the transaction of what they tell of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785
from django.conf import settings

from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.refs import new_ulid_ref
from goodstanding.apps.common.transactions import require_transaction
from goodstanding.apps.notices import ports
from goodstanding.apps.notices.errors import DeliveryFailed
from goodstanding.apps.notices.models import Channel, Delivery, DeliveryStatus, Notice, TemplateVersion
from goodstanding.apps.notices.ports import Letter
from goodstanding.apps.notices.selectors import NoticeView, notice_view
from goodstanding.apps.notices.wordings import Template, require_complete, template

DELIVER = "notice.deliver"
_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a notice is for.

    Args:
        kind: ``account``, ``user`` or ``report``.
        ref: The account's id on the platform, the person's id, or the report's receipt.
    """

    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A notice as it would be sent, byte for byte."""

    subject: str
    body: str
    template_sha256: str


def preview_notice(code: str, /, *, language: str, context: Mapping[str, Any]) -> Preview:
    """Write a notice without issuing it.

    Raises:
        WordingUnknown: No such code, or not in that language.
        ContextIncomplete: Something the notice must show was not given.
    """
    wording, _, subject, body = _compose(code, language, context)
    return Preview(subject, body, wording.sha256)


def issue_notice(
    code: str, /, *, language: str, recipient: Recipient, context: Mapping[str, Any], at: datetime, decision_ref: str = ""
) -> NoticeView:
    """Write a notice, archive its exact bytes, put it into the portal's inbox and queue its other deliveries.

    Args:
        code: Which notice (``templates/<code>``).
        language: ``zh-hans`` or ``en``.
        recipient: Whom it is for.
        context: What ``templates/<code>/meta.yaml`` asks for, JSON values only; ``platform`` is put in here.
        at: Now.
        decision_ref: The decision it tells of.

    Raises:
        OutsideTransaction: No transaction is open.
        WordingUnknown: No such code, or not in that language.
        ContextIncomplete: Something the notice must show was not given.
    """
    require_transaction("A notice")
    wording, filled, subject, body = _compose(code, language, context)
    _archive(wording, at)
    row = Notice.objects.create(
        ref=new_ulid_ref("N"),
        code=code,
        language=language,
        recipient_kind=recipient.kind,
        recipient_ref=recipient.ref,
        subject=subject,
        body=body,
        body_sha256=hashlib.sha256(body.encode("utf-8")).hexdigest(),
        template_sha256=wording.sha256,
        context=filled,
        decision_ref=decision_ref,
        created_at=at,
    )
    _queue(row, at)
    return notice_view(row)


def mark_read(ref: str, /, *, at: datetime) -> None:
    """Note that a notice was opened in the portal; the first time counts."""
    Delivery.objects.filter(notice__ref=ref, channel=Channel.PORTAL, read_at=None).update(read_at=at)


def confirm_delivery(ref: str, /, *, channel: str, at: datetime) -> None:
    """Note a carrier's word that a notice arrived."""
    Delivery.objects.filter(notice__ref=ref, channel=channel, delivered_at=None).update(
        status=DeliveryStatus.DELIVERED, delivered_at=at
    )


def deliver_notice(message: MessageView, at: datetime, /) -> None:
    """Carry one queued notice (outbox topic ``notice.deliver``); asking again after it was sent does nothing.

    Raises:
        DeliveryFailed: The carrier did not take it, or the recipient has no address on the channel any more.
    """
    delivery = Delivery.objects.select_related("notice").get(pk=message.payload["delivery"])
    if delivery.status in {DeliveryStatus.SENT, DeliveryStatus.DELIVERED}:
        return
    try:
        _carry(delivery)
    except DeliveryFailed as fault:
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=message.attempts, status=DeliveryStatus.FAILED, last_error=fault.message[:500]
        )
        raise
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=message.attempts, status=DeliveryStatus.SENT, sent_at=at, last_error=""
    )


def _compose(code: str, language: str, context: Mapping[str, Any]) -> tuple[Template, str, str, str]:
    config = settings.CONFIG
    filled = _legible({**context, "platform": {"name": config.platform_name, "url": config.public_url}})
    require_complete(code, filled)
    wording = template(code, language)
    subject, body = wording.render(filled)
    return wording, rfc8785.dumps(filled).decode("utf-8"), subject, body


def _legible(value: Any) -> Any:
    """Replace what no letter can carry: half characters, control characters, and those that turn the direction of the text."""
    if isinstance(value, str):
        return _ILLEGIBLE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {name: _legible(item) for name, item in value.items()}
    return [_legible(item) for item in value] if isinstance(value, list | tuple) else value


def _archive(wording: Template, at: datetime) -> None:
    TemplateVersion.objects.get_or_create(
        sha256=wording.sha256,
        defaults={
            "code": wording.code,
            "language": wording.language,
            "subject": wording.subject,
            "body": wording.body,
            "words": rfc8785.dumps({name: dict(table) for name, table in wording.words.items()}).decode("utf-8"),
            "archived_at": at,
        },
    )


def _queue(row: Notice, at: datetime) -> None:
    Delivery.objects.create(
        notice=row, channel=Channel.PORTAL, status=DeliveryStatus.DELIVERED, attempts=1, queued_at=at, sent_at=at, delivered_at=at
    )
    for channel in dict.fromkeys(address.channel for address in ports.addresses(row.recipient_kind, row.recipient_ref)):
        delivery = Delivery.objects.create(notice=row, channel=channel, queued_at=at)
        enqueue(DELIVER, key=row.ref, payload={"delivery": delivery.pk}, at=at)


def _carry(delivery: Delivery) -> None:
    row = delivery.notice
    letter = Letter(row.ref, row.language, row.subject, row.body)
    targets = [
        address.target
        for address in ports.addresses(row.recipient_kind, row.recipient_ref)
        if address.channel == delivery.channel
    ]
    if not targets:
        raise DeliveryFailed(f"The recipient of {row.ref} has no address for {delivery.channel} any more.")
    for target in targets:
        ports.carrier(delivery.channel).carry(letter, target=target)
