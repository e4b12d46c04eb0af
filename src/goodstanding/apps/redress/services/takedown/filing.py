"""Sending a notice of infringement: stored first, returned at once with what is missing, or brought before a person the same day.

Source: CIV20:1195.1, RQ-065
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.calendar import due
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.sealing import seal
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.drafts import sha256_of
from goodstanding.apps.identity.actors import PUBLIC, SYSTEM, Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.errors import NoticeMoved, NoticeRefused, TargetUnknown
from goodstanding.apps.redress.models import CopyrightNotice, NoticeState
from goodstanding.apps.redress.services.takedown.door import (
    close_case,
    has_files,
    keep,
    keep_files,
    kinds,
    lock_notice,
    perform,
    require_sender,
    tidy,
)
from goodstanding.apps.redress.services.takedown.telling import tell_account_over, tell_sender
from goodstanding.apps.redress.takedown import CAPACITIES, DOWN, PARTS, Step, action_due, missing_parts
from goodstanding.apps.redress.takedown_records import FileLot, NewNotice, TakedownView
from goodstanding.apps.redress.takedown_selectors import ADDRESS, CONTACT, NAME, contact_digest, files_of, takedown_view
from goodstanding.apps.registry.matters import Matter, desk
from goodstanding.apps.registry.numbers import number

QUEUE = "copyright"
KIND = "copyright"
_FILE_KINDS = ("identity", "rights_proof", "infringement", "authority")


def file_notice(
    new: NewNotice, /, *, files: FileLot, language: str = "zh-hans", actor: Actor = PUBLIC, at: datetime
) -> TakedownView:
    """Store a notice and give it a receipt; bring it before a person, or return it with what is missing.

    Args:
        files: By what they prove: ``identity``, ``rights_proof``, ``infringement``, ``authority``.
        actor: The public, unless somebody signed in.

    Raises:
        TargetUnknown: The platform has no such content.
        NoticeRefused: There is no contact to answer to, a text is too long, or this sender's notice about it is open.
    """
    if not new.contact.strip():
        raise NoticeRefused("A notice says where its sender is answered.", hint="Give a mail address or telephone number.")
    if new.capacity not in CAPACITIES:
        raise NoticeRefused(f"“{new.capacity}” is not a capacity.", hint=f"Use one of {', '.join(CAPACITIES)}.")
    content = ingest.find_content(new.content_ref)
    if content is None:
        raise TargetUnknown(f"There is no content “{new.content_ref}” here.", hint="Copy its id or address from its page.")
    with immediate():
        enforcement.hold_subject(content.account_ref, content.content_ref)
        row = CopyrightNotice(
            ref=new_ref("CN"),
            content_ref=content.content_ref,
            account_ref=content.account_ref,
            contact_sealed=seal(new.contact.strip(), context=CONTACT),
            contact_index=contact_digest(new.contact),
            language=language,
            filed_at=at,
            due_at=action_due(at),
        )
        _fill(row, new)
        row.missing = list(missing_parts(_given(row, files, ()), PARTS))
        step = Step.FILE_INCOMPLETE if row.missing else Step.FILE
        try:
            with transaction.atomic():
                perform(row, step, reason=say.step(step, language), actor=actor, at=at)
        except IntegrityError as fault:
            raise NoticeRefused(
                "Your notice about this content is open.", hint="Follow it by its receipt; add to it there."
            ) from fault
        keep_files(row, kinds(files, _FILE_KINDS), actor=actor, at=at)
        _bring(row, actor=actor, at=at)
        return takedown_view(row)


def complete_notice(
    ref: str, /, *, contact: str, new: NewNotice, files: FileLot, actor: Actor = PUBLIC, at: datetime
) -> TakedownView:
    """Add what was missing to a returned notice; what is left empty stays as it was.

    Args:
        contact: The one the notice was sent with.

    Raises:
        NoticeUnknown: No notice has this receipt and contact.
        NoticeMoved: It is not returned.
        NoticeRefused: A file or a text cannot be taken.
    """
    with immediate():
        row = lock_notice(ref)
        require_sender(row, contact)
        if row.state != NoticeState.INCOMPLETE:
            raise NoticeMoved(f"The notice {ref} waits for nothing from you.", hint="Look at it as it stands now.")
        _fill(row, new)
        keep_files(row, kinds(files, _FILE_KINDS), actor=actor, at=at)
        held = {one.kind for one in files_of(ref)}
        row.missing = list(missing_parts(_given(row, files, held), PARTS))
        if row.missing:
            keep(row)
            payload = {"missing": row.missing}
            audit.record("copyright:added", actor=actor, subject_kind="copyright_notice", subject_ref=ref, payload=payload, at=at)
        else:
            row.due_at = action_due(at)
            perform(row, Step.COMPLETE, reason=say.step(Step.COMPLETE, row.language), actor=actor, at=at)
        _bring(row, actor=actor, at=at)
        return takedown_view(row)


def withdraw_notice(ref: str, /, *, contact: str, actor: Actor = PUBLIC, at: datetime) -> TakedownView:
    """Withdraw a notice; what it did ends at once.

    Raises:
        NoticeUnknown: No notice has this receipt and contact.
        NoticeMoved: It ended already.
    """
    with immediate():
        row = lock_notice(ref)
        require_sender(row, contact)
        was_down = row.state in DOWN
        perform(row, Step.WITHDRAW, reason=say.step(Step.WITHDRAW, row.language), actor=actor, at=at)
        close_case(row, outcome="withdrawn", note="", actor=actor, at=at)
        if was_down:
            enforcement.end_measures(row.decision_ref, actor=actor, at=at)
            tell_account_over(row, at=at)
        tell_sender(row, say.sender_withdrawn(), at=at)
        return takedown_view(row)


def lapse_notices(*, at: datetime, limit: int = 200) -> int:
    """End the notices nobody completed in time; say how many."""
    late = CopyrightNotice.objects.filter(state=NoticeState.INCOMPLETE, due_at__lt=at).order_by("due_at", "id")
    return sum(_lapse(ref, at) for ref in list(late.values_list("ref", flat=True)[:limit]))


def completion_due(at: datetime, /) -> datetime:
    """Say until when a returned notice can be completed."""
    return due(at, number("notice_completion_days"), "days")


def open_case(row: CopyrightNotice, /, *, due_at: datetime, actor: Actor, at: datetime) -> str:
    """Bring a notice before a person; return the case's reference."""
    matter = Matter(
        kind=KIND,
        ref=row.ref,
        account_ref=row.account_ref,
        summary=say.summary(row),
        sha256=notice_sha256(row),
        queue=QUEUE,
        severity="moderate",
        due_at=due_at,
    )
    return desk().open_matter(matter, actor=actor, at=at)


