"""Installing packs and saying which one judges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from goodstanding.apps.audit import selectors as record
from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.policies import selectors
from goodstanding.apps.policies.errors import (
    AnotherPackIsLive,
    ModeUnknown,
    PackCannotJudge,
    PackNotInstalled,
    PackRetroactive,
    PackVersionTaken,
)
from goodstanding.apps.policies.models import ClauseVersion, InstalledPack, PackMode
from goodstanding.apps.policies.records import PackRecord
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.core.policy.archive import load_archive, pack_bytes
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.model import Pack
from goodstanding.core.policy.periods import change_days
from goodstanding.core.policy.retroactive import Retroaction, retroactions

_NAMED = 3
"""How many rules and parameters a refusal names."""


def install_pack(source: Path | bytes, /, *, mode: str, actor: Actor, at: datetime) -> PackRecord:
    """Install a pack version, or change the mode of the same version where it is installed already.

    Args:
        source: A pack directory, or a canonical archive.
        mode: ``off``, ``shadow`` or ``live``. The version live before goes ``off``.

    Raises:
        PackVersionTaken: Other bytes are installed under this id and version.
        AnotherPackIsLive: A pack with another id is live.
        ModeUnknown: The mode is none of the three.
        PackInvalid: The pack has faults.
        PackCannotJudge: It cannot be compiled for today, or for a later day it speaks of.
        PackRetroactive: It would judge acts of days gone by otherwise than the version in force then.

    Source: PA21:6.2, RQ-011
    """
    archive = source if isinstance(source, bytes) else pack_bytes(source)
    pack = load_archive(archive)
    _check_mode(mode)
    if not InstalledPack.objects.filter(digest=pack.digest).exists():
        _require_judging(pack, at=at)
    with immediate():
        row = InstalledPack.objects.filter(pack_id=pack.id, version=pack.version).first()
        if row is None:
            _require_prospective(pack, _judged_last(pack.id), at=at)
            row = _store(pack, archive, actor, at)
        elif row.digest != pack.digest:
            raise PackVersionTaken(
                f"{pack.name} is installed with other contents.", hint="Give the changed pack a new version in pack.yaml."
            )
        else:
            _require_may_judge(row, mode, at=at)
        return _set_mode(row, mode, actor, at)


def install_bundled_pack(actor: Actor, at: datetime, /, *, mode: str = PackMode.LIVE) -> PackRecord:
    """Install the pack that ships with Goodstanding.

    Raises:
        PackVersionTaken: Other bytes are installed under its version.
        AnotherPackIsLive: A pack with another id is live.
    """
    return install_pack(bundled_pack_dir(), mode=mode, actor=actor, at=at)


def set_mode(name: str, /, *, mode: str, actor: Actor, at: datetime) -> PackRecord:
    """Change what an installed version may do.

    Args:
        name: ``id@version``.
        mode: ``off``, ``shadow`` or ``live``. The version live before goes ``off``.

    Raises:
        PackNotInstalled: No such version is installed.
        AnotherPackIsLive: A pack with another id is live.
        ModeUnknown: The mode is none of the three.
        PackRetroactive: A version that has never judged is to go live, and would judge acts of days gone by otherwise.
    """
    _check_mode(mode)
    pack_id, _, version = name.partition("@")
    with immediate():
        row = InstalledPack.objects.filter(pack_id=pack_id, version=version).first()
        if row is None:
            raise PackNotInstalled(f"{name} is not installed.", hint="List installed packs, or install it.")
        _require_may_judge(row, mode, at=at)
        return _set_mode(row, mode, actor, at)


def _require_judging(pack: Pack, *, at: datetime) -> None:
    """Compile a pack for today and for every later day on which it changes, before anything of it is kept."""
    today = selectors.day_of(at)
    for day in (today, *(day for day in change_days(pack) if day > today)):
        try:
            selectors.engine_offered(pack, day)
        except GoodstandingError as fault:
            raise PackCannotJudge(
                f"{pack.name} cannot judge acts of {day.isoformat()}, so it was not installed: {fault}",
                hint=fault.hint or "Check it: goodstanding pack lint.",
            ) from fault


def _require_prospective(pack: Pack, former: InstalledPack | None, *, at: datetime) -> None:
    if former is None or former.digest == pack.digest:
        return
    today = selectors.day_of(at)
    found = retroactions(selectors.pack_for(former.digest), pack, today=today)
    if found:
        raise PackRetroactive(
            f"{pack.name} would judge acts of days gone by otherwise than {former} did: {_in_words(found)}.",
            hint=f"End the former rule on {today.isoformat()} or later (effective_to) and write it again from that day on "
            "(effective_from); give a parameter another value from that day on.",
            clause="PA21:6.2",
        )


def _require_may_judge(row: InstalledPack, mode: str, *, at: datetime) -> None:
    """Look at the past again where a version that never judged is to go live; one that did judge may always come back."""
    if mode == PackMode.LIVE and row.mode != PackMode.LIVE and not _live_since(row):
        _require_prospective(selectors.pack_for(row.digest), _judged_last(row.pack_id), at=at)


def _in_words(found: Sequence[Retroaction]) -> str:
    named = [f"{one.kind} {one.name} {one.change} from {one.day.isoformat()} on" for one in found[:_NAMED]]
    return "; ".join(named) + (f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else "")


def _judged_last(pack_id: str) -> InstalledPack | None:
    """Return the version of a pack that judges, or judged last."""
    rows = list(InstalledPack.objects.filter(pack_id=pack_id).defer("archive"))
    live = next((row for row in rows if row.mode == PackMode.LIVE), None)
    return live or max((row for row in rows if _live_since(row)), key=_live_since, default=None)


def _live_since(row: InstalledPack) -> int:
    """Return the entry of the log by which a version last went live; 0 where it never did."""
    entries = record.entries_about("policy", str(row))
    return max((one.index + 1 for one in entries if one.action == "policy:mode_set" and one.details()["to"] == "live"), default=0)


def _check_mode(mode: str) -> None:
    if mode not in PackMode.values:
        raise ModeUnknown(f"“{mode}” is not a mode.", hint="One of off, shadow, live.")


def _store(pack: Pack, archive: bytes, actor: Actor, at: datetime) -> InstalledPack:
    row = InstalledPack.objects.create(
        pack_id=pack.id,
        version=pack.version,
        digest=pack.digest,
        archive=archive,
        mode=PackMode.OFF,
        installed_at=at,
        installed_by=f"{actor.kind}:{actor.ref}",
    )
    ClauseVersion.objects.bulk_create(
        [
            ClauseVersion(
                ref=clause.ref,
                sha256=clause.sha256,
                text=clause.text,
                instrument=clause.instrument,
                instrument_title=clause.instrument_title,
                in_force=clause.in_force,
                open_ended=clause.open_ended,
                pack_digest=pack.digest,
                pack_name=pack.name,
            )
            for clause in pack.clauses.values()
        ],
        ignore_conflicts=True,
    )
    _record("policy:installed", row, {"digest": pack.digest, "rules": len(pack.rules)}, actor, at)
    return row


def _set_mode(row: InstalledPack, mode: str, actor: Actor, at: datetime) -> PackRecord:
    if row.mode != mode:
        if mode == PackMode.LIVE:
            _make_room(row, actor, at)
        former, row.mode = row.mode, mode
        row.save(update_fields=["mode"])
        _record("policy:mode_set", row, {"from": former, "to": str(mode)}, actor, at)
    return PackRecord(row.pack_id, row.version, row.digest, str(row.mode), row.installed_at, row.installed_by)


def _make_room(row: InstalledPack, actor: Actor, at: datetime) -> None:
    for live in InstalledPack.objects.select_for_update().filter(mode=PackMode.LIVE).defer("archive"):
        if live.pack_id != row.pack_id:
            raise AnotherPackIsLive(f"The pack {live} is live.", hint="Switch it off first: one pack judges at a time.")
        live.mode = PackMode.OFF
        live.save(update_fields=["mode"])
        _record("policy:mode_set", live, {"from": "live", "to": "off"}, actor, at)


def _record(action: str, row: InstalledPack, payload: dict[str, object], actor: Actor, at: datetime) -> None:
    audit.record(action, actor=actor, subject_kind="policy", subject_ref=f"{row.pack_id}@{row.version}", payload=payload, at=at)
