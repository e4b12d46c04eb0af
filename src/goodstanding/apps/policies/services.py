"""Installing packs and saying which one judges."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.policies.errors import AnotherPackIsLive, ModeUnknown, PackNotInstalled, PackVersionTaken
from goodstanding.apps.policies.models import ClauseVersion, InstalledPack, PackMode
from goodstanding.apps.policies.records import PackRecord
from goodstanding.core.policy.archive import load_archive, pack_bytes
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.model import Pack


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
    """
    archive = source if isinstance(source, bytes) else pack_bytes(source)
    pack = load_archive(archive)
    _check_mode(mode)
    with immediate():
        row = InstalledPack.objects.filter(pack_id=pack.id, version=pack.version).first()
        if row is None:
            row = _store(pack, archive, actor, at)
        elif row.digest != pack.digest:
            raise PackVersionTaken(
                f"{pack.name} is installed with other contents.", hint="Give the changed pack a new version in pack.yaml."
            )
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
    """
    _check_mode(mode)
    pack_id, _, version = name.partition("@")
    with immediate():
        row = InstalledPack.objects.filter(pack_id=pack_id, version=version).first()
        if row is None:
            raise PackNotInstalled(f"{name} is not installed.", hint="List installed packs, or install it.")
        return _set_mode(row, mode, actor, at)


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
