"""The register of names: entries added with their source, withdrawn with a reason, and those that follow closings.

Every change takes the register's row first, so that its sequence grows without gaps and every process can catch up.
Source: PA21:8.2, PA21:8.3, RQ-027, RQ-031
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.admission import closures, normalised_name
from goodstanding.apps.registry.errors import NameEntryUnfit
from goodstanding.apps.registry.models import Account, AccountStatus, NameRegister, ProtectedName
from goodstanding.apps.registry.name_records import NewName
from goodstanding.core.names.values import NameKind

RECHECK = "registry.names_recheck"
"""Outbox topic: entries were added; the accounts that exist are looked at."""
_LONGEST = 200


def protect_names(entries: Iterable[NewName], /, *, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Enter names into the register; return the references of those that were not there yet.

    An entry that is there already is left as it is, except that a letter newly on file is noted. The accounts that exist are
    looked at afterwards, by the worker; what reads like a new entry is brought before a person, never acted on.

    Raises:
        NameEntryUnfit: An entry has no name, no source, or a kind that is none.
    """
    wanted = [checked_name(entry) for entry in entries]
    with immediate():
        sequence = _next_sequence()
        made = [ref for entry in wanted if (ref := _entered(entry, sequence, actor, at))]
        if made:
            payload = {"entries": len(made), "sequence": sequence}
            audit.record("names:protected", actor=actor, subject_kind="names", subject_ref="register", payload=payload, at=at)
            enqueue(RECHECK, key=str(sequence), payload={"sequence": sequence, "after": 0, "at": at.isoformat()}, at=at)
        return tuple(made)


def withdraw_name(ref: str, /, *, why: str, actor: Actor, at: datetime) -> None:
    """Withdraw an entry: the name is free. Nothing where it is withdrawn already.

    Raises:
        NameEntryUnfit: There is no such entry, or no reason is given.
    """
    if not why.strip():
        raise NameEntryUnfit("An entry is withdrawn for a reason.", hint="Say why.")
    with immediate():
        sequence = _next_sequence()
        row = ProtectedName.objects.select_for_update().filter(ref=ref).first()
        if row is None:
            raise NameEntryUnfit(f"There is no entry {ref} in the register of names.", hint="Check the reference.")
        if row.withdrawn_at is None:
            _withdraw(row, why.strip(), sequence, at)
            payload = {"sequence": sequence, "why": why.strip()}
            audit.record("names:withdrawn", actor=actor, subject_kind="name", subject_ref=ref, payload=payload, at=at)


def note_closed_name(account_ref: str, name: str, /, *, decision_ref: str, at: datetime) -> None:
    """Enter the name of an account a decision closed, in the caller's transaction. Source: PA21:8.3, RQ-031."""
    if not name.strip():
        return
    sequence = _next_sequence()
    entry = NewName(name.strip()[:_LONGEST], NameKind.CLOSED.value, decision_ref, account_ref)
    _entered(entry, sequence, SYSTEM, at)


def free_closed_name(account_ref: str, /, *, why: str, at: datetime) -> None:
    """Withdraw what the closing of an account entered: the closing was overturned. In the caller's transaction."""
    rows = ProtectedName.objects.filter(kind=NameKind.CLOSED, holder_ref=account_ref, withdrawn_at__isnull=True)
    if rows.exists():
        sequence = _next_sequence()
        for row in rows.select_for_update():
            _withdraw(row, why, sequence, at)


def enter_past_closings(*, at: datetime) -> int:
    """Enter the names of accounts decisions closed before the register kept them; return how many were new."""
    rows = Account.objects.filter(status=AccountStatus.CLOSED).exclude(name="").order_by("id")
    new = 0
    with immediate():
        sequence = _next_sequence()
        for row in rows.iterator(chunk_size=500):
            decision = closures({row.normalised_name}).get(row.normalised_name, {}).get(row.account_ref)
            entry = NewName(row.name.strip()[:_LONGEST], NameKind.CLOSED.value, decision or "", row.account_ref)
            new += bool(decision and _entered(entry, sequence, SYSTEM, at))
    return new


def checked_name(entry: NewName, /) -> NewName:
    """Return an entry as it is kept.

    Raises:
        NameEntryUnfit: It has no name, no source, or a kind that is none.
    """
    name = entry.name.strip()
    if not name or len(name) > _LONGEST or not normalised_name(name):
        raise NameEntryUnfit(f"A protected name has 1 to {_LONGEST} characters.", hint=f"The entry reads “{name[:40]}”.")
    if entry.kind not in {kind.value for kind in NameKind} or entry.kind == NameKind.CLOSED:
        kinds = ", ".join(kind.value for kind in NameKind if kind is not NameKind.CLOSED)
        raise NameEntryUnfit(
            f"“{entry.kind}” is no kind of protected name.", hint=f"Use one of: {kinds}. Closed names follow decisions."
        )
    if not entry.source.strip():
        raise NameEntryUnfit(f"The protected name “{name}” has no source.", hint="Name the list, register or letter it is from.")
    return NewName(name, entry.kind, entry.source.strip()[:_LONGEST], entry.holder_ref.strip(), entry.letter.strip()[:_LONGEST])


def _entered(entry: NewName, sequence: int, actor: Actor, at: datetime) -> str:
    key = {"name": entry.name, "kind": entry.kind, "source": entry.source, "holder_ref": entry.holder_ref}
    row = ProtectedName.objects.filter(**key, withdrawn_at__isnull=True).first()
    if row is not None:
        if entry.letter and entry.letter != row.letter:
            row.letter = entry.letter
            row.save(update_fields=["letter"])
        return ""
    made = ProtectedName.objects.create(
        ref=new_ref("P"),
        **key,
        normalised_name=normalised_name(entry.name),
        letter=entry.letter,
        sequence=sequence,
        added_at=at,
        added_by=f"{actor.kind}:{actor.ref}",
    )
    return made.ref


def _withdraw(row: ProtectedName, why: str, sequence: int, at: datetime) -> None:
    row.withdrawn_at, row.withdrawn_why, row.sequence = at, why[:300], sequence
    row.save(update_fields=["withdrawn_at", "withdrawn_why", "sequence"])


def _next_sequence() -> int:
    NameRegister.objects.get_or_create(key="names", defaults={"stamp": new_ref("S")})
    row = NameRegister.objects.select_for_update().get(key="names")
    row.sequence += 1
    row.save(update_fields=["sequence"])
    return row.sequence


def entries_from_rows(rows: Sequence[Mapping[str, str | None]], /, *, source: str = "", kind: str = "") -> list[NewName]:
    """Read rows of a file: name and kind, with source, holder and letter where the columns are there."""
    return [
        NewName(
            row.get("name", "") or "",
            row.get("kind", "") or kind,
            row.get("source", "") or source,
            row.get("holder", "") or "",
            row.get("letter", "") or "",
        )
        for row in rows
    ]
