"""Measure how ``detect coordination`` agrees with the reference rule on recorded campaigns, and what chance alone would give.

Run ``python tools/measure_coordination.py [DATA_FOLDER]`` (default ``../shared/data``); it writes its tables between the marks of
docs/reference/coordination.md. The reference is counted here by itself, by comparing every two shares of one object: the same
object by the same accounts within a short window, repeatedly.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from goodstanding.batch.coordination import find_meetings
from goodstanding.batch.lake import events
from goodstanding.core.scoring.coordination import groups_of

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference" / "coordination.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
GRID = ((10, 2), (10, 3), (60, 2), (60, 3), (60, 5))
SEED = 20261124
Shares = list[tuple[str, str, str, int]]
Pairs = dict[tuple[str, str], int]


def main(folder: Path) -> None:
    """Measure every campaign and write the tables."""
    blocks = [block for name, shares in campaigns(folder / "coord_events" / "dev.csv") for block in measured(name, shares)]
    text = TARGET.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    TARGET.write_text(f"{before}{BEGIN}\n\n" + "\n".join(blocks) + f"\n{END}{after}", encoding="utf-8")


def campaigns(file: Path) -> Iterator[tuple[str, Shares]]:
    """Yield each campaign with its shares: account, object, kind, time."""
    held: dict[str, Shares] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            held[row["set"]].append((row["account"], row["object"], row["kind"], int(row["ts"])))
    yield from sorted(held.items())


def measured(name: str, shares: Shares) -> Iterator[str]:
    """Yield the lines of one campaign's table."""
    accounts = len({share[0] for share in shares})
    objects = len({share[1:3] for share in shares})
    yield f"### {name}\n"
    yield f"{len(shares):,} shares of {objects:,} objects by {accounts:,} accounts.\n"
    yield (
        "| window s | objects | pairs, reference | found | both | F1 | accounts in groups | groups | largest | times dealt anew "
        "| accounts dealt anew | CPU s |"
    )
    yield "| --- " * 12 + "|"
    dealt = by_chance(shares, column=3), by_chance(shares, column=0)
    with TemporaryDirectory() as directory:
        lake = written(Path(directory), shares)
        for window, least in GRID:
            yield row_of(lake, shares, dealt, (window, least))
    yield ""


def row_of(lake: Path, shares: Shares, dealt: tuple[Shares, ...], setting: tuple[int, int]) -> str:
    """Measure one setting."""
    window, least = setting
    begun = time.process_time()
    found = find_meetings(events(lake, engine="duckdb"), window=window, objects=least, rewritten=False)
    spent = time.process_time() - begun
    groups = groups_of(found)
    expected = reference(shares, window, least)
    got = {(pair.a, pair.b): pair.shared for pair in found}
    both = sum(expected.get(names) == n for names, n in got.items())
    f1 = 2 * both / (len(expected) + len(got)) if expected or got else 1.0
    members = sum(len(group.accounts) for group in groups)
    largest = max((len(group.accounts) for group in groups), default=0)
    chance = [len(reference(anew, window, least)) for anew in dealt]
    cells = (window, least, len(expected), len(got), both, f"{f1:.3f}", members, len(groups), largest, *chance, f"{spent:.1f}")
    return "| " + " | ".join(map(str, cells)) + " |"


def reference(shares: Shares, window: int, least: int) -> Pairs:
    """Count, for every two accounts, the different objects both shared within the window; keep those with enough."""
    held: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for account, thing, kind, at in shares:
        held[kind, thing].append((at, account))
    met: dict[tuple[str, str], int] = defaultdict(int)
    for when in held.values():
        when.sort()
        pairs = {
            (min(account, other), max(account, other))
            for place, (at, account) in enumerate(when)
            for later, other in when[place + 1 : place + 1 + _within(when, place, at + window)]
            if other != account
        }
        for names in pairs:
            met[names] += 1
    return {names: n for names, n in met.items() if n >= least}


def _within(when: list[tuple[int, str]], place: int, end: int) -> int:
    count = 0
    for later, _ in when[place + 1 :]:
        if later > end:
            break
        count += 1
    return count


def by_chance(shares: Shares, *, column: int) -> Shares:
    """Deal the times (column 3) or the accounts (column 0) out anew among the shares of one kind; all else stays as it was."""
    rng = random.Random(SEED)
    by_kind: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
    for share in shares:
        by_kind[share[2]].append(share)
    anew: Shares = []
    for held in by_kind.values():
        dealt = rng.sample(held, len(held))
        anew += [
            (other[0], *share[1:]) if column == 0 else (*share[:3], other[3]) for share, other in zip(held, dealt, strict=True)
        ]
    return anew


def written(directory: Path, shares: Shares) -> Path:
    """Write shares as a lake: links and pictures of posts, posts passed on."""
    folder = directory / "events" / "day=2021-01-01"
    folder.mkdir(parents=True)
    columns = {
        "id": [f"e-{number}" for number in range(len(shares))],
        "source": ["/measured"] * len(shares),
        "type": ["content.published"] * len(shares),
        "time": [datetime.fromtimestamp(at, UTC).replace(tzinfo=None) for *_, at in shares],
        "subject": [account for account, *_ in shares],
        "data": [json.dumps(_data(thing, kind)) for _, thing, kind, _ in shares],
    }
    pq.write_table(pa.table(columns), folder / "part.parquet")
    return directory


def _data(thing: str, kind: str) -> dict[str, object]:
    if kind == "image":
        return {"media": [{"sha256": thing}]}
    return {"links": [thing]} if kind == "url" else {"repost_of": thing}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data")
