"""Looking for farms and waves while posts come in: the worker reads them in the order of arrival, once the index holds them.

A farm is accounts whose texts are the same again and again, however rewritten; a wave is one text by many accounts within an
hour. A text another account takes over whole is kept as a pair; a borrowed passage, a licensed reprint and a repost with its
source are not. What was read from a post's images is held against the index like a body. The numbers are published with each
finding. Source: PA21:18(4), RQ-081
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import Q

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.records import NumberedVersion
from goodstanding.apps.integrity.errors import FindingUnfit
from goodstanding.apps.integrity.models import Alike, Reading
from goodstanding.apps.integrity.ports import AlikeText, AlikeTexts, ImageTexts, ReadImages
from goodstanding.apps.integrity.services.recording import record_finding
from goodstanding.apps.integrity.values import NewFinding
from goodstanding.core.originality.errors import IndexFault
from goodstanding.core.scoring.coordination import Group, Share, Wave, find_pairs, find_waves, groups_of, leaders_of

CLAUSE = "PA21:18(4)"
FARM_SPAN = timedelta(days=30)
"""How far apart two alike texts of a farm may be."""
FARM_TEXTS = 2
"""Different texts two accounts share at least: one may be stolen."""
FARM_ACCOUNTS = 3
"""Accounts of a farm at least."""
WAVE_WINDOW = timedelta(hours=1)
"""Time in which a wave's accounts publish one text."""
WAVE_ACCOUNTS = 5
"""Accounts of a wave at least."""
A_ROUND = 300
"""Wordings a round of the worker looks at, at most."""
SHORTEST = 30
_ROUNDS = 2
_MOST_PAIRS = 2_000
"""Pairs gathered around fresh texts at most, the latest first: no finding has more members than may be kept."""
_TOLD = 200
_POSTS, _IMAGES = "posts", "images"

_log: Any = structlog.get_logger()


def watch_posts(texts: AlikeTexts, /, *, at: datetime, limit: int = A_ROUND) -> tuple[str, ...]:
    """Look at the posts the index took in since the last round; return the findings that are new or grew.

    Args:
        texts: What finds alike texts; where it cannot be read now, the next round goes on from here.
    """
    try:
        fresh, last = _met(texts, at=at, limit=limit)
    except (IndexFault, OSError) as fault:
        _log.warning("posts not looked at", fault=type(fault).__name__, says=str(fault))
        return ()
    return _looked_at(_POSTS, fresh, last, at=at)


def watch_images(images: ImageTexts, texts: AlikeTexts, /, *, at: datetime, limit: int = A_ROUND) -> tuple[str, ...]:
    """Look at what was read from images since the last round, as at posts; return the findings that are new or grew.

    A post is held back until the index has read it: everything published before it can be found then.

    Args:
        images: What gives the texts read from images, in the order they were read.
        texts: What finds alike texts; where it cannot be read now, the next round goes on from here.
    """
    try:
        fresh, last = _met_in_images(images, texts, at=at, limit=limit)
    except (IndexFault, OSError) as fault:
        _log.warning("images not looked at", fault=type(fault).__name__, says=str(fault))
        return ()
    return _looked_at(_IMAGES, fresh, last, at=at)


def _looked_at(name: str, fresh: Sequence[Alike], last: int, *, at: datetime) -> tuple[str, ...]:
    """Keep the pairs and how far was read, and what follows; read again, the same texts change nothing."""
    if not last:
        return ()
    with immediate():
        row, _ = Reading.objects.select_for_update().get_or_create(name=name)
        Alike.objects.bulk_create(fresh, ignore_conflicts=True)
        row.read_to = max(row.read_to, last)
        row.save()
        found = [*_findings({one.content_ref for one in fresh}, at)] if fresh else []
        return tuple(ref for one in found if (ref := _kept(one, at)))


def _kept(found: NewFinding, at: datetime) -> str:
    """Keep a finding; one that cannot be kept is named in the log and holds nothing up."""
    try:
        return record_finding(found, source="worker", actor=SYSTEM, at=at)
    except FindingUnfit as fault:
        _log.error("finding not kept", kind=found.kind, accounts=len(found.accounts), says=fault.message)
        return ""


