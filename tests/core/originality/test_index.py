"""Originals are found again: copied, edited, rewritten, borrowed from; strangers are not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodstanding.core.originality import segment, writing
from goodstanding.core.originality.errors import EntryRefused
from goodstanding.core.originality.index import Match, Original, OriginalityIndex
from tests.factories.articles import Newsroom

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def refs(matches: list[Match]) -> list[str]:
    return [match.entry.ref for match in matches]


def test_a_copy_is_found_first_and_called_exact(filled: OriginalityIndex, texts: list[str]) -> None:
    match = filled.query(texts[7])[0]

    assert ("c-7", True, 1) == (match.entry.ref, match.exact, match.copies)
    assert match.alignment is not None
    assert 1.0 == match.alignment.a_covered


def test_a_rewritten_article_is_found(index: OriginalityIndex, newsroom: Newsroom) -> None:
    article = newsroom.article(letters=900)
    index.add([Original("o", article.text)])

    matches = index.query(newsroom.rewritten(article, share=0.3).text)

    assert ["o"] == refs(matches)


def test_a_stolen_paragraph_is_found_in_a_long_article(filled: OriginalityIndex, newsroom: Newsroom, texts: list[str]) -> None:
    stolen = texts[11][100:275]
    around = newsroom.article(letters=4000).text

    matches = filled.query(around[:2000] + stolen + around[2000:])

    assert "c-11" in refs(matches)


def test_a_long_article_holding_an_indexed_paragraph_is_found(index: OriginalityIndex, newsroom: Newsroom) -> None:
    article = newsroom.article(letters=5000).text
    index.add([Original("long", article)])

    assert ["long"] == refs(index.query(article[2000:2175]))


def test_disguise_and_traditional_script_hide_nothing(filled: OriginalityIndex, texts: list[str]) -> None:
    disguised = texts[3].replace("，", " ☆ ").replace("。", "!!")

    assert "c-3" == refs(filled.query(disguised))[0]


def test_strangers_are_not_matched(filled: OriginalityIndex, newsroom: Newsroom) -> None:
    matched = [refs(filled.query(newsroom.article(letters=800).text)) for _ in range(20)]

    assert [[]] * 20 == matched


def test_boilerplate_is_learnt_and_matches_nobody(index: OriginalityIndex, newsroom: Newsroom) -> None:
    tail = newsroom.article(letters=70).text
    index.add([Original(f"c-{n}", newsroom.article(letters=700).text + "\n" + tail) for n in range(20)])

    matches = index.query(newsroom.article(letters=700).text + "\n" + tail)

    assert [] == matches


def test_a_copied_boilerplate_is_marked_as_common(index: OriginalityIndex, newsroom: Newsroom) -> None:
    tail = newsroom.article(letters=70).text
    article = newsroom.article(letters=700).text
    index.add([Original(f"c-{n}", newsroom.article(letters=700).text + "\n" + tail) for n in range(20)])
    index.add([Original("o", article)])

    (match,) = index.query(article + "\n" + tail)

    assert all(start >= len(article) - 5 for start, _ in match.common)
    assert match.common


def test_of_many_copies_the_earliest_come_back(index: OriginalityIndex, texts: list[str]) -> None:
    index.add([Original(f"c-{number:04d}", texts[0]) for number in range(3000)])

    matches = index.query(texts[0], limit=3)

    assert ["c-0000", "c-0001", "c-0002"] == refs(matches)
    assert 3000 == matches[0].copies


def test_the_same_text_under_the_same_name_changes_nothing(filled: OriginalityIndex, texts: list[str]) -> None:
    added = filled.add([Original("c-5", texts[5], account="a-5")])

    assert (0, 0, 1) == (added.added, added.replaced, added.unchanged)
    assert 60 == len(filled)


def test_another_text_under_the_same_name_replaces_it(filled: OriginalityIndex, texts: list[str], newsroom: Newsroom) -> None:
    fresh = newsroom.article(letters=500).text

    added = filled.add([Original("c-5", fresh)])

    assert (0, 1, 60) == (added.added, added.replaced, len(filled))
    assert (fresh, []) == (filled.text("c-5"), refs(filled.query(texts[5])))


def test_a_deleted_text_is_never_returned(filled: OriginalityIndex, texts: list[str]) -> None:
    assert 1 == filled.delete(["c-9", "c-none"])

    assert ([], None, 59) == (refs(filled.query(texts[9])), filled.entry("c-9"), len(filled))


def test_the_wording_of_a_deleted_text_leaves_the_disk(filled: OriginalityIndex, texts: list[str]) -> None:
    filled.delete([f"c-{number}" for number in range(30)])

    filled.compact()

    journals = sum(path.stat().st_size for path in filled.directory.glob("*.gsj"))
    kept = OriginalityIndex.create(filled.directory.parent / "other")
    kept.add([Original(f"c-{number}", texts[number], account=f"a-{number % 7}") for number in range(30, 60)])
    assert abs(journals - sum(path.stat().st_size for path in kept.directory.glob("*.gsj"))) < 2000


def test_compaction_changes_no_answer(filled: OriginalityIndex, texts: list[str]) -> None:
    filled.delete(["c-20"])
    before = [refs(filled.query(text)) for text in texts]

    filled.compact()

    assert before == [refs(filled.query(text)) for text in texts]
    assert before == [refs(OriginalityIndex.open(filled.directory).query(text)) for text in texts]
    assert texts[33] == filled.text("c-33")


def test_a_copy_is_found_however_many_copies_were_taken_out_before(index: OriginalityIndex, texts: list[str]) -> None:
    """A text published, withdrawn and published again, time after time."""
    for number in range(25):
        index.add([Original("c", texts[number % 2])])

    (match,) = index.query(texts[0])

    assert ("c", True, 1) == (match.entry.ref, match.exact, match.copies)


def test_an_edited_text_is_found_after_many_edits(index: OriginalityIndex, texts: list[str]) -> None:
    for number in range(14):
        index.add([Original("c", f"{texts[0]}第{number}版")])

    assert ["c"] == refs(index.query(texts[0][:300]))


@pytest.mark.parametrize("mapped", [0, segment.MAPPED])
def test_many_small_segments_answer_like_one(
    tmp_path: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch, mapped: int
) -> None:
    monkeypatch.setattr(writing, "FLUSH", 200)
    monkeypatch.setattr(segment, "MAPPED", mapped)
    index = OriginalityIndex.create(tmp_path / "small")
    for number, text in enumerate(texts):
        index.add([Original(f"c-{number}", text)])
        if number % 10 == 9:
            index.delete([f"c-{number - 4}"])

    found = [refs(index.query(text))[:1] for text in texts]

    assert [[] if number % 10 == 5 else [f"c-{number}"] for number in range(60)] == found
    assert len(list(index.directory.glob("*.gss"))) < 12


def test_readers_see_what_a_writer_acknowledged(filled: OriginalityIndex, newsroom: Newsroom) -> None:
    reader = OriginalityIndex.open(filled.directory)
    text = newsroom.article(letters=400).text

    filled.add([Original("new", text)])
    filled.compact()
    filled.add([Original("newer", text)])

    assert ["new", "newer"] == refs(reader.query(text))


def test_two_declarations_of_one_instant_are_ordered_by_arrival(index: OriginalityIndex, texts: list[str]) -> None:
    later = NOON + timedelta(microseconds=1)
    index.add([Original("second", texts[0], published_at=later)])
    index.add([Original("third", texts[1], published_at=later), Original("first", texts[2], published_at=NOON)])

    first, second, third = (index.entry(ref) for ref in ("first", "second", "third"))

    assert first is not None
    assert second is not None
    assert third is not None
    assert first.precedes(second)
    assert second.precedes(third)
    assert not third.precedes(second)


def test_texts_kept_elsewhere_are_aligned_through_the_caller(tmp_path: Path, texts: list[str]) -> None:
    index = OriginalityIndex.create(tmp_path / "bare", texts="elsewhere")
    index.add([Original("o", texts[0])])

    without, with_texts = index.query(texts[0][:400]), index.query(texts[0][:400], texts={"o": texts[0]}.get)

    assert (None, None) == (without[0].alignment, index.text("o"))
    assert with_texts[0].alignment is not None
    assert with_texts[0].alignment.a_covered > 0.95


@pytest.mark.parametrize("text", ["", "字", "。", "哈" * 100_000, "\ud800甲乙丙丁", "\x00"])
def test_texts_of_hardly_any_wording_are_taken_in_and_given_back(filled: OriginalityIndex, text: str) -> None:
    filled.add([Original("odd", text)])

    assert text == filled.text("odd")
    assert all(match.entry.ref == "odd" for match in filled.query(text))


def test_nothing_of_a_refused_batch_is_taken_in(filled: OriginalityIndex, texts: list[str]) -> None:
    with pytest.raises(EntryRefused):
        filled.add([Original("good", texts[0]), Original("", texts[1])])

    assert "good" not in filled


def test_a_time_without_a_zone_is_refused(index: OriginalityIndex) -> None:
    with pytest.raises(EntryRefused, match="no time zone"):
        index.add([Original("o", "甲", published_at=datetime(2026, 1, 1))])  # noqa: DTZ001
