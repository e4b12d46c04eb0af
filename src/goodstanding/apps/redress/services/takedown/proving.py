"""The sender proves a suit or complaint, or a delay beyond his control, before the window ends; a person looks at the proof.

Source: CIV20:1196.2; the Supreme People's Court's reply of 2020, item 3; RQ-065
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from goodstanding.apps.common.calendar import due
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import PUBLIC, Actor
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.errors import NoticeMoved, NoticeRefused
from goodstanding.apps.redress.models import NoticeProof, NoticeState, ProofKind
from goodstanding.apps.redress.services.takedown.door import (
    has_files,
    keep_files,
    kinds,
    lock_notice,
    perform,
    require_sender,
    tidy,
)
from goodstanding.apps.redress.services.takedown.filing import open_case
from goodstanding.apps.redress.services.takedown.telling import tell_account, tell_sender
from goodstanding.apps.redress.takedown import Step
from goodstanding.apps.redress.takedown_records import FileLot, TakedownView
from goodstanding.apps.redress.takedown_selectors import takedown_view

LOOK_WORKING_DAYS = 1
"""Working days within which a person looks at a proof."""


def file_proof(
    ref: str, /, *, contact: str, kind: str, text: str, files: FileLot, actor: Actor = PUBLIC, at: datetime
) -> TakedownView:
    """Store a proof and bring it before a person; the window does not close while it waits.

    Args:
        contact: The one the notice was sent with.
        kind: ``proceedings`` or ``delay``; a delay can be proved once, while a window runs.
        text: The court or authority and its number, or what delays.
        files: The proof itself, under ``kind``.

    Raises:
        NoticeUnknown: No notice has this receipt and contact.
        NoticeMoved: The content is not down because of it, or the window is over.
        NoticeRefused: Words or the file are missing, or another proof waits.
    """
    if kind not in ProofKind.values:
        raise NoticeRefused(f"“{kind}” is not a proof.", hint=f"Use one of {', '.join(ProofKind.values)}.")
    said = tidy(text, longest=1000)
    if not said or not has_files(files, kind):
        raise NoticeRefused(
            "A proof is a file and words that say what it is.", hint="Name the court or authority and the number."
        )
    with immediate():
        row = lock_notice(ref)
        require_sender(row, contact)
        if row.state not in (NoticeState.ACTED, NoticeState.COUNTERED) or _is_over(row.window_ends_at, at):
            raise NoticeMoved(f"The notice {ref} takes no proof any more.", hint="Look at it as it stands now.")
        if kind == ProofKind.DELAY and (row.state != NoticeState.COUNTERED or row.is_extended):
            raise NoticeMoved(f"The window of {ref} cannot be extended.", hint="It is extended once, while it runs.")
        try:
            with transaction.atomic():
                NoticeProof.objects.create(notice=row, kind=kind, text=said, filed_at=at)
        except IntegrityError as fault:
            raise NoticeRefused("A proof of yours waits for a person.", hint="Wait for the answer.") from fault
        keep_files(row, kinds(files, (kind,)), actor=actor, at=at)
        row.case_ref = open_case(row, due_at=due(at, LOOK_WORKING_DAYS, "working_days"), actor=actor, at=at)
        perform(row, Step.PROVE, reason=say.step(Step.PROVE, row.language), actor=actor, at=at)
        tell_account(row, say.account_proof(kind), at=at)
        tell_sender(row, say.sender_proof_received(), at=at)
        return takedown_view(row)


def _is_over(window_ends_at: datetime | None, at: datetime) -> bool:
    return window_ends_at is not None and at > window_ends_at
