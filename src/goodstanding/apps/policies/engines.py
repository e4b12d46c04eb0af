"""The engines of this process, and which of them answers while another is being made.

A server never lets a request wait for a pack to compile: what judged so far goes on judging, the new engine is made beside it,
and the next batch is judged by the new one. Where making fails, the former stays in force and the fault is told. Commands and
tests, which have nobody waiting, compile on the spot.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import structlog

from goodstanding.apps.policies.records import PackRecord
from goodstanding.core.engine.calendar import EngineCalendar
from goodstanding.core.engine.compiled import Engine
from goodstanding.core.policy.model import Pack

Job = Callable[[], None]
Kept = TypeVar("Kept")

_PACKS, _CALENDARS = 8, 4
RETRY = timedelta(minutes=5)
"""An engine that could not be made is tried again after this."""
_log: Any = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an engine could not be made."""

    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What should judge and does not yet.

    Args:
        standing: What judges meanwhile, by the rules of ``day``.
        fault: Why it could not be made; None while it is being made.
    """

    wanted: PackRecord
    wanted_day: date
    standing: PackRecord
    day: date
    fault: Fault | None


class Engines:
    """Packs and engines by digest, the last used of them, made once each.

    Args:
        load: Reads an installed pack by its digest.
    """

    def __init__(self, load: Callable[[str], Pack]) -> None:
        self._load = load
        self._packs: OrderedDict[str, Pack] = OrderedDict()
        self._calendars: OrderedDict[str, EngineCalendar] = OrderedDict()
        self._lock = threading.RLock()
        self._start: Callable[[Job], None] | None = None
        self._standing: tuple[PackRecord, date] | None = None
        self._wanted: tuple[PackRecord, date] | None = None
        self._making: set[tuple[str, date]] = set()
        self._faults: dict[tuple[str, date], Fault] = {}

    def make_beside(self, start: Callable[[Job], None] | None, /) -> None:
        """Have engines made beside the requests by whatever ``start`` starts; None compiles on the spot again."""
        self._start, self._standing, self._wanted = start, None, None
        self._making.clear()
        self._faults.clear()

    def pack(self, digest: str, /) -> Pack:
        """Return an installed pack, loaded once."""
        return _kept(self._packs, digest, lambda: self._load(digest), _PACKS, self._lock)

    def on(self, digest: str, day: date, /) -> Engine:
        """Return the engine of a pack for a day, made now where it is not ready."""
        return self._calendar(digest).on(day)

    def offered(self, pack: Pack, day: date, /) -> Engine:
        """Return the engine of a pack that is not installed yet, made now; it is ready once the pack is installed."""
        _kept(self._packs, pack.digest, lambda: pack, _PACKS, self._lock)
        return self.on(pack.digest, day)

    def stands(self, wanted: PackRecord, today: date, /, *, at: datetime) -> tuple[PackRecord, date]:
        """Say which pack judges now, and by the rules of which day: what is wanted, or what stood before while that is made."""
        self._wanted = (wanted, today)
        if self._start is None or self._standing is None or self._is_ready(wanted.digest, today):
            if self._start is not None:
                self.on(wanted.digest, today)
            self._standing = (wanted, today)
        else:
            if self._is_ready(wanted.digest, self._standing[1]):
                self._standing = (wanted, self._standing[1])
            self._make(wanted.digest, today, at=at)
        return self._standing

    def may_judge(self, shadow: PackRecord, day: date, /, *, at: datetime) -> bool:
        """Say whether a shadow pack is ready, and begin to make it where it is not: it records nothing until then."""
        if self._start is None or self._is_ready(shadow.digest, day):
            return True
        self._make(shadow.digest, day, at=at)
        return False

    def look_ahead(self, wanted: PackRecord, tomorrow: date, /, *, at: datetime) -> None:
        """Make the engine of the next day before the day begins."""
        if self._start is not None and self._standing is not None and not self._is_ready(wanted.digest, tomorrow):
            self._make(wanted.digest, tomorrow, at=at)

    def standing_pack(self, wanted: PackRecord, /) -> Pack:
        """Return the contents of the pack that is wanted, or of the one that stands where that is not loaded yet."""
        if self._start is not None and self._standing is not None and wanted.digest not in self._packs:
            return self.pack(self._standing[0].digest)
        return self.pack(wanted.digest)

    def waiting(self) -> Waiting | None:
        """Return what should judge and does not yet; None where what is wanted stands."""
        if self._wanted is None or self._standing is None or self._wanted == self._standing:
            return None
        (wanted, today), (standing, day) = self._wanted, self._standing
        return Waiting(wanted, today, standing, day, self._faults.get((wanted.digest, today)))

    def _is_ready(self, digest: str, day: date) -> bool:
        calendar = self._calendars.get(digest)
        return calendar is not None and calendar.has(day)

    def _calendar(self, digest: str) -> EngineCalendar:
        return _kept(self._calendars, digest, lambda: EngineCalendar(self.pack(digest)), _CALENDARS, self._lock)

    def _make(self, digest: str, day: date, *, at: datetime) -> None:
        key, fault = (digest, day), self._faults.get((digest, day))
        with self._lock:
            if self._start is None or key in self._making or (fault is not None and at - fault.at < RETRY):
                return
            self._making.add(key)
        self._start(lambda: self._made(key, at))

    def _made(self, key: tuple[str, date], at: datetime) -> None:
        try:
            self.on(*key)
            self._faults.pop(key, None)
        except Exception as fault:  # noqa: BLE001  whatever is wrong with it, the former engine goes on
            _log.exception("engine could not be made", digest=key[0], day=key[1].isoformat(), fault=type(fault).__name__)
            self._faults[key] = Fault(at, str(fault))
        finally:
            self._making.discard(key)


def _kept(held: OrderedDict[str, Kept], key: str, make: Callable[[], Kept], most: int, lock: threading.RLock) -> Kept:
    found = held.get(key)
    if found is None:
        found = make()
        with lock:
            found = held.setdefault(key, found)
            while len(held) > most:
                held.popitem(last=False)
    else:
        with lock:
            if key in held:
                held.move_to_end(key)
    return found
