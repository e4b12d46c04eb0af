"""One pass over a batch: each event is drawn into the books, judged by what they then say, and its inputs are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec
import structlog

from goodstanding.apps.common.bulk import insert_rows
from goodstanding.apps.common.refs import new_ulid_ref
from goodstanding.apps.ingest.recent import OFTEN
from goodstanding.apps.ingest.services import ContentBook, CounterBook
from goodstanding.apps.ingest.services.content_book import content_ref_of
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.records import PackRecord
from goodstanding.apps.registry.services import AccountBook
from goodstanding.apps.registry.services.tracing import note_traces
from goodstanding.apps.screening.models import EvaluationRecord
from goodstanding.core.engine.compiled import Engine
from goodstanding.core.engine.evaluation import Evaluation, canonical_bytes
from goodstanding.core.engine.outcome import outcome_of
from goodstanding.core.events.event import Event
from goodstanding.core.events.outcome import Outcome

_log: Any = structlog.get_logger()
_COLUMNS = tuple(field.name for field in EvaluationRecord._meta.concrete_fields if not field.primary_key)  # noqa: SLF001

PUBLISHING = frozenset({"content.published", "content.edited", "comment.posted"})
"""Events by which an account puts something before readers."""
_RECENT = "counters.recent_fingerprints"
NO_PACK = "no policy pack is live; the event is kept but was not judged."
FAILED = "the event is kept but could not be judged; it needs a person."


@dataclass(slots=True)
class Screened:
    """One event, judged.

    Args:
        day: The local day whose rules and parameters applied.
        document: The input, frozen: JSON.
        evaluation: What the live pack said; None where there is none or it failed.
        shadows: What shadow packs said, with their names.
        notes: What was odd, one sentence each.
        doubt: What speaks against serving the account when it published; empty where nothing does.
        withheld: Why what was published is kept back; empty where it is not.
    """

    event: Event
    day: date
    content_ref: str
    document: bytes = b""
    ref: str = ""
    evaluation: Evaluation | None = None
    evaluation_bytes: bytes = b""
    shadows: list[tuple[PackRecord, Evaluation]] = field(default_factory=list)
    case: str | None = None
    notes: list[str] = field(default_factory=list)
    doubt: str = ""
    withheld: str = ""

    def outcome(self) -> Outcome:
        """Answer the event."""
        notes = (*self.event.notes, *self.notes)
        if self.evaluation is None:
            found = Outcome(event_id=self.event.id, status="accepted", degraded=True, case=self.case, notes=notes)
        else:
            found = outcome_of(self.evaluation, case=self.case, evaluation_ref=self.ref, notes=notes)
        return msgspec.structs.replace(found, suggestion="hold") if self.withheld else found


@dataclass(frozen=True, slots=True)
class _Judges:
    """The packs that judge, read once for a batch."""

    live: PackRecord | None
    shadows: tuple[PackRecord, ...]
    today: date

    @classmethod
    def now(cls, *, at: datetime) -> _Judges:
        standing = policies.standing(at=at)
        return cls(standing.live, standing.shadows, standing.today)

    def day_of(self, event: Event, /) -> date:
        """Return the day whose rules an act is judged by: its own, and never one that has not begun here."""
        return min(policies.day_of(event.time), self.today)

    def engines(self, day: date, /) -> tuple[Engine, ...]:
        """Return the engines for acts of a day: the live pack's first, where there is one."""
        packs = (self.live, *self.shadows) if self.live else self.shadows
        return tuple(policies.engine_of_day(pack.digest, day) for pack in packs)


def evaluate_events(events: Sequence[Event], /, *, at: datetime) -> list[Screened]:
    """Draw events into registry, counters and contents in order, judge each, and write what changed.

    An event the policy fails on is kept with its fault noted; the others are not held up by it.

    Args:
        at: When the events were received.
    """
    judges = _Judges.now(at=at)
    accounts, counters, contents = AccountBook.opened_for(events), CounterBook.opened_for(events), ContentBook.opened_for(events)
    screened, drawn = [], []
    for event in events:
        item = Screened(event, judges.day_of(event), content_ref_of(event))
        screened.append(item)
        try:
            accounts.apply(event)
            if event.type in PUBLISHING and event.subject:
                item.doubt = accounts.doubt(event.subject)
            counters.apply(event)
            odd = contents.apply(event)
            if odd:
                item.notes.append(odd)
            document = _document(item, judges.engines(item.day), accounts, counters, contents)
            item.document = msgspec.json.encode(document)
            drawn.append((item, document))
        except Exception as fault:  # noqa: BLE001  whatever fails on one event, it is kept and the others go on
            _note_failure(item, fault)
    _judge_together(drawn, judges)
    accounts.save(at=at)
    note_traces(events, at=at)
    counters.save()
    contents.save()
    _store(screened, judges, at=at)
    return screened


