"""Posts copied across accounts become one finding a cluster; series, strangers and quotations do not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from goodstanding.cli import main
from tests.factories.articles import Newsroom
from tests.factories.reprints import reprint_pairs

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("ibis")

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Row = tuple[str, str, str]


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(9)


def lake(directory: Path, rows: list[Row]) -> Path:
    """Write posts (content, account, body), a minute apart, as a lake of two days."""
    for day in (0, 1):
        part = [(number, *row) for number, row in enumerate(rows) if number % 2 == day]
        folder = directory / "events" / f"day=2026-11-2{3 + day}"
        folder.mkdir(parents=True)
        columns: dict[str, list[Any]] = {
            "id": [f"e-{number}" for number, *_ in part],
            "source": ["/demo"] * len(part),
            "type": ["content.published"] * len(part),
            "time": [(NOON + timedelta(minutes=number)).replace(tzinfo=None) for number, *_ in part],
            "subject": [account for _, _, account, _ in part],
            "data": [json.dumps({"content_id": content, "body": body}) for _, content, _, body in part],
        }
        pq.write_table(pa.table(columns), folder / "part.parquet")
    return directory


def findings(directory: Path, engine: str = "duckdb") -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["detect", "duplicates", "--events", str(directory), "--engine", engine])
    assert 0 == result.exit_code, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_farm_of_rewritten_articles_is_one_cluster(tmp_path: Path, newsroom: Newsroom) -> None:
    article = newsroom.article(letters=800)
    rows = [("c-0", "a-0", article.text)]
    rows += [(f"c-{n}", f"a-{n}", newsroom.rewritten(article, share=0.3).text) for n in range(1, 6)]
    rows += [(f"s-{n}", f"b-{n}", newsroom.article(letters=800).text) for n in range(20)]

    (finding,) = findings(lake(tmp_path, rows))

    assert [f"c-{n}" for n in range(6)] == finding["contents"]
    assert ("copies_across_accounts", "PA21:18(4)", "c-0") == (
        finding["kind"],
        finding["clause"],
        finding["evidence"]["original"],
    )
    assert ("2026-11-23T12:00:00+00:00", "2026-11-23T12:05:00+00:00") == (finding["from"], finding["to"])
    assert {"rewriting"} == {copy["kind"] for copy in finding["evidence"]["copies"]}


def test_one_copy_by_another_account_is_told(tmp_path: Path, newsroom: Newsroom) -> None:
    article = newsroom.article(letters=500).text

    (finding,) = findings(lake(tmp_path, [("c-0", "a-0", article), ("c-1", "a-1", article)]))

    assert ("copy", "PA21:18(6)", ["a-0", "a-1"]) == (finding["kind"], finding["clause"], finding["accounts"])


def test_a_series_of_one_account_and_strangers_are_no_findings(tmp_path: Path, newsroom: Newsroom) -> None:
    article = newsroom.article(letters=500).text
    rows = [(f"c-{n}", "a-0", article) for n in range(4)] + [
        (f"s-{n}", f"b-{n}", newsroom.article(letters=400).text) for n in range(10)
    ]

    assert [] == findings(lake(tmp_path, rows))


def test_a_hundred_copies_are_one_cluster(tmp_path: Path, newsroom: Newsroom) -> None:
    article = newsroom.article(letters=400).text

    (finding,) = findings(lake(tmp_path, [(f"c-{n}", f"a-{n}", article) for n in range(100)]))

    assert (100, 99, 50) == (len(finding["accounts"]), finding["evidence"]["pairs"], len(finding["evidence"]["copies"]))


def test_events_without_text_are_passed_over(tmp_path: Path) -> None:
    directory = lake(tmp_path, [("c-0", "a-0", ""), ("c-1", "a-1", "短")])

    assert [] == findings(directory)


def test_an_empty_lake_is_a_wrong_call(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["detect", "duplicates", "--events", str(tmp_path)])

    assert 2 == result.exit_code
    assert "no Parquet file" in result.stderr


@pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra “spark” is not installed")
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_what_duckdb_finds(tmp_path: Path, newsroom: Newsroom) -> None:
    articles = [newsroom.article(letters=500) for _ in range(3)]
    rows = [(f"c-{n}", f"a-{n}", newsroom.rewritten(articles[n % 3], share=0.2).text) for n in range(12)]
    directory = lake(tmp_path, rows)

    assert findings(directory) == findings(directory, "spark")


def test_a_short_reprint_is_found_and_announcements_and_forms_are_not(tmp_path: Path) -> None:
    kinds = ("one or two sentences, reprinted", "two accounts pass an announcement on", "two of one form: lottery")
    pairs = {pair.kind: pair for pair in reprint_pairs(1, seed=11)}
    rows = [
        row
        for kind in kinds
        for row in ((f"first: {kind}", "a-1", pairs[kind].earlier), (f"then: {kind}", "a-2", pairs[kind].examined))
    ]

    found = [finding["contents"] for finding in findings(lake(tmp_path, rows))]

    assert [[f"first: {kinds[0]}", f"then: {kinds[0]}"]] == found
