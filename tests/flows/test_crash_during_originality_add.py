"""kill -9 while originals are added, deleted and compacted: the index opens, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodstanding.core.originality.index import Original, OriginalityIndex
from tests.flows.originality_crash_harness import SIZE, text_of

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("GOODSTANDING_TEST_INDEX_CRASHES", "20"))
"""100 for the full count: GOODSTANDING_TEST_INDEX_CRASHES=100."""
SEED = "20261123"


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with an index whose writers were killed many times, and what they acknowledged."""
    directory = tmp_path_factory.mktemp("crashed")
    command = [sys.executable, "-m", "tests.flows.originality_crash_harness", str(directory), str(ROUNDS), SEED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1800)
    assert 0 == done.returncode, done.stderr[-2000:]
    assert ROUNDS == int(done.stdout)
    return directory


def acknowledged(directory: Path) -> tuple[set[int], set[int], set[int]]:
    """Return the numbers acknowledged as added, those as deleted, and those whose deletion had begun."""
    added: set[int] = set()
    deleted: set[int] = set()
    begun: set[int] = set()
    for line in (directory / "acknowledged").read_text().splitlines():
        what, _, number = line.partition(" ")
        if what == "added":
            added |= set(range(int(number), int(number) + SIZE))
        elif what == "deleted":
            deleted.add(int(number))
        elif what == "deleting":
            begun.add(int(number))
    return added, deleted, begun


def test_everything_acknowledged_is_there_and_nothing_deleted(crashed: Path) -> None:
    added, deleted, begun = acknowledged(crashed)

    present = {int(entry.ref) for entry in OriginalityIndex.open(crashed / "index").entries()}

    assert set() == added - begun - present
    assert set() == deleted & present
    assert len(added) > ROUNDS * SIZE


def test_every_file_is_whole(crashed: Path) -> None:
    assert [] == OriginalityIndex.open(crashed / "index").verify()


def test_texts_are_found_and_given_back_as_they_were(crashed: Path) -> None:
    index = OriginalityIndex.open(crashed / "index")
    numbers = [int(entry.ref) for entry in index.entries()]

    for number in numbers[:: max(len(numbers) // 200, 1)]:
        assert text_of(number) == index.text(str(number))
        assert str(number) == index.query(text_of(number))[0].entry.ref


def test_the_next_writer_goes_on_and_leaves_nothing_behind(crashed: Path) -> None:
    index = OriginalityIndex.open(crashed / "index")
    before = len(index)

    index.add([Original("after", text_of(-1))])
    index.compact()

    assert before + 1 == len(OriginalityIndex.open(crashed / "index"))
    assert not list((crashed / "index").glob("*.tmp"))
    assert 1 == len(list((crashed / "index").glob("*.gss")))
