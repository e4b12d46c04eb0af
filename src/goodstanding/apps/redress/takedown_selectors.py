"""What may be asked about notices of infringement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from goodstanding.apps.common.sealing import blind_index, unseal
from goodstanding.apps.redress import takedown_words as say
from goodstanding.apps.redress.errors import NoticeUnknown
from goodstanding.apps.redress.models import CopyrightNotice, CounterStatement, NoticeProof, NoticeStep
from goodstanding.apps.redress.takedown_records import (
    FORWARDED_FILES,
    CounterView,
    FileView,
    ProofView,
    SenderRecord,
    StepView,
    TakedownView,
)
from goodstanding.apps.registry.reading.documents import documents_of

NAME = "redress.copyright_name"
CONTACT = "redress.copyright_contact"
ADDRESS = "redress.copyright_address"
"""What a sealed value is, for opening it."""


def takedown(ref: str, /) -> TakedownView:
    """Return a notice of infringement with everything that followed.

    Raises:
        NoticeUnknown: No notice has that receipt.
    """
    found = find_takedown(ref)
    if found is None:
        raise NoticeUnknown(f"There is no notice “{ref}”.", hint="Check the receipt.")
    return found


def find_takedown(ref: str, /) -> TakedownView | None:
    """Return a notice of infringement, or None."""
    row = CopyrightNotice.objects.filter(ref=ref).first()
    return takedown_view(row) if row is not None else None


def steps_in(found: TakedownView, language: str, /) -> tuple[StepView, ...]:
    """Return the steps of a notice, the reasons machines made in a language."""
    return tuple(replace(one, reason=say.read_reason(one.reason, language)) for one in found.steps)


def takedowns_of(account_refs: Iterable[str], /) -> tuple[TakedownView, ...]:
    """Return the notices that were forwarded to accounts, latest first."""
    rows = CopyrightNotice.objects.filter(account_ref__in=list(account_refs), acted_at__isnull=False).order_by("-acted_at", "-id")
    return tuple(takedown_view(row) for row in rows)


def case_of_notice(ref: str, /) -> tuple[str, ...]:
    """Return the case in which somebody decides about a notice, for opening its files; none where it has none."""
    return tuple(CopyrightNotice.objects.filter(ref=ref).exclude(case_ref="").values_list("case_ref", flat=True))


def sender_record(ref: str, /) -> SenderRecord:
    """Return what became of the other notices of a notice's sender."""
    row = CopyrightNotice.objects.filter(ref=ref).only("contact_index").first()
    if row is None or not row.contact_index:
        return SenderRecord(0)
    others = CopyrightNotice.objects.filter(contact_index=row.contact_index).exclude(ref=ref)
    states = Counter(others.values_list("state", flat=True))
    return SenderRecord(sum(states.values()), dict(states))


def contact_digest(contact: str, /) -> str:
    """Digest a contact so that its sender is known again: letter case and spaces do not count."""
    return blind_index("".join(contact.split()).casefold(), context=CONTACT)


def opened(sealed: bytes | memoryview, context: str, /) -> str:
    """Open a sealed value; empty where nothing was sealed."""
    return unseal(sealed, context=context) if sealed else ""


def files_of(ref: str, /) -> tuple[FileView, ...]:
    """Return every file handed in about a notice, for staff."""
    return tuple(
        FileView(one.ref, one.kind, one.name, one.media_type, one.size, one.sha256)
        for one in documents_of(ref)
        if one.purged_at is None
    )


def forwarded_files(ref: str, /) -> tuple[FileView, ...]:
    """Return the files both parties see."""
    return tuple(one for one in files_of(ref) if one.kind in FORWARDED_FILES)


def takedown_view(row: CopyrightNotice, /) -> TakedownView:
    """Freeze a notice."""
    counter = CounterStatement.objects.filter(notice=row).first()
    return TakedownView(
        ref=row.ref,
        content_ref=row.content_ref,
        account_ref=row.account_ref,
        capacity=row.capacity,
        name=opened(row.name_sealed, NAME),
        work=row.work,
        work_url=row.work_url,
        statement=row.statement,
        missing=tuple(row.missing),
        language=row.language,
        state=row.state,
        version=row.version,
        filed_at=row.filed_at,
        due_at=row.due_at,
        case_ref=row.case_ref,
        decision_ref=row.decision_ref,
        reasons=row.reasons,
        acted_at=row.acted_at,
        window_ends_at=row.window_ends_at,
        is_extended=row.is_extended,
        ended_at=row.ended_at,
        counter=_counter_view(counter) if counter is not None else None,
        proofs=tuple(
            ProofView(one.kind, one.text, one.state, one.filed_at, one.decided_at)
            for one in NoticeProof.objects.filter(notice=row).order_by("id")
        ),
        steps=tuple(
            StepView(one.step, one.to_state, one.actor_kind, one.at, one.reason)
            for one in NoticeStep.objects.filter(notice=row).order_by("position")
        ),
        files=forwarded_files(row.ref),
    )


def _counter_view(row: CounterStatement) -> CounterView:
    return CounterView(
        opened(row.name_sealed, NAME), row.statement, tuple(row.missing), row.says_wrongful, row.filed_at, row.forwarded_at
    )