def notice_sha256(row: CopyrightNotice, /) -> str:
    """Digest a notice as it stands, with its files."""
    files = [[one.kind, one.sha256] for one in files_of(row.ref)]
    return sha256_of(
        {
            "ref": row.ref,
            "content": row.content_ref,
            "capacity": row.capacity,
            "sender": row.contact_index,
            "work": row.work,
            "work_url": row.work_url,
            "statement": row.statement,
            "files": files,
        }
    )


def _bring(row: CopyrightNotice, *, actor: Actor, at: datetime) -> None:
    if row.state == NoticeState.INCOMPLETE:
        row.due_at = completion_due(at)
        row.save(update_fields=["due_at"])
        tell_sender(row, say.sender_incomplete(row), at=at)
        return
    row.case_ref = open_case(row, due_at=row.due_at, actor=actor, at=at)
    row.save(update_fields=["case_ref"])
    tell_sender(row, say.sender_received(), at=at)


def _fill(row: CopyrightNotice, new: NewNotice) -> None:
    row.capacity = new.capacity or row.capacity
    if new.name.strip():
        row.name_sealed = seal(tidy(new.name, longest=200), context=NAME)
    if new.address.strip():
        row.address_sealed = seal(tidy(new.address, longest=300), context=ADDRESS)
    row.work = tidy(new.work, longest=300) or row.work
    row.work_url = tidy(new.work_url, longest=2000) or row.work_url
    row.statement = tidy(new.statement) or row.statement
    row.has_guarantee = new.has_guarantee or row.has_guarantee


def _given(row: CopyrightNotice, files: FileLot, held: Collection[str]) -> dict[str, bool]:
    def handed(kind: str) -> bool:
        return has_files(files, kind) or kind in held

    return {
        "name": bool(row.name_sealed),
        "contact": bool(row.contact_index),
        "address": bool(row.address_sealed),
        "work": bool(row.work),
        "infringement": bool(row.statement),
        "rights_proof": handed("rights_proof"),
        "authority": row.capacity != "agent" or handed("authority"),
        "guarantee": row.has_guarantee,
    }


def _lapse(ref: str, at: datetime) -> int:
    with immediate():
        row = lock_notice(ref)
        if row.state != NoticeState.INCOMPLETE or row.due_at >= at:
            return 0
        perform(row, Step.LAPSE, reason=say.step(Step.LAPSE, row.language), actor=SYSTEM, at=at)
        tell_sender(row, say.sender_lapsed(), at=at)
        return 1
