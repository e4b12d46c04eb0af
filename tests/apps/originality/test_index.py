"""The index of texts: up to date, made again when a file is bad, never older or younger than the contents it reads."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.apps.audit.selectors import latest_entries
from goodstanding.apps.ingest.models import ContentVersion
from goodstanding.apps.originality.errors import IndexBehind
from goodstanding.apps.originality.services import indexing
from goodstanding.apps.originality.services.indexing import bring_up_to_date, rebuild_index, require_current
from goodstanding.apps.originality.text_index import content_of, text_indexes
from tests.factories.originals import article, edited, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("matters")]

MINUTE = timedelta(minutes=1)


@pytest.fixture
def filled(at: datetime) -> Path:
    """Five posts, read; return where the index is."""
    for number in range(5):
        published(f"c-{number}", article(number, letters=200), at=at + number * MINUTE)
    bring_up_to_date(at=at)
    return text_indexes().path(text_indexes().current_number())


def contents() -> list[str]:
    return sorted(content_of(entry.ref) for entry in text_indexes().current().entries())


def forgotten() -> None:
    """Be another process."""
    indexing._VERIFIED.clear()
    text_indexes()._opened.clear()


def rebuilt() -> str:
    """Return why the index was made again last, as the log has it."""
    return next(one.details()["why"] for one in latest_entries() if one.action == "originality_index:rebuilt")


def test_every_post_is_read_once(filled: Path, at: datetime) -> None:
    again = bring_up_to_date(at=at + MINUTE)

    assert [f"c-{number}" for number in range(5)] == contents()
    assert (5, 0) == (again.texts, again.behind)


def test_every_wording_of_an_edited_post_is_found(filled: Path, at: datetime) -> None:
    edited("c-1", article(9, letters=200), at=at + 10 * MINUTE)
    bring_up_to_date(at=at + 10 * MINUTE)

    assert 2 == contents().count("c-1")


def test_comments_and_greetings_are_not_in_it(filled: Path, at: datetime) -> None:
    published("c-short", "大家早上好。", at=at)
    bring_up_to_date(at=at)

    assert "c-short" not in contents()


@pytest.mark.parametrize("harm", ["truncated", "altered", "version", "manifest_gone", "directory_gone"])
def test_bad_file_is_named_and_the_index_made_again(harm: str, filled: Path, at: datetime) -> None:
    rebuild_index(at=at)
    path = text_indexes().path(text_indexes().current_number())
    segment = next(path.glob("*.gss"), path / "manifest.json")
    manifest = path / "manifest.json"
    if harm == "truncated":
        segment.write_bytes(segment.read_bytes()[:-50])
    elif harm == "altered":
        data = bytearray(segment.read_bytes())
        data[4096] ^= 0xFF  # the first byte after the header's page
        segment.write_bytes(data)
    elif harm == "version":
        manifest.write_text(manifest.read_text().replace('"version": 1', '"version": 99'))
    elif harm == "manifest_gone":
        manifest.unlink()
    else:
        import shutil

        shutil.rmtree(path)
    forgotten()

    fresh = bring_up_to_date(at=at)

    assert ([f"c-{number}" for number in range(5)], 0) == (contents(), fresh.behind)
    said = {"version": "format version 99", "manifest_gone": "manifest.json", "directory_gone": "There is no"}
    assert said.get(harm, segment.name) in rebuilt()


def test_index_of_another_database_is_not_taken_for_ones_own(filled: Path, at: datetime) -> None:
    indexes = text_indexes()
    number = indexes.current_number()
    indexes.write_position(number, indexing.msgspec.structs.replace(indexes.position(number), last="0" * 32 + ":c-else"))
    forgotten()

    bring_up_to_date(at=at)

    assert "tells of texts this database does not have" in rebuilt()
    assert 5 == len(contents())


def test_index_older_than_the_contents_reads_what_it_lacks(filled: Path, at: datetime) -> None:
    indexes = text_indexes()
    published("c-5", article(5, letters=200), at=at)
    published("c-6", article(6, letters=200), at=at)

    assert 2 == indexes.freshness().behind
    assert 0 == bring_up_to_date(at=at).behind


def test_version_committed_late_with_a_smaller_number_is_still_read(filled: Path, at: datetime) -> None:
    published("c-after", article(8, letters=200), at=at)
    row = ContentVersion.objects.get(content_ref="c-after")
    late, row.pk = row.pk + 1, row.pk + 3
    row.save(force_insert=True)
    bring_up_to_date(at=at)
    row.pk, row.sha256, row.body = late, "f" * 64, article(7, letters=200)
    row.save(force_insert=True)

    bring_up_to_date(at=at + MINUTE)

    assert 2 == contents().count("c-after")


def test_declaration_waits_while_there_is_more_to_read_than_one_round_reads(
    filled: Path, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 1)
    monkeypatch.setattr(indexing.bring_up_to_date, "__kwdefaults__", {"batches": 1, "wait": 30.0})
    published("c-5", article(5, letters=200), at=at)
    published("c-6", article(6, letters=200), at=at)

    with pytest.raises(IndexBehind):
        require_current(at=at)


def test_rebuilding_leaves_one_index_that_holds_everything(filled: Path, at: datetime) -> None:
    seen: list[tuple[int, int]] = []

    fresh = rebuild_index(at=at, tell=lambda read, newest: seen.append((read, newest)))

    assert (5, 0) == (fresh.texts, fresh.behind)
    assert seen[-1][0] == seen[-1][1]
    assert [f"index-{text_indexes().current_number()}"] == [path.name for path in text_indexes().root.glob("index-*")]


def test_rebuilding_goes_on_where_it_was_killed(filled: Path, at: datetime) -> None:
    indexes = text_indexes()
    number = indexes.current_number() + 1
    indexes.begin(number, late_from=0)
    indexing._read(indexes, number, batches=1, at=at)

    assert 5 == rebuild_index(at=at).texts
    assert number == indexes.current_number()
