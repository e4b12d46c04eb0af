"""Which posts of the lake are copies of one another, across accounts: clusters with their evidence.

Every post is held against the first post that has the same sampled grams, not against every other one: the work grows with the
number of posts, however many copies one text has. What the engine finds is aligned and judged before it becomes a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np

from goodstanding.core.originality.alignment import align_letters
from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.fingerprint import fingerprint
from goodstanding.core.originality.letters import Letters, letters_of
from goodstanding.core.originality.verdict import SamenessVerdict, judge
from goodstanding.core.text.normalise import normalise

LEAST_SHARED = 3
"""Samples a post shares with the first that holds them before the two are aligned."""
LEAST_SHARE = 0.1
"""Share of the shorter text's samples they must be, 0.0–1.0."""
MANY_ACCOUNTS = 3
"""From so many accounts on a cluster looks like one hand behind many accounts (PA21:18(4)), not like one copy (PA21:18(6))."""
_TOLD = 50
_WHOLE = frozenset({"exact_copy", "light_edit", "rewriting"})

Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the lake."""

    number: int
    content: str
    account: str
    time: datetime
    body: str


def find_duplicates(events: Any, /, *, scratch: Path | None = None) -> list[Finding]:
    """Return a finding for each cluster of posts copied across accounts, the largest first.

    Args:
        events: The lake's events as an Ibis table, on any engine.
        scratch: Directory for what is computed on the way, reachable by every worker; the system's own where None.
    """
    pairs = [
        (post, first, verdict) for post, first in _candidates(events, scratch) if (verdict := _verdict(post, first)).is_copying
    ]
    findings = [finding for cluster in _clusters(pairs) if (finding := _finding(cluster)) is not None]
    return sorted(findings, key=lambda finding: (-len(finding["accounts"]), -len(finding["contents"]), finding["from"]))


def alike_texts(events: Any, /, *, scratch: Path | None = None) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each post and a first post it is as a whole: copied, lightly edited or rewritten.

    Args:
        events: The lake's events as an Ibis table, on any engine; the numbers are those of ``numbered_posts``.
    """
    for post, first in _candidates(events, scratch):
        if _verdict(post, first).kind in _WHOLE:
            yield post.number, first.number


def _candidates(events: Any, scratch: Path | None) -> Iterator[tuple[Post, Post]]:
    """Yield each post with a first post it shares enough with, those of one first post together."""
    import ibis

    posts = numbered_posts(events)
    hashed = posts.select("number", sample=_samples_function()(posts.data)).unnest("sample")
    with _kept(hashed, scratch) as held:
        firsts = held.group_by("sample").agg(first=held.number.min(), texts=held.number.nunique())
        sizes = held.group_by("number").agg(size=held.count())
        joined = held.join(firsts, "sample")
        met = joined.filter(joined.texts > 1, joined.number != joined["first"])
        met = met.group_by("number", "first").agg(shared=met.count())
        met = met.filter(met.shared >= LEAST_SHARED).join(sizes, "number")
        met = met.join(sizes.rename(first="number", first_size="size"), "first")
        met = met.filter(met.shared >= LEAST_SHARE * ibis.least(met.size, met.first_size))
        yield from _read(posts, met)


@contextmanager
def _kept(table: Any, scratch: Path | None) -> Iterator[Any]:
    """Compute a table once, into files that the engine reads again."""
    with TemporaryDirectory(dir=scratch) as directory:
        where = str(Path(directory) / "samples.parquet")
        table.to_parquet(where)
        yield table.get_backend().read_parquet(where)


def numbered_posts(events: Any, /) -> Any:
    """Return the posts, numbered in the order they were published."""
    import ibis

    published = events.filter(events.type == "content.published").select("id", "source", "subject", "time", "data")
    order = ibis.window(order_by=[published.time, published.source, published.id])
    return published.mutate(number=ibis.row_number().over(order))


