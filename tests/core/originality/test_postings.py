"""A segment answers as the texts in memory do that it was written from, also for hashes that fill many blocks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.originality import segment
from goodstanding.core.originality.postings import MemoryPart, Postings, memory_part
from goodstanding.core.originality.segment import Segment
from goodstanding.core.originality.segment_writing import merge_segments, write_segment
from goodstanding.core.originality.taking_in import Original, intake_of
from goodstanding.core.originality.view import names_of

TEXTS = st.lists(st.text(st.sampled_from("甲乙丙丁戊己庚辛"), max_size=300), min_size=1, max_size=8)
NONE_REMOVED = np.zeros(0, dtype=np.uint64)


def part_of(texts: list[str], *, first: int = 1) -> MemoryPart:
    intake = intake_of([Original(f"r-{first + n}", text) for n, text in enumerate(texts)], sequence=first, keeps_texts=False)
    return memory_part(intake.documents, intake.hashes, intake.places, names_of(intake.documents))


def asked(part: MemoryPart) -> np.ndarray:
    held = np.unique((part.keys >> np.uint64(32)).astype(np.uint32))
    return np.unique(np.concatenate((held, held + np.uint32(1), np.array([0, 2**32 - 1], dtype=np.uint32))))


def told(postings: Postings) -> list[tuple[int, int]]:
    return list(zip(postings.hashes.tolist(), postings.places.tolist(), strict=True))


@pytest.mark.parametrize("mapped", [0, segment.MAPPED])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(TEXTS)
def test_a_segment_answers_like_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped: int, texts: list[str]) -> None:
    monkeypatch.setattr(segment, "MAPPED", mapped)
    part = part_of(texts)
    write_segment(tmp_path / "s.gss", part)

    answer, expected = Segment.open(tmp_path / "s.gss").find(asked(part), most=16), part.find(asked(part), most=16)

    assert told(expected) == told(answer)
    few = expected.counts < segment.BLOCK
    assert expected.counts[few].tolist() == answer.counts[few].tolist()


@pytest.mark.parametrize("removed", [[], [2], [1, 2, 3, 4, 5, 6]])
def test_merged_segments_answer_like_one(tmp_path: Path, removed: list[int]) -> None:
    texts = ["甲乙丙丁戊己庚辛" * 40, "乙丙丁戊己庚辛甲丁" * 30, "丙丁甲乙" * 9, "", "戊己庚辛丁" * 60, "甲乙丙丁戊己庚辛" * 7]
    for number, (low, high) in enumerate([(0, 2), (2, 5), (5, 6)]):
        write_segment(tmp_path / f"{number}.gss", part_of(texts[low:high], first=low + 1))
    parts = [Segment.open(tmp_path / f"{number}.gss") for number in range(3)]

    merge_segments(tmp_path / "m.gss", parts, np.array(removed, dtype=np.uint64))

    kept = [(number + 1, text) for number, text in enumerate(texts) if number + 1 not in removed]
    merged = Segment.open(tmp_path / "m.gss")
    assert [number for number, _ in kept] == merged.documents.columns["sequence"].tolist()
    whole = part_of([text for _, text in kept]) if kept else part_of([""])
    assert told(whole.find(asked(whole), most=16)) == told(merged.find(asked(whole), most=16))
    assert [] == list(merged.faults())
