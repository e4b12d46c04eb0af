"""Which accounts of the lake share the same things at the same time, again and again: groups with every pair explained.

What is shared is a text (rewritten ones count as one), a link, a picture or a post passed on. The engine joins the shares of one
object within the window and counts, over how many objects two accounts met; what hangs together is grouped by the same code as
online. Two shares are compared only within neighbouring stretches of the window's length, so that an object everybody shares over
weeks costs little. Source: PA21:18(4), RQ-081
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from goodstanding.batch.duplicates import alike_texts, numbered_posts
from goodstanding.core.originality.letters import letters_of
from goodstanding.core.originality.taking_in import content_hash
from goodstanding.core.scoring.coordination import Group, Meeting, Pair, groups_of, leaders_of
from goodstanding.core.text.normalise import normalise

WINDOW = 60
"""Seconds within which two accounts share an object to have met."""
OBJECTS = 3
"""Different objects over which two accounts met at least."""
ACCOUNTS = 2
"""Accounts of a group at least."""
CLAUSE = "PA21:18(4)"
_TYPES = ("content.published", "comment.posted")
_SHORTEST = 8
_WRITTEN = re.compile(r"https?://[^\s<>\"'，。；！？、）】》]{4,400}")
_LONGEST = 400
_MOST_PAIRS, _MOST_MEETINGS, _MOST_CONTENTS = 200, 5, 2_000
_PORTION = 10_000
_CUT = "\x1f"
Finding = dict[str, Any]


def find_coordination(
    events: Any,
    /,
    *,
    window: int = WINDOW,
    objects: int = OBJECTS,
    accounts: int = ACCOUNTS,
    rewritten: bool = True,
    scratch: Path | None = None,
) -> list[Finding]:
    """Return a finding for each group of accounts that met again and again, the largest first.

    Args:
        events: The lake's events as an Ibis table, on any engine.
        window: Seconds within which two shares of one object are a meeting, 0 upwards.
        objects: Different objects two accounts met over at least, 1 upwards.
        accounts: Accounts a group has at least, 2 upwards.
        rewritten: Whether texts told anew count as the same; this compares texts and takes longer.
        scratch: Directory for what is computed on the way, reachable by every worker; the system's own where None.
    """
    pairs = find_meetings(events, window=window, objects=objects, rewritten=rewritten, scratch=scratch)
    limits = {"accounts": accounts, "objects": objects, "seconds": window}
    return [_finding(group, limits) for group in groups_of(pairs, accounts=accounts)]


def find_meetings(
    events: Any, /, *, window: int, objects: int, rewritten: bool = True, scratch: Path | None = None
) -> tuple[Pair, ...]:
    """Return the pairs of accounts that met over enough objects, by name, each with its meetings."""
    with _kept(_shares(events, rewritten=rewritten, scratch=scratch), scratch) as shares:
        met: dict[tuple[str, str], list[Meeting]] = defaultdict(list)
        for row in _rows(_met(shares, window, objects)):
            meeting = Meeting(row["object"], _utc(row["at"]), int(row["apart"]), row["a_content"], row["b_content"])
            met[row["a"], row["b"]].append(meeting)
    return tuple(Pair(a, b, tuple(sorted(found, key=_name))) for (a, b), found in sorted(met.items()))


def _name(meeting: Meeting) -> str:
    return meeting.object


def _shares(events: Any, *, rewritten: bool, scratch: Path | None) -> Any:
    """Return who shared what, when and with which post or comment: one row a share."""
    said = events.filter(events.type.isin(_TYPES)).select("id", "source", "subject", "time", "data")
    told = said.select("id", "source", "time", account=said.subject, told=_objects_function()(said.data, said.id)).unnest("told")
    parts = told.told.split(_CUT)
    told = told.select("id", "source", "time", "account", content=parts[0], object=parts[1])
    leaders = _leaders(events, scratch) if rewritten else {}
    if leaders:
        told = _with_leaders(told, numbered_posts(events).select("number", "id", "source"), leaders)
    return told.mutate(second=told.time.epoch_seconds()).drop("id", "source")


def _with_leaders(told: Any, numbers: Any, leaders: dict[int, str]) -> Any:
    """Name texts by the first of those they are alike."""
    import ibis

    columns = {"number": list(leaders), "leader": list(leaders.values())}
    table = ibis.memtable(columns, schema={"number": "int64", "leader": "string"})
    joined = told.left_join(numbers.join(table, "number"), ["id", "source"])
    is_text = joined.object.startswith("text:")
    name = ibis.ifelse(is_text & joined.leader.notnull(), joined.leader, joined.object)
    return joined.select("id", "source", "time", "account", "content", object=name)


def _leaders(events: Any, scratch: Path | None) -> dict[int, str]:
    """Return the name of the texts that are alike others, by number of the post."""
    leaders = leaders_of(alike_texts(events, scratch=scratch))
    return {number: f"alike:{leader}" for number, leader in sorted(leaders.items())}


def _met(shares: Any, window: int, objects: int) -> Any:
    """Return the closest meeting of every two accounts over each object, for those that met over enough."""
    import ibis

    stretch = max(window, 1)
    a = shares.mutate(stretch=shares.second // stretch)
    a = a.select("object", "stretch", a=a.account, a_content=a.content, a_time=a.time, a_second=a.second)
    met = []
    for apart in (-1, 0, 1):
        b = shares.mutate(stretch=shares.second // stretch + apart)
        b = b.select("object", "stretch", b=b.account, b_content=b.content, b_time=b.time, b_second=b.second)
        joined = a.join(b, ["object", "stretch"])
        met.append(joined.filter(joined.a < joined.b, (joined.a_second - joined.b_second).abs() <= window))
    found = ibis.union(*met)
    found = found.select(
        "a", "b", "object", "a_content", "b_content",
        at=ibis.greatest(found.a_time, found.b_time), apart=(found.a_second - found.b_second).abs(),
    )  # fmt: skip
    order = [found.apart, found.at, found.a_content, found.b_content]
    first = ibis.row_number().over(ibis.window(group_by=["a", "b", "object"], order_by=order))
    found = found.mutate(place=first)
    found = found.filter(found.place == 0).drop("place")
    counts = found.group_by("a", "b").agg(shared=found.count())
    kept = found.join(counts.filter(counts.shared >= objects), ["a", "b"])
    return kept.select("a", "b", "object", "at", "apart", "a_content", "b_content").order_by("a", "b", "object")


@contextmanager
def _kept(table: Any, scratch: Path | None) -> Iterator[Any]:
    """Compute the shares once, into files that the engine reads again."""
    with TemporaryDirectory(dir=scratch) as directory:
        where = str(Path(directory) / "shares.parquet")
        table.to_parquet(where)
        yield table.get_backend().read_parquet(where)


def _rows(table: Any) -> Iterator[dict[str, Any]]:
    for batch in table.to_pyarrow_batches(chunk_size=_PORTION):
        yield from batch.to_pylist()


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _objects_function() -> Any:
    """Return what an event shares as a function the engine can call: content and object, cut apart."""
    import ibis.expr.datatypes as dt
    from ibis import udf

    def objects(data: Any, event: Any) -> Any:
        return objects_of(data, event)

    return udf.scalar.python(objects, signature=((dt.string, dt.string), dt.Array(dt.string)), name="goodstanding_objects")


def objects_of(data: str | None, event: str, /) -> list[str]:
    """Return what a post or comment shares: text, links, pictures, the post it passes on; each after its own name."""
    try:
        found = msgspec.json.decode(data or "null")
    except msgspec.DecodeError:
        return []
    if not isinstance(found, dict):
        return []
    named = found.get("comment_id") or found.get("content_id")
    content = (named if isinstance(named, str) and named else event or "").replace(_CUT, "")
    return [f"{content}{_CUT}{name}" for name in dict.fromkeys(_names(found))]


def _names(found: dict[str, Any]) -> Iterator[str]:
    body, repost, media = (found.get(name) for name in ("body", "repost_of", "media"))
    if isinstance(body, str) and len(body) >= _SHORTEST:
        letters = letters_of(normalise(body))
        if len(letters) >= _SHORTEST:
            yield f"text:{content_hash(letters):016x}"
    if isinstance(repost, str) and repost:
        yield _named("post", repost)
    for link in _links(found):
        yield _named("link", link)
    for one in media if isinstance(media, list) else ():
        known = (one.get("sha256") or one.get("url")) if isinstance(one, dict) else None
        if isinstance(known, str) and known:
            yield _named("media", known)


def _links(found: dict[str, Any]) -> Iterator[str]:
    """Yield the links of a post: listed, named as its source, or written in it."""
    body, links, source = found.get("body"), found.get("links"), found.get("source")
    listed = links if isinstance(links, list) else []
    named = [source.get("url")] if isinstance(source, dict) else []
    written = _WRITTEN.findall(body) if isinstance(body, str) else []
    yield from (link for link in [*listed, *named, *written] if isinstance(link, str) and link)


def _named(kind: str, value: str) -> str:
    return f"{kind}:{value.replace(_CUT, '')[:_LONGEST]}"


def _finding(group: Group, limits: dict[str, int]) -> Finding:
    meetings = [meeting for pair in group.pairs for meeting in pair.meetings]
    contents = sorted({name for meeting in meetings for name in (meeting.a_content, meeting.b_content) if name})
    strongest = sorted(group.pairs, key=lambda pair: (-pair.shared, pair.a, pair.b))
    return {
        "detector": "coordination",
        "kind": "repeated",
        "accounts": list(group.accounts),
        "contents": contents[:_MOST_CONTENTS],
        "from": group.first.isoformat(),
        "to": group.last.isoformat(),
        "score": group.score(limits["objects"]),
        "evidence": {
            "limits": limits,
            "pairs_found": len(group.pairs),
            "contents_found": len(contents),
            "pairs": [_pair(pair) for pair in strongest[:_MOST_PAIRS]],
        },
        "clause": CLAUSE,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    closest = sorted(pair.meetings, key=lambda one: (one.apart, one.at, one.object))
    return {
        "a": pair.a,
        "b": pair.b,
        "shared": pair.shared,
        "apart": closest[0].apart,
        "meetings": [
            {
                "object": one.object,
                "at": one.at.isoformat(),
                "apart": one.apart,
                "a_content": one.a_content,
                "b_content": one.b_content,
            }
            for one in closest[:_MOST_MEETINGS]
        ],
    }