def _read(posts: Any, met: Any) -> Iterator[tuple[Post, Post]]:
    mine = posts.select("number", "id", "subject", "time", "data")
    theirs = mine.rename({f"first_{name}": name for name in ("id", "subject", "time", "data")}, first="number")
    rows = met.select("number", "first").join(mine, "number").join(theirs, "first").order_by("first", "number")
    for batch in rows.to_pyarrow_batches(chunk_size=2_000):
        for row in batch.to_pylist():
            first = _post(row["first"], row["first_id"], row["first_subject"], row["first_time"], row["first_data"])
            yield _post(row["number"], row["id"], row["subject"], row["time"], row["data"]), first


def _samples_function() -> Any:
    """Return the fingerprint of an event's body as a function the engine can call."""
    import ibis.expr.datatypes as dt
    from ibis import udf

    def samples(data: Any) -> Any:
        return list(fingerprint(_body(data)))

    return udf.scalar.python(samples, signature=((dt.string,), dt.Array(dt.int64)), name="goodstanding_samples")


def _body(data: str | None) -> str:
    """Return the text of an event's data; empty where there is none."""
    try:
        found = msgspec.json.decode(data or "null")
    except msgspec.DecodeError:
        return ""
    body = found.get("body") if isinstance(found, dict) else None
    return body if isinstance(body, str) else ""


def _content(data: str, event: str) -> str:
    found = msgspec.json.decode(data)
    return str(found.get("content_id") or event)


def _post(number: int, event: str, account: str | None, time: datetime, data: str) -> Post:
    return Post(number, _content(data, event), account or "", time, _body(data))


@lru_cache(maxsize=64)
def _letters(body: str) -> Letters:
    return letters_of(normalise(body))


def _verdict(post: Post, first: Post) -> SamenessVerdict:
    alignment = align_letters(_letters(post.body), _letters(first.body))
    context = Context(post.body, first.body, examined_account=post.account, earlier_account=first.account)
    return judge(alignment, context)


_Pair = tuple[Post, Post, SamenessVerdict]


def _clusters(pairs: Iterable[_Pair]) -> list[list[_Pair]]:
    """Group pairs that hang together."""
    leaders: dict[int, int] = {}

    def leader(number: int) -> int:
        while leaders.setdefault(number, number) != number:
            leaders[number] = number = leaders[leaders[number]]
        return number

    kept = list(pairs)
    for post, first, _ in kept:
        one, other = leader(post.number), leader(first.number)
        leaders[max(one, other)] = min(one, other)
    clusters: dict[int, list[_Pair]] = defaultdict(list)
    for pair in kept:
        clusters[leader(pair[0].number)].append(pair)
    return list(clusters.values())


def _finding(cluster: list[_Pair]) -> Finding | None:
    posts = sorted({post.number: post for pair in cluster for post in pair[:2]}.values(), key=lambda post: post.number)
    accounts = sorted({post.account for post in posts if post.account})
    if len(accounts) < 2:
        return None
    copies = [_evidence(*pair) for pair in sorted(cluster, key=lambda pair: pair[0].number)]
    score = round(float(np.mean([verdict.score for _, _, verdict in cluster])), 4)
    return {
        "detector": "duplicates",
        "kind": "copies_across_accounts" if len(accounts) >= MANY_ACCOUNTS else "copy",
        "accounts": accounts,
        "contents": [post.content for post in posts],
        "from": _stamp(posts[0].time),
        "to": _stamp(posts[-1].time),
        "score": score,
        "evidence": {"original": posts[0].content, "account": posts[0].account, "pairs": len(copies), "copies": copies[:_TOLD]},
        "clause": "PA21:18(4)" if len(accounts) >= MANY_ACCOUNTS else "PA21:18(6)",
    }


def _evidence(post: Post, first: Post, verdict: SamenessVerdict) -> dict[str, Any]:
    return {
        "content": post.content,
        "account": post.account,
        "time": _stamp(post.time),
        "of": first.content,
        "kind": verdict.kind,
        "score": round(verdict.score, 4),
        "verbatim": round(verdict.verbatim, 4),
        "spans": [
            {"start": passage.a_start, "end": passage.a_end, "of_start": passage.b_start, "of_end": passage.b_end}
            for passage in verdict.passages[:20]
        ],
    }


def _stamp(time: datetime) -> str:
    return time.isoformat() if time.tzinfo is not None else time.isoformat() + "+00:00"
