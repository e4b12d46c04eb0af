"""The one door through which a notice of infringement moves: a step of the flow, written down with its reason, or nothing."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.errors import NoticeMoved, NoticeRefused, NoticeUnknown
from goodstanding.apps.redress.models import CopyrightNotice, CounterStatement, NoticeStep
from goodstanding.apps.redress.takedown import OPEN, Step, next_state
from goodstanding.apps.redress.takedown_records import FileLot
from goodstanding.apps.redress.takedown_selectors import contact_digest
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry.errors import RegistryError
from goodstanding.apps.registry.matters import desk
from goodstanding.apps.registry.services.documents import hand_in_document, schedule_purge

LONGEST = 5000
"""Characters of a statement."""
MOST_FILES = 10
_FROZEN = frozenset({"id", "notice", "ref", "content_ref", "account_ref", "contact_index", "filed_at"})
"""What never changes after filing; the database refuses it. A counter-statement's time of filing moves until it is forwarded."""


def perform(row: CopyrightNotice, step: Step, /, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take one step: move the notice, save it, write the step down and log it.

    Raises:
        NoticeMoved: The step is not open where the notice stands.
    """
    former, following = row.state, next_state(row.state, step)
    if following is None:
        raise NoticeMoved(
            f"The notice {row.ref} is {former}; the step “{step}” is not open there.", hint="Look at it as it stands now."
        )
    row.state, row.version = str(following), row.version + (1 if row.pk else 0)
    row.ended_at = None if following in OPEN else at
    keep(row)
    if row.ended_at is not None:
        schedule_purge((row.ref,), kinds=("identity",), at=at)
    position = NoticeStep.objects.filter(notice=row).count() + 1
    NoticeStep.objects.create(
        notice=row,
        position=position,
        step=str(step),
        from_state=former,
        to_state=row.state,
        actor_kind=actor.kind,
        actor_ref=actor.ref,
        at=at,
        reason=reason,
    )
    audit.record(
        f"copyright:{step}",
        actor=actor,
        subject_kind="copyright_notice",
        subject_ref=row.ref,
        payload={"state": row.state, "content": row.content_ref, "decision": row.decision_ref, "case": row.case_ref},
        at=at,
    )


def keep(row: CopyrightNotice | CounterStatement, /) -> None:
    """Save a row, whole when it is new, else what may change."""
    if not row.pk:
        row.save()
        return
    fields = {field.name for field in row._meta.concrete_fields} - _FROZEN  # noqa: SLF001  Django's public way to list fields
    row.save(update_fields=sorted(fields | ({"filed_at"} if isinstance(row, CounterStatement) else set())))


def lock_notice(ref: str, /) -> CopyrightNotice:
    """Lock what a notice is about, the log, then the notice: the order in which decisions take them.

    Raises:
        NoticeUnknown: No notice has that receipt.
    """
    found = CopyrightNotice.objects.filter(ref=ref).values_list("account_ref", "content_ref").first()
    if found is None:
        raise NoticeUnknown(f"There is no notice “{ref}”.", hint="Check the receipt.")
    enforcement.hold_subject(*found)
    return CopyrightNotice.objects.select_for_update(of=("self",)).get(ref=ref)


def require_sender(row: CopyrightNotice, contact: str, /) -> None:
    """Make sure that somebody is the sender of a notice: gives the contact it was sent with.

    Raises:
        NoticeUnknown: The contact is another; the words do not tell whether the receipt exists.
    """
    if not contact.strip() or not hmac.compare_digest(row.contact_index, contact_digest(contact)):
        raise NoticeUnknown("No notice has this receipt and this contact.", hint="Give the contact the notice was sent with.")


def keep_files(row: CopyrightNotice, lot: FileLot, /, *, actor: Actor, at: datetime) -> None:
    """Keep files, sealed, each with what it proves.

    Raises:
        NoticeRefused: A file cannot be taken; the message says why.
    """
    for kind, files in lot.items():
        for file in files[:MOST_FILES]:
            _keep(row, kind, file, actor=actor, at=at)


def has_files(lot: FileLot, kind: str, /) -> bool:
    """Say whether files of a kind were handed in."""
    return bool(lot.get(kind))


def close_case(row: CopyrightNotice, /, *, outcome: str, note: str, actor: Actor, at: datetime) -> None:
    """Close the case about a notice that is settled without it; nothing where there is none."""
    if row.case_ref:
        desk().close_matter(row.case_ref, outcome=outcome, note=note, actor=actor, at=at)


def tidy(text: str, /, *, longest: int = LONGEST) -> str:
    """Strip a text.

    Raises:
        NoticeRefused: It is longer than it may be.
    """
    kept = text.strip()
    if len(kept) > longest:
        raise NoticeRefused(f"A text is longer than {longest:,} characters.", hint="Put the rest into a file.")
    return kept


def _keep(row: CopyrightNotice, kind: str, file: NewAttachment, *, actor: Actor, at: datetime) -> None:
    try:
        hand_in_document(row.ref, kind=kind, name=file.name, content=file.content, actor=actor, at=at)
    except RegistryError as fault:
        raise NoticeRefused(fault.message, hint=fault.hint) from fault


def kinds(lot: FileLot, wanted: Sequence[str], /) -> dict[str, Sequence[NewAttachment]]:
    """Keep only the files of the kinds asked for."""
    return {kind: lot[kind] for kind in wanted if lot.get(kind)}
