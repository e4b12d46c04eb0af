"""An index answers alike however its texts are spread over segments and memory, and a copy of what was added is always found."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.core.originality import writing
from goodstanding.core.originality.index import Match, Original, OriginalityIndex
from tests.factories.articles import Newsroom

NEWSROOM = Newsroom(5)
ARTICLES = [NEWSROOM.article(letters=letters) for letters in range(90, 620, 75)]
POOL = [article.text for article in ARTICLES]
ASKED = [
    *POOL,
    *(NEWSROOM.rewritten(article, share=share).text for article in ARTICLES[4:] for share in (0.3, 0.5)),
    *(NEWSROOM.mixed(NEWSROOM.rewritten(article, share=0.0), letters=300).text for article in ARTICLES[4:6]),
    POOL[3][:40] + POOL[6][100:280] + POOL[5][-60:],
    "好",
]
ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"), st.lists(st.tuples(st.integers(0, 30), st.integers(0, len(POOL) - 1)), min_size=1, max_size=12)
        ),
        st.tuples(st.just("delete"), st.lists(st.tuples(st.integers(0, 30), st.just(0)), min_size=1, max_size=3)),
        st.tuples(st.just("compact"), st.just([])),
    ),
    min_size=1,
    max_size=12,
)
Act = tuple[str, list[tuple[int, int]]]


def carried_out(path: Path, acts: list[Act], *, flush: int) -> tuple[OriginalityIndex, dict[str, str]]:
    """Return an index after some acts, and what is in it."""
    index, held = OriginalityIndex.create(path), {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writing, "FLUSH", flush)
        for act, items in acts:
            if act == "add":
                fresh = {f"r-{ref}": POOL[text] for ref, text in items}
                index.add([Original(ref, text) for ref, text in fresh.items()])
                held |= fresh
            elif act == "delete":
                index.delete([f"r-{ref}" for ref, _ in items])
                held = {ref: text for ref, text in held.items() if ref not in {f"r-{gone}" for gone, _ in items}}
            else:
                index.compact()
    return index, held


def told(matches: list[Match]) -> list[tuple[str, bool, int, int]]:
    return [(m.entry.ref, m.exact, m.copies, m.alignment.matched if m.alignment else 0) for m in matches]


@settings(deadline=None, max_examples=10)
@given(ACTS)
def test_a_compacted_index_answers_as_it_did_before(acts: list[Act]) -> None:
    with TemporaryDirectory() as directory:
        index, _ = carried_out(Path(directory), acts, flush=150)
        before = [told(index.query(text)) for text in ASKED]

        index.compact()

        assert before == [told(index.query(text)) for text in ASKED]


@settings(deadline=None, max_examples=10)
@given(ACTS)
def test_texts_in_many_segments_are_found_as_those_in_memory_are(acts: list[Act]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        spread, _ = carried_out(Path(one), acts, flush=60)
        whole, _ = carried_out(Path(other), [act for act in acts if act[0] != "compact"], flush=10**9)

        assert [told(whole.query(text)) for text in ASKED] == [told(spread.query(text)) for text in ASKED]


@settings(deadline=None, max_examples=15)
@given(ACTS)
def test_a_copy_of_any_text_that_is_there_is_found_and_counted(acts: list[Act]) -> None:
    with TemporaryDirectory() as directory:
        index, held = carried_out(Path(directory), acts, flush=150)

        for text in set(held.values()):
            copies = sorted(ref for ref, other in held.items() if other == text)
            found = [match for match in index.query(text, limit=40) if match.exact]

            assert copies == sorted(match.entry.ref for match in found)
            assert {len(copies)} == {match.copies for match in found}
