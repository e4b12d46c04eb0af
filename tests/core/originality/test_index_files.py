"""Files cut short, altered or of another version are named, and made again from the journals."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.core.originality.errors import IndexAbsent, IndexBusy, IndexDamaged, IndexVersion
from goodstanding.core.originality.index import Original, OriginalityIndex
from goodstanding.core.originality.manifest import writing_lock


@pytest.fixture
def directory(filled: OriginalityIndex) -> Path:
    filled.compact()
    return filled.directory


def only(directory: Path, pattern: str) -> Path:
    (path,) = directory.glob(pattern)
    return path


def altered(path: Path, at: int, value: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[at : at + len(value)] = value
    path.write_bytes(data)


def test_an_absent_index_is_said_to_be_absent(tmp_path: Path) -> None:
    with pytest.raises(IndexAbsent):
        OriginalityIndex.open(tmp_path)


def test_a_truncated_segment_is_named(directory: Path) -> None:
    path = only(directory, "*.gss")
    path.write_bytes(path.read_bytes()[:-1000])

    with pytest.raises(IndexDamaged, match=path.name):
        OriginalityIndex.open(directory)


def test_a_missing_segment_is_named(directory: Path) -> None:
    path = only(directory, "*.gss")
    path.unlink()

    with pytest.raises(IndexDamaged, match="is missing"):
        OriginalityIndex.open(directory)


@pytest.mark.parametrize("pattern", ["*.gss", "*.gsj"])
def test_a_file_of_another_version_is_named(directory: Path, pattern: str) -> None:
    path = only(directory, pattern)
    altered(path, 8, (9).to_bytes(4, "little"))

    with pytest.raises(IndexVersion, match="format version 9"):
        OriginalityIndex.open(directory).verify()


def test_an_altered_section_is_found_by_verify(directory: Path) -> None:
    altered(only(directory, "*.gss"), 5000, b"\xff\xff\xff")

    faults = OriginalityIndex.open(directory).verify()

    assert 1 == len(faults)
    assert "checksum" in faults[0]


def test_a_sound_index_has_no_faults(directory: Path) -> None:
    assert [] == OriginalityIndex.open(directory).verify()


def test_an_altered_manifest_is_refused(directory: Path) -> None:
    path = directory / "manifest.json"
    path.write_text(path.read_text().replace('"covered": ', '"covered": 1'))

    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        OriginalityIndex.open(directory)


@pytest.mark.parametrize("harm", ["segment", "manifest", "both"])
def test_an_index_is_rebuilt_from_its_journals(directory: Path, texts: list[str], harm: str) -> None:
    index = OriginalityIndex.open(directory)
    index.add([Original("late", texts[1][:500] + "补")])
    index.delete(["c-4"])
    if harm != "manifest":
        only(directory, "*.gss").write_bytes(b"rubbish")
    if harm != "segment":
        (directory / "manifest.json").write_text("{")

    rebuilt = OriginalityIndex.rebuild(directory)

    assert 60 == len(rebuilt)
    assert ("c-8", None) == (rebuilt.query(texts[8])[0].entry.ref, rebuilt.entry("c-4"))
    assert texts[1][:500] + "补" == rebuilt.text("late")
    assert [] == rebuilt.verify()


def rebuilt_with_loss(directory: Path) -> tuple[OriginalityIndex, list[str]]:
    told: list[str] = []
    return OriginalityIndex.rebuild(directory, tell=told.append), told


@pytest.fixture
def two_batches(directory: Path, texts: list[str]) -> Path:
    """An index of two batches in one journal, both in segments."""
    index = OriginalityIndex.open(directory)
    index.add([Original("second", texts[3] + "乙")])
    index.compact()
    return directory


@pytest.mark.parametrize("harm", ["truncated", "emptied", "missing", "rubbish"])
def test_a_harmed_journal_is_named_before_anything_is_written_or_answered(two_batches: Path, texts: list[str], harm: str) -> None:
    journal = only(two_batches, "*.gsj")
    data = {"truncated": journal.read_bytes()[:-100], "emptied": b"", "rubbish": b"x" * 9000, "missing": b""}[harm]
    journal.write_bytes(data)
    if harm == "missing":
        journal.unlink()

    with pytest.raises(IndexDamaged, match=journal.name):
        OriginalityIndex.open(two_batches)
    with pytest.raises(IndexDamaged, match=journal.name):
        OriginalityIndex.create(two_batches)


def test_a_journal_harmed_while_the_index_is_open_is_named_too(two_batches: Path, texts: list[str]) -> None:
    index = OriginalityIndex.open(two_batches)
    journal = only(two_batches, "*.gsj")
    journal.write_bytes(journal.read_bytes()[:40])

    with pytest.raises(IndexDamaged, match="truncated"):
        index.query(texts[4])
    with pytest.raises(IndexDamaged, match="truncated"):
        index.add([Original("third", texts[4] + "丙")])


def test_a_text_that_is_not_what_was_written_is_named(two_batches: Path) -> None:
    index = OriginalityIndex.open(two_batches)
    journal = only(two_batches, "*.gsj")
    journal.write_bytes(journal.read_bytes()[:16] + b"\xff" * (journal.stat().st_size - 16))

    with pytest.raises(IndexDamaged, match="“second”"):
        index.text("second")


def test_what_a_damaged_journal_still_holds_is_saved_and_the_rest_told(two_batches: Path, texts: list[str]) -> None:
    journal = only(two_batches, "*.gsj")
    before = journal.read_bytes()
    altered(journal, 3000, b"\x00\x01\x02\x03\x04\x05\x06\x07")

    rebuilt, told = rebuilt_with_loss(two_batches)

    assert (1, ["second"]) == (len(told), [entry.ref for entry in rebuilt.entries()])
    assert texts[3] + "乙" == rebuilt.text("second")
    assert journal.name in told[0]
    assert len(before) == journal.with_suffix(".damaged").stat().st_size
    assert [] == rebuilt.verify()


def test_a_rebuilt_index_can_be_written_and_compacted(two_batches: Path, texts: list[str]) -> None:
    only(two_batches, "*.gsj").write_bytes(b"")
    rebuilt, _ = rebuilt_with_loss(two_batches)

    rebuilt.add([Original("c-1", texts[1]), Original("c-2", texts[2])])
    rebuilt.delete(["c-1"])
    rebuilt.compact()

    assert ["c-2"] == [entry.ref for entry in OriginalityIndex.open(two_batches).entries()]


def test_journals_of_another_version_are_refused_and_left_as_they_are(two_batches: Path) -> None:
    journal = only(two_batches, "*.gsj")
    altered(journal, 8, (9).to_bytes(4, "little"))
    before = journal.read_bytes()

    with pytest.raises(IndexVersion, match="format version 9"):
        OriginalityIndex.rebuild(two_batches)
    assert before == journal.read_bytes()


def test_a_rebuild_passes_over_journals_that_a_crash_left_behind(two_batches: Path) -> None:
    (two_batches / "journal-00000077.gsj").write_bytes(only(two_batches, "*.gsj").read_bytes())

    rebuilt, told = rebuilt_with_loss(two_batches)

    assert (61, []) == (len(rebuilt), told)


def test_journals_without_a_manifest_are_not_taken_for_an_empty_index(two_batches: Path) -> None:
    (two_batches / "manifest.json").unlink()

    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        OriginalityIndex.create(two_batches)
    assert 61 == len(OriginalityIndex.rebuild(two_batches))


def test_an_index_whose_making_was_cut_short_is_made_again(tmp_path: Path) -> None:
    OriginalityIndex.create(tmp_path)
    (tmp_path / "manifest.json").unlink()

    assert 0 == len(OriginalityIndex.create(tmp_path))


def test_an_empty_index_answers_with_nothing(index: OriginalityIndex, texts: list[str]) -> None:
    assert [] == index.query(texts[0])


def test_a_batch_cut_short_is_cut_off_and_the_rest_kept(directory: Path, texts: list[str]) -> None:
    index = OriginalityIndex.open(directory)
    index.add([Original("whole", texts[0] + "甲")])
    journal = only(directory, "*.gsj")
    size = journal.stat().st_size
    index.add([Original("torn", texts[0] + "乙")])
    with journal.open("r+b") as file:
        file.truncate(size + (journal.stat().st_size - size) // 2)

    again = OriginalityIndex.open(directory)
    again.add([Original("after", texts[0] + "丙")])

    assert ("whole" in again, "torn" in again, "after" in OriginalityIndex.open(directory)) == (True, False, True)


def test_an_acknowledged_batch_that_was_altered_is_named_and_not_cut_off(directory: Path, texts: list[str]) -> None:
    index = OriginalityIndex.open(directory)
    journal = only(directory, "*.gsj")
    size = journal.stat().st_size
    index.add([Original("one", texts[0] + "甲")])
    index.add([Original("two", texts[0] + "乙")])
    altered(journal, size + 200, b"\x00\x01\x02\x03")

    with pytest.raises(IndexDamaged, match=journal.name):
        OriginalityIndex.open(directory)


def test_a_second_writer_waits_and_is_told(directory: Path) -> None:
    with writing_lock(directory, wait=0.0), pytest.raises(IndexBusy), writing_lock(directory, wait=0.05):
        pass


def test_what_a_crash_left_behind_is_removed_by_the_next_writer(directory: Path, texts: list[str]) -> None:
    for name in ("segment-00009999.gss", "segment-00009998.tmp", "journal-00009999.gsj"):
        (directory / name).write_bytes(b"half")

    OriginalityIndex.open(directory).add([Original("next", texts[2] + "甲")])

    assert not list(directory.glob("*999*"))
