"""Accounts of the lake that share the same things at the same time are found as by the plain rule, on either engine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from goodstanding.batch.coordination import find_meetings, objects_of
from goodstanding.batch.lake import events
from goodstanding.cli import main
from goodstanding.core.scoring.coordination import Share, find_pairs
from tests.factories.articles import Newsroom

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("ibis")

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Row = tuple[str, float, dict[str, Any]]


def lake(directory: Path, rows: Iterable[Row]) -> Path:
    """Write posts (account, seconds after noon, data) as a lake of one day."""
    folder = directory / "events" / "day=2026-11-23"
    folder.mkdir(parents=True)
    listed = list(rows)
    columns: dict[str, list[Any]] = {
        "id": [f"e-{number}" for number in range(len(listed))],
        "source": ["/demo"] * len(listed),
        "type": ["content.published"] * len(listed),
        "time": [(NOON + timedelta(seconds=after)).replace(tzinfo=None) for _, after, _ in listed],
        "subject": [account for account, _, _ in listed],
        "data": [json.dumps({"content_id": f"c-{number}"} | data) for number, (_, _, data) in enumerate(listed)],
    }
    pq.write_table(pa.table(columns), folder / "part.parquet")
    return directory


def findings(directory: Path, *more: str, engine: str = "duckdb") -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["detect", "coordination", "--events", str(directory), "--engine", engine, *more])
    assert 0 == result.exit_code, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def links(accounts: Iterable[str], objects: int, *, apart: float = 5) -> list[Row]:
    """Let accounts share so many links, an hour from one to the next, some seconds after one another."""
    return [
        (account, 3600 * number + apart * place, {"links": [f"https://example.invalid/{number}"]})
        for number in range(objects)
        for place, account in enumerate(accounts)
    ]


def random_shares(seed: int, n: int = 600) -> list[Row]:
    """Let some accounts share some links at random, crowded enough that many meet."""
    rng = np.random.default_rng(seed)
    return [
        (f"a-{account}", float(after), {"links": [f"l-{link}"]})
        for account, link, after in zip(
            rng.integers(0, 25, n).tolist(), rng.integers(0, 40, n).tolist(), rng.integers(0, 900, n).tolist(), strict=True
        )
    ]


def test_rq081_accounts_that_share_links_together_are_one_finding(tmp_path: Path) -> None:
    (finding,) = findings(lake(tmp_path, [*links("abc", 4), *links("x", 4), ("y", 5, {"links": ["https://example.invalid/0"]})]))

    assert ("coordination", "repeated", "PA21:18(4)") == (finding["detector"], finding["kind"], finding["clause"])
    assert ["a", "b", "c", "x"] == finding["accounts"]
    assert {"accounts": 2, "objects": 3, "seconds": 60} == finding["evidence"]["limits"]
    assert {"link:https://example.invalid/0"} <= {one["object"] for one in finding["evidence"]["pairs"][0]["meetings"]}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (links("ab", 2), "too few objects"),
        (links("ab", 4, apart=61), "too far apart"),
        (links("a", 4), "one account"),
        (
            [("a", 1.0 * n, {"links": ["l"]}) for n in range(9)] + [("b", 2.0 * n, {"links": ["l"]}) for n in range(9)],
            "one object",
        ),
    ],
    ids=["objects", "window", "account", "object"],
)
def test_less_than_again_and_again_is_no_finding(tmp_path: Path, rows: list[Row], why: str) -> None:
    assert [] == findings(lake(tmp_path, rows)), why


def test_pictures_and_passed_on_posts_are_objects_too(tmp_path: Path) -> None:
    rows: list[Row] = [(account, n, {"media": [{"sha256": f"{n}" * 64}]}) for n in range(2) for account in "ab"]
    rows += [(account, 9, {"repost_of": "c-other"}) for account in "ab"]

    (finding,) = findings(lake(tmp_path, rows))

    assert 3 == finding["evidence"]["pairs"][0]["shared"]


def test_links_are_objects_wherever_they_stand(tmp_path: Path) -> None:
    link = "https://example.invalid/a"
    rows: list[Row] = [
        ("a", 0, {"body": f"看这里 {link}，谢谢"}),
        ("b", 1, {"source": {"url": link}}),
        ("c", 2, {"links": [link]}),
    ]

    (finding,) = findings(lake(tmp_path, rows), "--objects", "1")

    assert ["a", "b", "c"] == finding["accounts"]
    assert {f"link:{link}"} == {one["object"] for pair in finding["evidence"]["pairs"] for one in pair["meetings"]}


def test_post_or_comment_is_named_by_its_own_id() -> None:
    assert ["k-1\x1flink:l"] == objects_of('{"comment_id": "k-1", "content_id": "c-1", "links": ["l"]}', "e-1")


def test_rewritten_texts_count_as_one_thing(tmp_path: Path) -> None:
    newsroom = Newsroom(seed=12, vocabulary=4000, topics=6)
    articles = [newsroom.article(letters=500) for _ in range(3)]
    rows: list[Row] = [
        (account, 600 * n + 9 * place, {"body": newsroom.rewritten(article, share=0.2).text})
        for n, article in enumerate(articles)
        for place, account in enumerate("abc")
    ]
    directory = lake(tmp_path, rows)

    assert [["a", "b", "c"]] == [finding["accounts"] for finding in findings(directory)]
    assert [] == findings(directory, "--exact")


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    rows: list[Row] = [(account, n, {"links": [7, "", None], "media": "x", "body": 5}) for n in range(4) for account in "ab"]

    assert [] == findings(lake(tmp_path, rows))


@pytest.mark.parametrize(("window", "objects"), [(0, 1), (10, 2), (60, 3)])
def test_engine_finds_what_the_online_rule_finds(tmp_path: Path, window: int, objects: int) -> None:
    rows = random_shares(window + objects)
    shares = [
        Share(f"link:{data['links'][0]}", NOON + timedelta(seconds=after), account, f"c-{number}")
        for number, (account, after, data) in enumerate(rows)
    ]

    found = find_meetings(events(lake(tmp_path, rows), engine="duckdb"), window=window, objects=objects, rewritten=False)

    assert find_pairs(shares, window=timedelta(seconds=window), least=objects) == found


@pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra “spark” is not installed")
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_what_duckdb_finds(tmp_path: Path) -> None:
    newsroom = Newsroom(seed=12, vocabulary=4000, topics=6)
    article = newsroom.article(letters=400)
    rows = random_shares(5, 300)
    rows += [(account, 9.0 * place, {"body": newsroom.rewritten(article, share=0.2).text}) for place, account in enumerate("xyz")]
    directory = lake(tmp_path, rows)

    on_duckdb = findings(directory, "--objects", "1")

    assert on_duckdb
    assert on_duckdb == findings(directory, "--objects", "1", engine="spark")