def forget_alike(*, at: datetime, limit: int = 5_000) -> int:
    """Remove pairs too old to belong to a farm; findings keep their own evidence."""
    old = list(Alike.objects.filter(at__lt=at - 2 * FARM_SPAN).order_by("id").values_list("id", flat=True)[:limit])
    return Alike.objects.filter(id__in=old).delete()[0] if old else 0


def _met(texts: AlikeTexts, *, at: datetime, limit: int) -> tuple[list[Alike], int]:
    """Ask the index about the next posts; return the pairs and the number of the last post read, 0 where there is none."""
    rows = [row for row in ingest.versions_after(_read_to(_POSTS), limit=limit) if row.number <= texts.read_to()]
    fresh = [_pair(row, other, at) for row in rows for other in _alike(row, texts, at)]
    return fresh, rows[-1].number if rows else 0


def _met_in_images(images: ImageTexts, texts: AlikeTexts, *, at: datetime, limit: int) -> tuple[list[Alike], int]:
    """Ask the index about the next images; return the new pairs and the number of the last read, 0 where there are none."""
    fresh, last, known_to = list[Alike](), 0, texts.read_to()
    for read in images(_read_to(_IMAGES), limit=limit):
        post = _post_of(read)
        if post is not None and post.number > known_to:
            break
        if post is not None:
            known = _known_beside(read.content_ref)
            pairs = [_pair(post, other, at, evaluation_ref=read.evaluation_ref) for other in _alike(post, texts, at)]
            fresh += [pair for pair in pairs if pair.other_content not in known]
        last = read.number
    return fresh, last


def _post_of(read: ReadImages) -> NumberedVersion | None:
    """Return the version the images came with, with their text in the place of its body; None where it is gone."""
    versions = ingest.versions_of(read.content_ref)
    own = [one for one in versions if (one.version.event_source, one.version.event_id) == (read.event_source, read.event_id)]
    found = next(iter(own or versions[-1:]), None)
    return replace(found, version=replace(found.version, body=read.text)) if found is not None else None


def _known_beside(content_ref: str) -> set[str]:
    """Return the contents this one is in a pair with, whichever came first."""
    pairs = Alike.objects.filter(Q(content_ref=content_ref) | Q(other_content=content_ref))
    return {name for pair in pairs.values_list("content_ref", "other_content") for name in pair} - {content_ref}


def _read_to(name: str) -> int:
    return Reading.objects.filter(name=name).values_list("read_to", flat=True).first() or 0


def _alike(row: NumberedVersion, texts: AlikeTexts, at: datetime) -> list[AlikeText]:
    """Return what a post is alike: it is young, an account's own, and long enough to be found as more than a greeting."""
    is_fit = row.kind == "content" and row.account_ref and row.version.at > at - FARM_SPAN
    if not is_fit or len(row.version.body) < SHORTEST:
        return []
    return [other for other in texts.alike(row) if abs(row.version.at - other.at) <= FARM_SPAN]


def _pair(row: NumberedVersion, other: AlikeText, at: datetime, *, evaluation_ref: str = "") -> Alike:
    return Alike(
        content_ref=row.version.content_ref,
        sha256=row.version.sha256,
        account_ref=row.account_ref,
        at=row.version.at,
        other_content=other.content_ref,
        other_sha256=other.sha256,
        other_account=other.account_ref,
        other_at=other.at,
        kind=other.kind,
        score=round(1000 * other.score),
        passages=[list(place) for place in other.passages[:20]],
        evaluation_ref=evaluation_ref,
        found_at=at,
    )


def _findings(fresh: Collection[str], at: datetime) -> Iterator[NewFinding]:
    """Yield what the fresh texts belong to."""
    pairs = _around(fresh, at)
    shares = _shares(pairs)
    for wave in find_waves(shares, window=WAVE_WINDOW, accounts=WAVE_ACCOUNTS):
        if any(share.content in fresh for share in wave.shares):
            yield _wave_finding(wave, pairs)
    met = find_pairs(shares, window=FARM_SPAN, least=FARM_TEXTS)
    for group in groups_of(met, accounts=FARM_ACCOUNTS):
        if _contents(group) & set(fresh):
            yield _farm_finding(group, pairs)


