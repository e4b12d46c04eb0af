"""Many patterns at once say exactly what each pattern says alone."""

from __future__ import annotations

import threading

import pytest
import re2
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goodstanding.core.text.patterns import LiteralSet, PatternError, PatternSet, encoded, well_formed

LETTERS = "abkKsſS\u212aéÉßςΣσ0_ \t\n\r\v\x85微薇信x\u0130\U0001f600"
ODD = "ab中\ud800\ufffd"
LETTER_ATOMS = tuple(LETTERS.replace("\n", ""))
ESCAPES = (".", r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"\n", r"\x41", r"\x{5fae}", r"\101", r"\v", r"\.", r"\Qa.b\E")
PROPERTIES = (r"\p{Han}", r"\P{Han}", r"\pL", r"\p{Lu}", r"\p{Greek}", r"[^\pL]")
CLASSES = ("[abk]", "[^abk]", "[^é]", "[a-z]", r"[^\s]", r"[\S]", r"[^\D]", "[a-]", "[]a]", "[^]a]", "[K-ſ]")
POSIX_CLASSES = ("[[:space:]]", "[[:^alpha:]]")
ANCHORS = ("^", "$", r"\b", r"\B", r"\A", r"\z")
ATOMS = st.sampled_from((*LETTER_ATOMS, *ESCAPES, *PROPERTIES, *CLASSES, *POSIX_CLASSES, *ANCHORS))


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.sampled_from(["(", "(?:", "(?i:", "(?s:", "(?m:", "(?i-s:", "(?P<n>"])
    repeat = st.sampled_from(["*", "+", "?", "*?", "{2}", "{1,}", "{0,3}", "{70,80}"])
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join),
        st.tuples(group, inner).map(lambda pair: f"{pair[0]}{pair[1]})"),
        st.tuples(inner, repeat).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        inner.map(lambda body: f"(?i){body}"),
    )


EXPRESSIONS = st.recursive(ATOMS, _combined, max_leaves=6)
TEXTS = st.one_of(st.text(alphabet=LETTERS + "A.\u0131", max_size=12), st.text(max_size=8))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(patterns=st.lists(EXPRESSIONS, min_size=1, max_size=5), texts=st.lists(TEXTS, min_size=1, max_size=5))
@example(patterns=[r"^abc$"], texts=["abc\n", "\nabc"])
@example(patterns=[r"\S", r"[^\S]"], texts=["\v", "\x85", "\u3000"])
@example(patterns=["(?i)k", "(?i)[^k]", "(?i)ſ", "(?i)ς"], texts=["\u212a", "K", "s", "Σ"])
@example(patterns=["(?m)^$", "(?m)a$"], texts=["a\n", "\n", ""])
def test_which_agrees_with_re2_alone(patterns: list[str], texts: list[str]) -> None:
    try:
        together = PatternSet(patterns)
    except PatternError:
        return  # RE2 refuses the expression too: nothing to agree about

    for text in texts:
        alone = {index for index, pattern in enumerate(patterns) if re2.search(pattern, well_formed(text)) is not None}

        assert together.which(text) == alone


@settings(max_examples=200, deadline=None)
@given(pattern=EXPRESSIONS.filter(lambda pattern: r"\B" not in pattern), text=TEXTS)  # re2 miscounts \B inside a character
def test_spans_are_where_re2_finds_them(pattern: str, text: str) -> None:
    try:
        together = PatternSet([pattern])
    except PatternError:
        return

    expected = [match.span() for match in re2.finditer(pattern, well_formed(text)) if match.end() > match.start()]
    assert expected == together.spans(text, 0)


@given(literals=st.lists(st.text(alphabet=ODD, max_size=3), max_size=6), text=st.text(alphabet=ODD, max_size=10))
def test_literals_agree_with_plain_containment(literals: list[str], text: str) -> None:
    found = LiteralSet(literals)

    assert {index for index, literal in enumerate(literals) if literal in text} == found.which(text)
    for start, end, index in found.find(text):
        assert literals[index] == text[start:end]


@given(st.text(alphabet=st.characters(codec=None), max_size=20))
def test_encoding_is_total_and_keeps_length(text: str) -> None:
    assert len(text) == len(encoded(text).decode())


@pytest.mark.parametrize("pattern", ["(?=a)", r"(a)\1", "(", "a{1001}", "\ud800"])
def test_a_pattern_re2_refuses_is_named(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        PatternSet(["fine", pattern])

    assert refused.value.hint
    assert refused.value.message.endswith(".")


def test_a_pattern_hyperscan_cannot_hold_still_answers() -> None:
    found = PatternSet(["a*", "中文", r"\bx"]).which("有中文")

    assert {0, 1} == found


def test_no_patterns_find_nothing() -> None:
    assert set() == PatternSet([]).which("text")
    assert [] == LiteralSet([]).find("text")


def test_threads_share_one_set_safely() -> None:
    shared = PatternSet([r"a+b", "中文"])
    answers: list[set[int]] = []

    def scan() -> None:
        answers.extend(shared.which("xx aab 中文 " * 50) for _ in range(100))

    threads = [threading.Thread(target=scan) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [{0, 1}] * 400 == answers
