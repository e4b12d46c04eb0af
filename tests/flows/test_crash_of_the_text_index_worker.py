"""kill -9 of the worker that reads contents into the index: it opens, and nothing that was published is missing from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.flows.test_crash_during_ingest import Installation, installation  # noqa: F401
from tests.flows.text_index_crash_harness import CONTENTS, SEED_OF_TESTS

ROUNDS = int(os.environ.get("GOODSTANDING_TEST_INDEX_CRASHES", "12"))
"""100 for the full count: GOODSTANDING_TEST_INDEX_CRASHES=100."""
FOUND = """
from goodstanding.apps.originality.services.indexing import bring_up_to_date
from goodstanding.apps.originality.text_index import content_of, text_indexes
from tests.flows.text_index_crash_harness import AT, CONTENTS, text_of
fresh = bring_up_to_date(at=AT)
index = text_indexes().current()
wording = lambda name: text_of(int(content_of(name)[2:]))
asked = [index.query(text_of(number), limit=1, texts=wording) for number in range(0, CONTENTS, 40)]
print(json.dumps({
    "behind": fresh.behind,
    "contents": sorted({content_of(entry.ref) for entry in index.entries()}),
    "entries": len(list(index.entries())),
    "faults": index.verify(),
    "closest": [content_of(found[0].entry.ref) for found in asked],
    "leftovers": [path.name for path in text_indexes().root.glob("index-*")],
}))
"""


@pytest.fixture
def crashed(installation: Installation) -> Installation:  # noqa: F811
    """An installation whose worker was killed many times."""
    installation.goodstanding("migrate")
    arguments = ("-m", "tests.flows.text_index_crash_harness", str(installation.directory), str(ROUNDS), SEED_OF_TESTS)
    assert ROUNDS == int(installation.python(*arguments))
    return installation


def test_index_is_whole_and_holds_every_content_once(crashed: Installation) -> None:
    found = crashed.query(FOUND)

    assert isinstance(found, dict)
    assert (0, [], CONTENTS) == (found["behind"], found["faults"], found["entries"])
    assert sorted(f"c-{number}" for number in range(CONTENTS)) == found["contents"]
    assert [f"c-{number}" for number in range(0, CONTENTS, 40)] == found["closest"]
    assert len(found["leftovers"]) <= 2, "the current index, and at most one in the making"
    assert Path(crashed.directory, "read").read_bytes().count(b"\n") > ROUNDS