def _around(fresh: Collection[str], at: datetime) -> list[Alike]:
    """Gather the pairs these texts are in, those of the accounts beside them, and so on for some rounds."""
    recent = Alike.objects.filter(at__gte=at - FARM_SPAN).order_by("-id")
    rows = list(recent.filter(Q(content_ref__in=fresh) | Q(other_content__in=fresh))[:_MOST_PAIRS])
    seen: set[str] = set()
    for _ in range(_ROUNDS):
        accounts = {name for row in rows for name in (row.account_ref, row.other_account)}
        if accounts <= seen or len(rows) >= _MOST_PAIRS:
            break
        seen |= accounts
        rows = list(recent.filter(Q(account_ref__in=accounts) | Q(other_account__in=accounts))[:_MOST_PAIRS])
    return sorted(rows, key=lambda row: (row.content_ref, row.other_content))


def _shares(pairs: Sequence[Alike]) -> list[Share]:
    """Name each text by the first of those it hangs together with: that is the object its accounts share."""
    leaders = leaders_of((pair.content_ref, pair.other_content) for pair in pairs)
    texts = {pair.content_ref: (pair.at, pair.account_ref) for pair in pairs}
    texts |= {pair.other_content: (pair.other_at, pair.other_account) for pair in pairs}
    return [Share(leaders[content], when, account, content) for content, (when, account) in sorted(texts.items())]


def _contents(group: Group) -> set[str]:
    meetings = [meeting for pair in group.pairs for meeting in pair.meetings]
    return {name for meeting in meetings for name in (meeting.a_content, meeting.b_content)}


def _wave_finding(wave: Wave, pairs: Iterable[Alike]) -> NewFinding:
    contents = [share.content for share in wave.shares]
    limits = {"accounts": WAVE_ACCOUNTS, "minutes": int(WAVE_WINDOW.total_seconds() // 60)}
    score = min(1.0, len(wave.accounts) / (4 * WAVE_ACCOUNTS))
    evidence = {"alike": _told(pairs, set(contents)), "pairs": [], "limits": limits}
    return NewFinding(
        "originality", "wave", wave.accounts, tuple(contents), wave.first, wave.last, round(score, 4), CLAUSE, evidence
    )


def _farm_finding(group: Group, pairs: Iterable[Alike]) -> NewFinding:
    contents = _contents(group)
    met = sorted(group.pairs, key=lambda pair: (-pair.shared, pair.a, pair.b))
    evidence = {
        "alike": _told(pairs, contents),
        "pairs": [
            {"a": pair.a, "b": pair.b, "shared": pair.shared, "apart": min(one.apart for one in pair.meetings)}
            for pair in met[: 2 * _TOLD]
        ],
        "limits": {"accounts": FARM_ACCOUNTS, "texts": FARM_TEXTS, "days": FARM_SPAN.days},
    }
    score = group.score(FARM_TEXTS)
    return NewFinding(
        "originality", "farm", group.accounts, tuple(sorted(contents)), group.first, group.last, score, CLAUSE, evidence
    )


def _told(pairs: Iterable[Alike], contents: set[str]) -> list[dict[str, Any]]:
    """Write the pairs among these texts down, of each text the closest first."""
    by_text: dict[str, int] = defaultdict(int)
    told: list[dict[str, Any]] = []
    for pair in sorted(pairs, key=lambda one: (-one.score, one.content_ref, one.other_content)):
        if {pair.content_ref, pair.other_content} <= contents and by_text[pair.content_ref] < 2:
            by_text[pair.content_ref] += 1
            told.append(_written(pair))
    return told[:_TOLD]


def _written(pair: Alike) -> dict[str, Any]:
    names = ("start", "end", "of_start", "of_end")
    return {
        "content": pair.content_ref,
        "account": pair.account_ref,
        "sha256": pair.sha256,
        "time": pair.at.isoformat(),
        "of": pair.other_content,
        "of_account": pair.other_account,
        "of_sha256": pair.other_sha256,
        "of_time": pair.other_at.isoformat(),
        "kind": pair.kind,
        "score": pair.score / 1000,
        "spans": [dict(zip(names, place, strict=True)) for place in pair.passages],
        **({"read_from": "image", "evaluation": pair.evaluation_ref} if pair.evaluation_ref else {}),
    }
