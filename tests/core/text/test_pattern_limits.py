"""Expressions that explode are refused, time grows with the text alone, and a kept database answers as a fresh one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.core.signals.contacts import FINDER as CONTACTS
from goodstanding.core.signals.link_finder import FINDER as LINKS
from goodstanding.core.text.compiled_store import chosen_store, use_store
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.patterns import PatternSet, encoded, refusal_of
from goodstanding.core.text.re2_superset import TRANSLATION, superset_of

SIX = (r"收购.{0,8}号", r"\d{2,5}元", r"\bx", "(?i)k", "a*b", "[一-鿿]{3}")
PIECES = ("加v信:demo_88888", "demo86。t0p", "收购了公众号", "99元", "\ud800", "\x00", "\U0001f6f0", "e\u0301", "①③", " ", "x")
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(codec=None), max_size=5)), max_size=8).map("".join)


@pytest.mark.parametrize(
    "bomb",
    [
        "(?:.{0,25}收){0,40}购",
        "(?:(?:[一-龥]{1,20}号){1,20}[0-9]{1,20}){1,9}",
        "((a{1,10}){1,10}){1,10}b{1,900}c{1,900}d{1,900}",
        "(?:收|购){1000}(?:收|购){1000}",
    ],
)
def test_a_bomb_is_refused_with_its_reason(bomb: str) -> None:
    refused = refusal_of(bomb)

    assert refused is not None
    assert bomb in refused.message
    assert "smaller numbers" in refused.hint


@pytest.mark.parametrize("harmless", ["(a+)+$", "(x+x+)+y", r"微.{0,200}信", "(?:收购|出售|转让).{0,30}(?:公众号|账号)"])
def test_what_other_engines_choke_on_is_harmless_here(harmless: str) -> None:
    assert refusal_of(harmless) is None


@pytest.mark.parametrize("pattern", ["a*", "(?:收购)?", "", "x|"])
def test_an_expression_every_text_matches_is_refused(pattern: str) -> None:
    refused = refusal_of(pattern)

    assert refused is not None
    assert "every text" in refused.message


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_the_first_match_told_is_the_first_found(text: str) -> None:
    together = PatternSet(SIX)
    data = encoded(text)

    for index, first in together.first_matches(data).items():
        assert together.spans(text, index) == together.spans(text, index, data=data, first=first)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_entities_lie_where_they_are_said_to(text: str) -> None:
    normal = normalise(text)

    for contact in CONTACTS.find(normal.text):
        start, end = normal.original_span(contact.start, contact.end)
        assert 0 <= start < end <= len(text)
    ends = [0]
    for link in LINKS.find(normal):
        assert ends[-1] <= link.start < link.end <= len(text)
        ends.append(link.end)


def _seconds(step: Callable[[], object]) -> float:
    fastest = float("inf")
    for _ in range(3):
        began = time.process_time()
        step()
        fastest = min(fastest, time.process_time() - began)
    return fastest


@pytest.mark.parametrize(
    "piece", ["春天来了,花开了。", "加v信:demo_88888 ", "demo86。t0p ", "1 3 8 0 0 ", "a.b.c.d-", "一二三四", "qqqq"]
)
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    small, large = piece * (30_000 // len(piece)), piece * (300_000 // len(piece))
    normal_small, normal_large = normalise(small), normalise(large)

    def read(normal: object) -> None:
        CONTACTS.find(normal.text)  # type: ignore[attr-defined]  # a normal form
        LINKS.find(normal)  # type: ignore[arg-type]

    assert _seconds(lambda: read(normal_large)) < 25 * _seconds(lambda: read(normal_small)) + 0.05


def test_a_body_of_ten_megabytes_is_read() -> None:
    normal = normalise("春天来了,花开了。" * 400_000 + "加v信:demo_88888 打开demo-shop88.top")

    assert ["wechat"] == [contact.channel for contact in CONTACTS.find(normal.text)]
    assert ["demo-shop88.top"] == [link.domain for link in LINKS.find(normal)]


class _Remembering:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def read(self, key: str, /) -> bytes | None:
        return self.kept.get(key)

    def keep(self, key: str, data: bytes, /) -> None:
        self.kept[key] = data


@pytest.fixture
def store() -> Iterator[_Remembering]:
    """Keep compiled databases in memory for one test."""
    before = chosen_store()
    remembering = _Remembering()
    use_store(remembering)
    yield remembering
    use_store(before)


@pytest.mark.parametrize("text", ["收购某个号 99元", " x K", "b", "", "中文字"])
def test_a_kept_database_answers_as_a_fresh_one(store: _Remembering, text: str) -> None:
    fresh = PatternSet((*SIX, r"a*"))
    again = PatternSet((*SIX, r"a*"))

    assert 1 == len(store.kept)
    assert fresh.which(text) == again.which(text)


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"[[0], []]\nno database", b"\xff\xfe", b"[[0], []"])
def test_a_spoilt_database_is_compiled_anew(store: _Remembering, spoilt: bytes) -> None:
    PatternSet(SIX)
    store.kept = dict.fromkeys(store.kept, spoilt)

    assert {1} == PatternSet(SIX).which("12元")


def test_another_translation_has_another_number(golden: Callable[[str, str], None]) -> None:
    patterns = (*SIX, r"(?i)[a-z]{2,70}\.com$", r"^\s*\pL+\d", r"(?s).{0,200}x", r"[[:alpha:]][^\S]", r"\Qa.b\E|c{3,}")
    written = "\n".join(f"{pattern}\t{superset_of(pattern)}" for pattern in patterns)

    golden("text/re2_superset.txt", f"translation {TRANSLATION}\n{written}\n")
