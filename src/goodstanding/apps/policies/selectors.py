"""What may be asked of policies: the live engine, the engine of any day, and clause texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from goodstanding.apps.policies.engines import Engines, Waiting
from goodstanding.apps.policies.errors import ClauseUnknown, NoLivePack, PackNotInstalled
from goodstanding.apps.policies.models import ClauseVersion, InstalledPack, PackMode
from goodstanding.apps.policies.records import ClauseRecord, PackRecord, Standing
from goodstanding.core.engine.compiled import Engine
from goodstanding.core.policy.archive import load_archive
from goodstanding.core.policy.model import Pack

LOCAL = ZoneInfo("Asia/Shanghai")
"""Rules and parameters change at midnight here."""
_LOOK_AHEAD = timedelta(minutes=30)
"""A server makes the engine of the next day this long before midnight."""


def day_of(at: datetime, /) -> date:
    """Return the local day of an instant: whose rules and parameters apply."""
    return at.astimezone(LOCAL).date()


def live_pack() -> PackRecord | None:
    """Return the pack that judges now, or None."""
    row = InstalledPack.objects.filter(mode=PackMode.LIVE).defer("archive").order_by("-installed_at", "-id").first()
    return _pack(row) if row else None


def shadow_packs() -> tuple[PackRecord, ...]:
    """Return the packs that are evaluated and recorded only, oldest first."""
    rows = InstalledPack.objects.filter(mode=PackMode.SHADOW).defer("archive").order_by("installed_at", "id")
    return tuple(_pack(row) for row in rows)


def installed_packs() -> tuple[PackRecord, ...]:
    """Return every installed version, latest first."""
    rows = InstalledPack.objects.defer("archive").order_by("-installed_at", "-id")
    return tuple(_pack(row) for row in rows)


def live_engine(*, at: datetime) -> Engine:
    """Return the engine of the live pack for the local day of ``at``; in a server, the former one while that is made.

    Raises:
        NoLivePack: No pack is live.
    """
    standing = _standing(at=at)
    return engine_of_day(standing[0].digest, standing[1])


def standing(*, at: datetime) -> Standing:
    """Return what judges at a moment: the live pack, its shadows, and the day whose rules apply to what happens now.

    In a server, what stood before goes on while a new pack, or the rules of a new day, are compiled beside it.
    """
    live = live_pack()
    if live is None:
        return Standing(None, shadow_packs(), day_of(at))
    pack, today = _standing(at=at, live=live)
    shadows = tuple(one for one in shadow_packs() if one.digest != pack.digest and _engines.may_judge(one, today, at=at))
    return Standing(pack, shadows, today)


def _standing(*, at: datetime, live: PackRecord | None = None) -> tuple[PackRecord, date]:
    wanted = live or _live_pack()
    if day_of(at + _LOOK_AHEAD) != day_of(at):
        _engines.look_ahead(wanted, day_of(at + _LOOK_AHEAD), at=at)
    return _engines.stands(wanted, day_of(at), at=at)


def waiting_engine() -> Waiting | None:
    """Return what should judge in this process and does not yet, and why; None where everything stands as it should."""
    return _engines.waiting()


def make_engines_beside(start: Callable[[Callable[[], None]], None] | None, /) -> None:
    """Have this process make engines beside its requests; None compiles on the spot again.

    Args:
        start: Starts a job beside the requests, as a thread does.
    """
    _engines.make_beside(start)


def engine_for(digest: str, /, *, at: datetime) -> Engine:
    """Return the engine of one installed version for the local day of ``at``.

    Raises:
        PackNotInstalled: No installed pack has this digest.
    """
    return engine_of_day(digest, day_of(at))


def engine_of_day(digest: str, day: date, /) -> Engine:
    """Return the engine of one installed version for a day; days between two dated changes of the pack share one.

    Raises:
        PackNotInstalled: No installed pack has this digest.
    """
    return _engines.on(digest, day)


def engine_offered(pack: Pack, day: date, /) -> Engine:
    """Return the engine of a pack that is to be installed, for a day.

    Raises:
        GoodstandingError: The pack cannot be compiled for that day.
    """
    return _engines.offered(pack, day)


def pack_for(digest: str, /) -> Pack:
    """Return one installed version, loaded from its bytes.

    Raises:
        PackNotInstalled: No installed pack has this digest.
    """
    return _engines.pack(digest)


def archive_of(digest: str, /) -> bytes:
    """Return the exact bytes of one installed version.

    Raises:
        PackNotInstalled: No installed pack has this digest.
    """
    archive = InstalledPack.objects.filter(digest=digest).values_list("archive", flat=True).first()
    if archive is None:
        raise PackNotInstalled(f"No pack with the digest {digest[:12]}… is installed.")
    return bytes(archive)


def live_policy() -> Pack:
    """Return the live pack's contents: its queues, ladder, parameters.

    Raises:
        NoLivePack: No pack is live.
    """
    return _engines.standing_pack(_live_pack())


def _live_pack() -> PackRecord:
    pack = live_pack()
    if pack is None:
        raise NoLivePack("No policy pack is live.", hint="Install one: goodstanding pack install packs/cn-public-accounts.")
    return pack


def clause(ref: str, /) -> ClauseRecord:
    """Return the latest text of a clause.

    Raises:
        ClauseUnknown: No installed pack holds it.
    """
    found = find_clause(ref)
    if found is None:
        raise ClauseUnknown(f"No installed pack holds the clause “{ref}”.", hint="Write it as the pack's sources.yaml does.")
    return found


def find_clause(ref: str, /, *, sha256: str | None = None) -> ClauseRecord | None:
    """Return a clause: the latest text, or the text with this hash; None where there is none."""
    rows = ClauseVersion.objects.filter(ref=ref)
    if sha256 is not None:
        rows = rows.filter(sha256=sha256)
    row = rows.order_by("-in_force", "-id").first()
    return _clause(row) if row else None


def clauses() -> tuple[ClauseRecord, ...]:
    """Return the latest text of every clause, by reference."""
    latest = {row.ref: row for row in ClauseVersion.objects.order_by("in_force", "id")}
    return tuple(_clause(latest[ref]) for ref in sorted(latest))


def _pack(row: InstalledPack) -> PackRecord:
    return PackRecord(row.pack_id, row.version, row.digest, row.mode, row.installed_at, row.installed_by)


def _clause(row: ClauseVersion) -> ClauseRecord:
    return ClauseRecord(
        ref=row.ref,
        version=row.pack_name,
        sha256=row.sha256,
        text=row.text,
        instrument=row.instrument,
        instrument_title=row.instrument_title,
        in_force=row.in_force,
        open_ended=row.open_ended,
    )


_engines = Engines(lambda digest: load_archive(archive_of(digest)))
