"""What must hold of the normal form of any text whatever."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.normalised import Normalised

INTERESTING = (
    "微信加号赌博一乾坤著於鍾繇沈覆台臺灣網錛銆鈥鐨嬨€傚涓犲的中〇々"
    "abcxyzWEIXIN019ＡＢｚ１９：／．，"
    " \t\n\r\u3000\u00a0\u2800-_*~.^+/|·•・@#$%&=★●😂❤，。！？；：、…—,!?;:'\"“”‘’"
    "()（）[]【】《》<>"
    "аеорсухАВЕКМНОРСТУХЗьвкиябЁёйαοΑΝνθπօսᎪᏴꓐꓮ"
    "\u0300\u0301\u0304\u030c\u0306\u0308\u0335\u20e3\u3099\u309a\u0e47\u0e31\u064e\u093c"
    "\u200b\u200c\u200d\u200e\u202e\u2066\ufe0f\ufeff\u00ad\x00\x0b\x1b\x85\u2028\u3164\U000e0041\U000e0100"
    "āáǎàéěèíǐìōǒùǖǘǚǜüßİıſﬁÅøđæŒ"
    "①⑩⑴⒈Ⓐⓩ㈠㈱㊙㋀½²℡™🄰🅐🅰🇻🇽🆎🆗🔟❶➉⓴ｶﾞがカ゛́한ㄱ\u1100\u1161丶ﷺ"
    "ãäåæçïèÂÃ\x80\x8b\x94\xa0\xa5\xbc\xbf‹Œ‚"
    "\ud800\udbff\udc00\udfff\ufffd\ue000\U0010ffff\U00020000"
)  # fmt: skip
PIECES = (
    *("(tái)", "（wang）", "(a)", "(è)", "(AI)", "(xian)", "http：//", "www。", "銆嬨€"),
    *("乾坤", "宮商角徵羽", "发票", "w e i x i n", " 。 ", "\r\n"),
)

anything = st.text(st.characters(exclude_categories=()), max_size=60)
disguised = st.lists(st.sampled_from([*INTERESTING, *PIECES]), max_size=40).map("".join)
misread = (
    st.text("》。，微信加我的一是不了“”：中", min_size=1, max_size=12)
    .map(lambda s: s.encode())
    .flatmap(lambda data: st.sampled_from(["gbk", "latin-1", "gb18030"]).map(lambda encoding: data.decode(encoding, "replace")))
)
mixtures = st.lists(st.one_of(anything, disguised, misread), max_size=4).map("".join)
texts = st.one_of(anything, disguised, mixtures)


def is_offset_true(n: Normalised, /) -> bool:
    """Tell whether the map keeps every promise of ``Normalised``."""
    sound = len(n.starts) == len(n.ends) == len(n.text)
    ordered = bool((np.diff(n.starts) >= 0).all() and (np.diff(n.ends) >= 0).all() and (n.starts < n.ends).all())
    within = not n.text or (int(n.starts[0]) >= 0 and int(n.ends[-1]) <= len(n.original))
    return sound and ordered and within


@settings(max_examples=400, deadline=None)
@given(texts)
@example("")
@example("\x00")
@example("\ud83d\ude00")
def test_map_is_true_for_any_text(text: str) -> None:
    n = normalise(text)

    assert n.original == text
    assert is_offset_true(n)


@settings(max_examples=600, deadline=None)
@given(texts)
@example("a。b。c。d")
@example("x，y，z")
@example("中 a b c d(x i a n)")
@example("鍾(zhong)")
@example("wк СССР")
@example("中(xian)็")
def test_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normalise(text).text

    assert normalise(once).text == once


@settings(max_examples=200, deadline=None)
@given(texts, st.data())
def test_span_maps_back_to_a_span_that_contains_its_characters(text: str, data: st.DataObject) -> None:
    n = normalise(text)
    end = data.draw(st.integers(0, len(n.text)))
    start = data.draw(st.integers(0, end))

    low, high = n.original_span(start, end)

    assert 0 <= low <= high <= len(text)
    assert all(low <= n.starts[i] and n.ends[i] <= high for i in range(start, end))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_normal_form_can_be_stored_as_utf8(text: str) -> None:
    normal = normalise(text).text

    assert normal.encode("utf-8").decode("utf-8") == normal


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text("平台收到举报后应当核实情况读者", min_size=2, max_size=9), max_size=6), st.sampled_from("，。！？；：、\n")
)
def test_plain_simplified_text_is_left_alone(clauses: list[str], mark: str) -> None:
    text = mark.join(clauses)

    n = normalise(text)

    assert n.text == text
    assert n.starts.tolist() == list(range(len(text)))
    assert n.ends.tolist() == list(range(1, len(text) + 1))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_characters_fold_alike_wherever_they_stand(text: str) -> None:
    # Between quotation marks nothing joins, so the parts fold by themselves.
    left = normalise(text).text

    assert normalise(f"“{text}”").text.strip("“”") == left.strip("“”")


HOSTILE = {
    "piled marks": "a" + "\u0301" * 1000,
    "separators": "中-" * 500,
    "blanks": "中 文 " * 250,
    "long gaps": "中    " * 200,
    "brackets": "中(xian)" * 150,
    "ambiguous": "沈於乾覆" * 250,
    "misread": "銆" * 1000,
    "misread runs": "銆嬨€傚" * 250,
    "latin misread": "å¾®" * 330,
    "mixed words": "aа" * 500,
    "one long word": "a" * 999 + "а",
    "expansions": "ﷺ" * 1000,
    "punctuated": "中，" * 500,
    "letters": "a " * 500,
    "tones": "中(zhōng)" * 150,
    "open brackets": "中(" * 500,
    "thai": "中\u0e47" * 500,
    "zero width": "\u200b" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_megabyte_takes_linear_time(name: str) -> None:
    text = HOSTILE[name] * (1_000_000 // len(HOSTILE[name].encode()))

    started = time.process_time()
    n = normalise(text)
    taken = time.process_time() - started

    assert taken < 15.0
    assert is_offset_true(n)


BODIES = ("銆\n", "加-微*信", "平臺(tái)收到舉報(bào)，", "aа", "(", "中，", "銆嬨€")


@pytest.mark.parametrize("unit", BODIES)
def test_ten_megabytes_take_ten_times_as_long_as_one(unit: str) -> None:
    small, large = (unit * (size // len(unit.encode())) for size in (1_000_000, 10_000_000))

    assert seconds(large) < 30 * max(seconds(small), 0.01)


def seconds(text: str) -> float:
    started = time.process_time()
    normalise(text)
    return time.process_time() - started
