"""Bringing the index of texts up to date: the worker reads what was published since, in the order of arrival.

A wording is in the index before it is noted as read; a crash between reads it again, which changes nothing. A file missing,
truncated or of another version is named in the log, and the index is made again from the contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import enqueue
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.records import NumberedVersion
from goodstanding.apps.originality.errors import IndexBehind
from goodstanding.apps.originality.models import Forgotten, Original
from goodstanding.apps.originality.text_index import Position, TextIndexes, content_of, name_of, text_indexes, wordings
from goodstanding.apps.originality.values import Freshness, OriginalStatus
from goodstanding.core.originality.errors import EntryRefused, IndexBusy, IndexDamaged, IndexFault, IndexVersion
from goodstanding.core.originality.index import OriginalityIndex
from goodstanding.core.originality.taking_in import Original as Text
from goodstanding.core.originality.taking_in import checked

RECHECK = "originality.recheck"
"""Outbox topic: earlier work came to light for a declared original."""
BATCH = 500
A_ROUND = 40
"""Batches a round of the worker reads at most, so that nothing else waits long behind the first filling."""
SHORTEST = 30
"""Characters a text needs to be found again as more than a greeting."""
_STILL_TO_COME = timedelta(minutes=10)
"""How long a number that was passed over is asked for: longer than any transaction lasts."""
_NEAR_THE_END = 10_000
_LATE = 20
_PATIENCE = 60.0

_log: Any = structlog.get_logger()
_VERIFIED: set[tuple[str, int]] = set()


def keep_index(*, at: datetime) -> None:
    """Bring the index up to date as a duty of the worker; another writer or a full disk leaves it for the next round."""
    try:
        bring_up_to_date(at=at, wait=0.0)
    except (IndexFault, IndexBehind, OSError) as fault:
        _log.warning("index of texts not brought up to date", fault=type(fault).__name__, says=str(fault))


def bring_up_to_date(*, at: datetime, batches: int = A_ROUND, wait: float = 30.0) -> Freshness:
    """Read what was published since the last time; one process at a time, and whoever waited finds it done.

    Args:
        batches: At most so many of 500 wordings.
        wait: Seconds to wait for another process.

    Raises:
        IndexBusy: Another process was at it all the while.
        IndexBehind: A file turned out bad while reading on; the index is made again.
    """
    indexes = text_indexes()
    with indexes.held(wait=wait):
        number = _sound(indexes, at=at)
        try:
            _read(indexes, number, batches=batches, at=at)
        except (IndexDamaged, IndexVersion) as fault:
            _VERIFIED.discard((str(indexes.root), number))
            _begin_anew(indexes, number, why=fault, at=at)
            raise IndexBehind("The index of texts is made again.", hint="Ask again in a moment.") from fault
        return indexes.freshness()


def forget_names(*, at: datetime, wait: float = 30.0) -> None:
    """Take out of the index what was let go since the last time.

    Raises:
        IndexBusy: Another process was at it all the while.
    """
    indexes = text_indexes()
    with indexes.held(wait=wait):
        if number := indexes.current_number():
            _forget(indexes, number, at=at)


def require_current(*, at: datetime) -> OriginalityIndex:
    """Return the index once it has read everything published so far.

    Raises:
        IndexBehind: There is more to read than one round reads; asked again it goes on.
    """
    fresh = bring_up_to_date(at=at)
    if fresh.behind:
        raise IndexBehind(f"The index of texts has {fresh.behind} wordings still to read.", hint="It goes on reading.")
    return text_indexes().current()


def rebuild_index(*, at: datetime, tell: Callable[[int, int], None] = lambda _read, _all: None) -> Freshness:
    """Make the index again from the contents, beside the current one, and then let questions go to it.

    Killed on the way, it is gone on with when asked for again; questions go to the former index meanwhile.

    Args:
        tell: Told after each batch how far it has read, and to where it has to.
    """
    indexes = text_indexes()
    with indexes.held(wait=_PATIENCE):
        former = indexes.current_number()
        number = former + 1
        _begin(indexes, number, late_from=indexes.position(former).read_to)
    while _read_alone(indexes, number, at=at):
        tell(indexes.position(number).read_to, ingest.newest_version())
    with indexes.held(wait=_PATIENCE):
        indexes.index(number).compact()
        indexes.make_current(number)
        _VERIFIED.add((str(indexes.root), number))
    _record_rebuilt(number, why="asked for", at=at)
    return indexes.freshness()


def _read_alone(indexes: TextIndexes, number: int, *, at: datetime) -> bool:
    with indexes.held(wait=_PATIENCE):
        return _read(indexes, number, batches=1, at=at)


def _begin(indexes: TextIndexes, number: int, *, late_from: int) -> None:
    """Begin an index; one half made that cannot be gone on with gives way."""
    try:
        indexes.begin(number, late_from=late_from)
    except IndexFault:
        indexes.discard(number)
        indexes.begin(number, late_from=late_from)


def _sound(indexes: TextIndexes, *, at: datetime) -> int:
    """Return the number of a current index that is whole and reads this database; where there is none, begin one."""
    number = indexes.current_number()
    if not number:
        return _begin_anew(indexes, 0, why=None, at=at)
    try:
        index = indexes.index(number)
        if (str(indexes.root), number) not in _VERIFIED:
            faults = index.verify()
            if faults:
                raise IndexDamaged(indexes.path(number), f"is damaged: {' '.join(faults[:3])}")
            if _is_of_another_database(indexes.position(number)):
                raise IndexDamaged(indexes.position_path(number), "tells of texts this database does not have")
            _VERIFIED.add((str(indexes.root), number))
    except IndexFault as fault:
        if isinstance(fault, IndexBusy):
            raise
        return _begin_anew(indexes, number, why=fault, at=at)
    return number


def _begin_anew(indexes: TextIndexes, former: int, *, why: IndexFault | None, at: datetime) -> int:
    """Begin an index in the place of one that cannot be read; what was wrong, and in which file, is logged and recorded."""
    late_from = indexes.position(former).read_to if former else 0
    number = former + 1
    _begin(indexes, number, late_from=late_from)
    indexes.make_current(number)
    _VERIFIED.add((str(indexes.root), number))
    if why is not None:
        _log.error("index of texts is made again", fault=type(why).__name__, says=why.message)
        _record_rebuilt(number, why=why.message, at=at)
    return number


def _is_of_another_database(position: Position) -> bool:
    if not position.read_to:
        return False
    found = ingest.versions_numbered([position.read_to])
    if not found:
        return ingest.newest_version() < position.read_to
    return name_of(found[0].version.content_ref, found[0].version.sha256) != position.last


def _read(indexes: TextIndexes, number: int, *, batches: int, at: datetime) -> bool:
    """Read some batches into an index; return whether there was anything."""
    position, index = indexes.position(number), indexes.index(number)
    come = ingest.versions_numbered([gap for gap, _ in position.gaps]) if position.gaps else ()
    if come:
        _take_in(index, come, position, at=at)
    gone_by = {one.number for one in come}
    gaps = [(gap, since) for gap, since in position.gaps if gap not in gone_by and since > at - _STILL_TO_COME]
    has_read = bool(come)
    for _ in range(batches):
        rows = ingest.versions_after(position.read_to, limit=BATCH)
        if rows:
            _take_in(index, rows, position, at=at)
            gaps += [(gap, at) for gap in _passed_over(position.read_to, rows)]
            last = rows[-1].version
            position = msgspec.structs.replace(
                position, read_to=rows[-1].number, last=name_of(last.content_ref, last.sha256), gaps=tuple(gaps), read_at=at
            )
            indexes.write_position(number, position)
            has_read = True
        if len(rows) < BATCH:
            break
    if tuple(gaps) != position.gaps:
        indexes.write_position(number, msgspec.structs.replace(position, gaps=tuple(gaps), read_at=at))
    _forget(indexes, number, at=at)
    return has_read


def _forget(indexes: TextIndexes, number: int, *, at: datetime) -> None:
    """Follow what was let go, in the order it was; a wording published again since stays."""
    position, index = indexes.position(number), indexes.index(number)
    rows = list(Forgotten.objects.filter(id__gt=position.forgotten_to).order_by("id")[:BATCH])
    if not rows:
        return
    names: set[str] = set()
    for row in rows:
        later = [one for one in ingest.versions_of(row.content_ref) if one.number > row.versions_to]
        names |= set(row.names) - {name_of(row.content_ref, one.version.sha256) for one in later}
    index.delete(sorted(names))
    indexes.write_position(number, msgspec.structs.replace(position, forgotten_to=rows[-1].pk, read_at=at))


def _passed_over(read_to: int, rows: Sequence[NumberedVersion]) -> list[int]:
    """Return the numbers between these rows that may still be committed: only those near the end can."""
    low = max(read_to, ingest.newest_version() - _NEAR_THE_END)
    there = {row.number for row in rows}
    return [gap for gap in range(low + 1, rows[-1].number) if gap not in there]


def _take_in(index: OriginalityIndex, rows: Iterable[NumberedVersion], position: Position, *, at: datetime) -> None:
    posts = [row for row in rows if row.kind == "content" and len(row.version.body) >= SHORTEST]
    index.add(text for row in posts if (text := _text(row)) is not None)
    for row in posts:
        if row.number > position.late_from:
            _look_for_later_badges(index, row, at=at)


def _text(row: NumberedVersion) -> Text | None:
    version = row.version
    name = name_of(version.content_ref, version.sha256)
    try:
        return checked(Text(name, version.body, account=row.account_ref, title=version.title, published_at=version.at))
    except EntryRefused:
        return None


def _look_for_later_badges(index: OriginalityIndex, row: NumberedVersion, *, at: datetime) -> None:
    """Find the originals declared of later texts this one has to do with; cheap where no badge is later, as for most."""
    version = row.version
    later = Original.objects.filter(published_at__gt=version.at, checked_at__isnull=False, has_badge=True)
    waiting = Original.objects.filter(published_at__gt=version.at, status=OriginalStatus.CHECKING)
    if not later.exists() and not waiting.exists():
        return
    matches = index.query(
        version.body, limit=_LATE, texts=wordings(), except_refs=frozenset({name_of(version.content_ref, version.sha256)})
    )
    names = {content_of(match.entry.ref) for match in matches} - {version.content_ref}
    rows = (later | waiting).filter(content_ref__in=names).exclude(account_ref=row.account_ref)
    refs = sorted(set(rows.values_list("ref", flat=True)))
    if refs:
        with immediate():
            for ref in refs:
                enqueue(RECHECK, key=ref, payload={"original": ref}, at=at)


def _record_rebuilt(number: int, *, why: str, at: datetime) -> None:
    with immediate():
        payload = {"index": number, "why": why[:400]}
        audit.record(
            "originality_index:rebuilt",
            actor=SYSTEM,
            subject_kind="installation",
            subject_ref="originality",
            payload=payload,
            at=at,
        )
