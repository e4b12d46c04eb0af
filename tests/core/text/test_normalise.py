"""What the normal form does with each kind of disguise, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from goodstanding.core.text.normalise import normalise

DISGUISES = {
    "width and case": ["ＶＸ：ａｂｃ１２３", "ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "ＷｅＣｈａｔ　ＩＤ", "ｶﾞﾁｬ", "１００％　＋ＱＱ"],
    "enclosed letters and numbers": ["ⓥⓧ：①③⑧⓪", "🅥🅧 🆅🆇 🅅🅇", "⑴⑶⑻ ⒈⒊⒏ ❶❸❽ ➊➌➑", "1️⃣3️⃣8️⃣", "🇻🇽", "🆗🆓🔟", "㈠㈡㊂", "㈱ ㊙ ㎡ ℡ ½"],
    "traditional script": [
        "臺灣網友領取優惠券",
        "發票 発票",
        "饼乾 乾坤 乾隆",
        "鍾先生 錢鍾書",
        "瞭解 瞭望",
        "於是 於菟",
        "裏面 裡面 衞生 衛生",
    ],
    "invisible characters": [
        "微\u200b信",
        "加\u200d微\ufeff信",
        "\u202e信微\u202c",
        "微\ufe0f信",
        "微\x00信",
        "微\u00ad信",
        "v\u2060x",
    ],
    "piled and stray marks": [
        "w\u0335\u0321\u0337e\u0301\u0334b",
        "微\u0336信\u0336",
        "微\u0e47\u0e47信",
        "Ẃéß",
        "т\u0301ест и\u0306 か\u3099",
    ],
    "look-alike letters": ["wеchаt", "ΤΕL", "vх123", "аbс.соm", "СССР", "Москва и область", "ᴠx ꜱᴇx", "１３٨۰०", "Ꭺb ꓪx"],
    "separated characters": [
        "加-微*信",
        "微 信",
        "赌 。 博",
        "稳.定.不.封，可以长期",
        "诚 招 代 理 日结",
        "加★微★信",
        "加。微。信",
        "加\n微\n信\n号",
        "w e i x i n",
        "想🌷兼🌷职🌷的来",
    ],
    "readings in brackets": ["臺(tái)灣網(wǎng)", "网（wang）络", "现(xiàn)(xian)在", "女（nü）人", "微(wēi) 信(xìn)", "饿(è)了"],
    "addresses in Chinese dress": ["http：//www。example。com", "example。com", "https：／／example．com"],
    "misread encodings": [
        "》。".encode().decode("gbk", "replace"),
        "銆嬨€",
        "微信，加我。".encode().decode("latin-1"),
        "这里的活动，名额有限。".encode().decode("gbk", "replace"),
    ],
    "all at once": ["加-ＷＥ*ⓘ\u200b.微 。 信：①③⑧，領(lǐng)取優(yōu)惠券"],
    "left alone": [
        "你好，世界。",
        "东、南、西、北",
        "张三 和 李四 都来了",
        "今天新闻 天气预报",
        "人工智能(AI)",
        "网络（GAN）",
        "选项(a)和(b)",
        "他说：“好，我去。”",
        "the quick fox, a b c",
        "версия 2。",
        "北京-上海",
        "1、2、3",
        "蒜薹 哪吒 瞭望 乾县",
    ],
}


def test_disguises_read_as_recorded(golden: Callable[[str, str], None]) -> None:
    lines = []
    for title, befores in DISGUISES.items():
        lines += [f"# {title}", *(f"{ascii_controls(b)} → {ascii_controls(normalise(b).text)}" for b in befores), ""]

    golden("text/normalise.txt", "\n".join(lines))


def ascii_controls(text: str) -> str:
    """Show a text on one line, with what cannot be seen as escapes."""
    return "".join(c if c.isprintable() and not "\u0300" <= c <= "\u036f" else c.encode("unicode_escape").decode() for c in text)


@pytest.mark.parametrize(
    "text", ["加-微*信", "加 微 信", "加\u200b微\u200b信", "加(jiā)微(wēi)信(xìn)", "加★微★信", "加微\x00信", "加。微。信"]
)
def test_word_is_found_through_any_insertion(text: str) -> None:
    assert normalise(text).text == "加微信"


def test_span_of_a_split_word_covers_its_separators() -> None:
    n = normalise("请加-微*信：abc")
    at = n.text.index("加微信")

    start, end = n.original_span(at, at + 3)

    assert n.original[start:end] == "加-微*信"


def test_expanded_character_maps_back_to_itself() -> None:
    n = normalise("第⑩章")

    assert n.text == "第10章"
    assert n.original_span(1, 2) == n.original_span(2, 3) == (1, 2)


def test_astral_characters_count_once() -> None:
    n = normalise("😀𝟏𝟑𝟖")

    assert n.text == "😀138"
    assert n.original_span(1, 4) == (1, 4)


def test_lone_surrogate_becomes_replacement_character() -> None:
    assert normalise("a\ud800b").text == "a\ufffdb"


def test_letter_and_mark_of_another_alphabet_join() -> None:
    n = normalise("и\u0306 か\u3099")

    assert n.text == "й が"
    assert n.original_span(0, 1) == (0, 2)


@pytest.mark.parametrize("text", DISGUISES["left alone"])
def test_ordinary_text_keeps_its_characters(text: str) -> None:
    assert normalise(text).text == text.lower()


def test_clean_text_is_returned_as_it_came() -> None:
    text = "平台收到举报后，应当在规定时间内核实情况。"

    assert normalise(text).text is text


def test_word_of_pure_latin_doubles_survives_beside_genuine_cyrillic() -> None:
    assert normalise("СССР и Россия").text == "ссср и россия"


def test_misread_run_maps_each_character_to_its_bytes() -> None:
    n = normalise("a" + "微信".encode().decode("latin-1") + "b")

    assert n.text == "a微信b"
    assert n.original_span(1, 2) == (1, 4)
    assert n.original_span(2, 3) == (4, 7)


def test_toneless_syllable_goes_only_after_a_character_read_so() -> None:
    assert normalise("网(wang)").text == "网"
    assert normalise("网(wan)").text == "网(wan)"