def judged_again(event: Event, frozen: bytes, /, *, images: dict[str, Any], at: datetime) -> Screened:
    """Judge an event once more with what was read from its images, as the books stood when it came; keep the answer.

    Args:
        frozen: The document of the first judgment; empty where there was none.
        images: What the images say, as `image_input` makes it.
    """
    judges = _Judges.now(at=at)
    item = Screened(event, judges.day_of(event), content_ref_of(event))
    document: dict[str, Any] = msgspec.json.decode(frozen) if frozen else {"event": event.cloud_event()}
    document["images"] = images
    item.document = msgspec.json.encode(document)
    _judge_together([(item, document)], judges)
    _store([item], judges, at=at)
    return item


def _document(
    item: Screened, engines: Sequence[Engine], accounts: AccountBook, counters: CounterBook, contents: ContentBook
) -> dict[str, Any]:
    event = item.event
    document: dict[str, Any] = {"event": event.cloud_event()}
    if event.subject:
        account = accounts.facts(event.subject, at=event.time)
        if account is not None:
            document["account"] = account
        told: dict[str, Any] = dict(counters.snapshot(event.subject, at=event.time))
        if told["posts_1h"] >= OFTEN and any(_RECENT in engine.needs(event.type) for engine in engines):
            told["recent_fingerprints"] = contents.recent_fingerprints(event.subject, besides=item.content_ref, at=event.time)
        document["counters"] = told
    return document


def _judge_together(drawn: Sequence[tuple[Screened, dict[str, Any]]], judges: _Judges) -> None:
    """Judge documents, those of a day together; where that fails, each by itself."""
    by_day: dict[date, list[tuple[Screened, dict[str, Any]]]] = {}
    for item, document in drawn:
        by_day.setdefault(item.day, []).append((item, document))
    for day, of_day in by_day.items():
        try:
            said = list(zip(*_evaluations([document for _, document in of_day], judges, day), strict=True))
        except Exception:  # noqa: BLE001  one event the policy fails on is then found out
            said = []
        for place, (item, document) in enumerate(of_day):
            try:
                alone = said[place] if said else [answers[0] for answers in _evaluations([document], judges, day)]
                _note_judgment(item, judges, alone)
            except Exception as fault:  # noqa: BLE001  whatever fails on one event, it is kept and the others go on
                _note_failure(item, fault)


def _evaluations(documents: Sequence[dict[str, Any]], judges: _Judges, day: date) -> list[list[Evaluation]]:
    """Return what each pack says of each document; nothing where no pack is live."""
    return [] if judges.live is None else [engine.evaluate_each(documents) for engine in judges.engines(day)]


def _note_judgment(item: Screened, judges: _Judges, said: Sequence[Evaluation]) -> None:
    """Note what the packs said, the live one first."""
    if judges.live is None:
        item.notes.append(NO_PACK)
        return
    item.evaluation = said[0]
    item.evaluation_bytes = canonical_bytes(item.evaluation)
    item.ref = new_ulid_ref("E")
    item.shadows.extend(zip(judges.shadows, said[1:], strict=True))


def _note_failure(item: Screened, fault: Exception) -> None:
    _log.exception("event could not be judged", event_id=item.event.id, source=item.event.source, fault=type(fault).__name__)
    item.evaluation = None
    item.notes.append(FAILED)


def _store(screened: Iterable[Screened], judges: _Judges, *, at: datetime) -> None:
    rows = []
    for item in screened:
        if item.evaluation is not None and judges.live is not None:
            rows.append(_row(item, item.ref, judges.live, item.evaluation, item.evaluation_bytes, at))
        for pack, evaluation in item.shadows:
            rows.append(_row(item, new_ulid_ref("E"), pack, evaluation, canonical_bytes(evaluation), at))
    insert_rows(EvaluationRecord, _COLUMNS, rows)


def _row(
    item: Screened, ref: str, pack: PackRecord, evaluation: Evaluation, evaluation_bytes: bytes, at: datetime
) -> tuple[object, ...]:
    values: dict[str, object] = {
        "ref": ref,
        "event_source": item.event.source,
        "event_id": item.event.id,
        "account_ref": item.event.subject,
        "content_ref": item.content_ref,
        "pack_digest": pack.digest,
        "pack_name": pack.name,
        "day": item.day,
        "document": item.document,
        "evaluation": evaluation_bytes,
        "degraded": evaluation.degraded,
        "suggestion": evaluation.suggestion,
        "created_at": at,
    }
    return tuple(values[name] for name in _COLUMNS)
