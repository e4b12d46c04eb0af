"""How many planted farms of rewritten articles are found, how many found ones were planted, and what does a post cost?

    python benchmarks/bench_farms.py [--farms 20] [--posts 1500]

Made-up articles (``tests/factories/articles.py``): farms of three to six accounts that each rewrite the same two to four
articles; ordinary accounts with articles of their own; thefts, one article taken by one other account; and series, one account
that repeats itself. The steps are the worker's (``apps.integrity.services.watching``) without a database.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from goodstanding.core.originality.exclusions import Context
from goodstanding.core.originality.index import Original, OriginalityIndex
from goodstanding.core.originality.verdict import judge
from goodstanding.core.scoring.coordination import Share, find_pairs, groups_of, leaders_of
from tests.factories.articles import Newsroom

START = datetime(2026, 11, 1, tzinfo=UTC)
SEED = 20261124
WHOLE = frozenset({"exact_copy", "light_edit", "rewriting"})


@dataclass
class Platform:
    """Posts in order of time, and which accounts were planted as farms."""

    posts: list[tuple[str, str, datetime]] = field(default_factory=list)
    farms: list[set[str]] = field(default_factory=list)


def platform(level: float, *, farms: int, posts: int) -> Platform:
    """Make a platform whose farms rewrite at a level."""
    newsroom, rng, made = Newsroom(seed=SEED), np.random.default_rng(SEED), Platform()

    def publish(account: str, text: str) -> None:
        made.posts.append((account, text, START + timedelta(minutes=int(rng.integers(0, 20 * 24 * 60)))))

    for number in range(farms):
        accounts = [f"farm-{number}-{place}" for place in range(int(rng.integers(3, 7)))]
        made.farms.append(set(accounts))
        for _ in range(int(rng.integers(2, 5))):
            source = newsroom.article(letters=int(rng.integers(300, 1200)))
            for account in accounts:
                publish(account, newsroom.rewritten(source, share=level).text)
    for number in range(posts):
        article = newsroom.article(letters=int(rng.integers(300, 1200)))
        publish(f"own-{number // 5}", article.text)
        if number % 25 == 0:
            publish(f"thief-{number}", newsroom.rewritten(article, share=0.2).text)
        if number % 25 == 1:
            publish(f"own-{number // 5}", newsroom.rewritten(article, share=0.1).text)
    made.posts.sort(key=lambda post: post[2])
    return made


def found_in(made: Platform, directory: Path) -> tuple[list[set[str]], float]:
    """Do the worker's steps; return the farms found and the CPU seconds spent."""
    index = OriginalityIndex.create(directory)
    index.add(Original(f"p-{n}", text, account=account, published_at=at) for n, (account, text, at) in enumerate(made.posts))
    begun = time.process_time()
    alike = [pair for n in range(len(made.posts)) for pair in _alike(index, made, n)]
    leaders = leaders_of(alike)
    shares = [Share(leader, made.posts[int(name[2:])][2], made.posts[int(name[2:])][0], name) for name, leader in leaders.items()]
    groups = groups_of(find_pairs(shares, window=timedelta(days=30), least=2), accounts=3)
    return [set(group.accounts) for group in groups], time.process_time() - begun


def _alike(index: OriginalityIndex, made: Platform, number: int) -> list[tuple[str, str]]:
    account, text, _ = made.posts[number]
    name = f"p-{number}"
    pairs = []
    for match in index.query(text, limit=12, except_refs=frozenset({name})):
        if match.alignment is None or match.earlier is None or match.entry.account == account:
            continue
        context = Context(text, match.earlier, examined_account=account, earlier_account=match.entry.account, common=match.common)
        if judge(match.alignment, context).kind in WHOLE:
            pairs.append((name, match.entry.ref))
    return pairs


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--farms", type=int, default=20)
    parser.add_argument("--posts", type=int, default=1_500)
    asked = parser.parse_args()
    print(
        "| words rewritten by each account | farms whole | of which half | accounts found | found that are none | ms CPU a post |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for level in (0.1, 0.2, 0.3, 0.4, 0.5):
        made = platform(level, farms=asked.farms, posts=asked.posts)
        with tempfile.TemporaryDirectory() as directory:
            found, spent = found_in(made, Path(directory) / "index")
        planted, named = set().union(*made.farms), set[str]().union(*found)
        whole = sum(any(farm <= group for group in found) for farm in made.farms)
        half = sum(2 * len(farm & named) >= len(farm) for farm in made.farms)
        wrong = len(named - planted) + sum(not group & planted for group in found)
        cells = f"{level:.0%}", f"{whole} of {len(made.farms)}", half, f"{len(named & planted)} of {len(planted)}", wrong
        print("| " + " | ".join(map(str, cells)) + f" | {1000 * spent / len(made.posts):.1f} |")


if __name__ == "__main__":
    main()
