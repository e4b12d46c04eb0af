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
