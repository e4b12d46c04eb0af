"""An engine put together from what an earlier start kept answers as a fresh one, and trusts nothing that was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.engine.evaluation import canonical_bytes
from goodstanding.core.policy.model import Bank, BankEntry, Pack, SignalSpec
from goodstanding.core.signals.wordlist import words
from goodstanding.core.text import compiled_store, kept_parts
from goodstanding.core.text.disguised_phrases import DisguisedPhrases
from goodstanding.core.text.normalise import normalise
from goodstanding.core.text.patterns import LiteralSet
from tests.core.engine.samples import DAY, WORDS, document, pack, rule

VERBS, THINGS = words("收购 出售 代刷 代办 转让 租用 回收"), words("万粉号 好评 软文 红包 电话卡")
PHRASES = [f"{verb}样例{letter}{thing}" for verb in VERBS for thing in THINGS for letter in map(chr, range(0x4E00, 0x4E48))]
BODIES = (
    "今天天气很好，邻居们在楼下下棋。",
    f"长期{PHRASES[5]}，加v信:demo_88888",
    f"长期{PHRASES[7][:3]}.{PHRASES[7][3]}.{PHRASES[7][4:]}",
    "收gou样例一万粉号，量大从优",
    "shou gou yang li yi wan fen hao",
    "出一个万粉号 99元",
)


class _Memory:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def read(self, key: str, /) -> bytes | None:
        return self.kept.get(key)

    def keep(self, key: str, data: bytes, /) -> None:
        self.kept[key] = data


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> _Memory:
    memory = _Memory()
    monkeypatch.setattr(compiled_store, "_chosen", [memory])
    return memory


def large_pack() -> Pack:
    """Return a pack with enough phrases and expressions that they are kept."""
    body = {"fields": ["body"]}
    banks = [_bank("offers", "phrases", PHRASES), _bank("forms", "expressions", [rf"出.{{0,{n}}}号" for n in range(1, 9)])]
    signals = {
        "offer": SignalSpec("offer", "phrase_bank", {"bank": "offers", **body}),
        "form": SignalSpec("form", "expression_bank", {"bank": "forms", **body}),
    }
    rules = [rule("signal.offer.hit", "sample.offer"), rule("signal.form.hit", "sample.form")]
    return replace(pack(*rules), signals=signals, banks={bank.id: bank for bank in banks})


def _bank(name: str, kind: str, patterns: list[str]) -> Bank:
    entries = tuple(BankEntry(pattern) for pattern in patterns)
    return Bank(name, kind, WORDS, "sample", "generated", "PA21:18(8)", date(2027, 1, 1), entries)  # type: ignore[arg-type]


def answers() -> list[bytes]:
    """Return what an engine compiled now says of every body."""
    engine = compile_pack(large_pack(), at=DAY)
    return [canonical_bytes(engine.evaluate(document({"content.body": body}))) for body in BODIES]


@pytest.fixture(scope="module")
def fresh() -> list[bytes]:
    return answers()


def test_the_samples_are_seen(fresh: list[bytes]) -> None:
    assert [False, True, True, True, True, True] == [b'"violations":[]' not in answer for answer in fresh]


def test_engine_from_the_store_answers_as_a_fresh_one(store: _Memory, fresh: list[bytes]) -> None:
    first = answers()
    kept = dict(store.kept)

    assert fresh == first == answers()
    assert kept == store.kept


@pytest.mark.parametrize("place", [0, 40, 2_000, -1])
def test_changed_parts_are_refused_and_made_anew(store: _Memory, fresh: list[bytes], place: int) -> None:
    answers()
    sound = dict(store.kept)
    for key, data in sound.items():
        spoilt = bytearray(data)
        spoilt[min(place, len(data) - 1)] ^= 1
        store.kept[key] = bytes(spoilt)

    assert fresh == answers()
    assert sound == store.kept


def test_parts_cut_short_are_refused_and_made_anew(store: _Memory, fresh: list[bytes]) -> None:
    answers()
    sound = dict(store.kept)
    store.kept = {key: data[: len(data) // 2] for key, data in sound.items()}

    assert fresh == answers()
    assert sound == store.kept


def test_what_other_code_kept_is_not_taken(store: _Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    DisguisedPhrases(PHRASES)
    before = set(store.kept)
    monkeypatch.setattr(kept_parts, "code_digest", lambda: "other code")
    DisguisedPhrases(PHRASES)

    assert before.isdisjoint(set(store.kept) - before)
    assert 2 * len(before) == len(store.kept)


def test_phrases_that_run_together_alike_stay_apart(store: _Memory) -> None:
    one = LiteralSet([*PHRASES, "甲乙", "丙"])
    other = LiteralSet([*PHRASES, "甲", "乙丙"])

    assert {len(PHRASES), len(PHRASES) + 1} == one.which("甲乙丙")
    assert {len(PHRASES), len(PHRASES) + 1} == other.which("甲,乙丙")
    assert set() == other.which("甲.丙".replace("甲", "乙"))


def test_other_readings_of_the_same_phrases_are_kept_apart(store: _Memory) -> None:
    normal = normalise("shou gou yang li yi wan fen hao")

    assert DisguisedPhrases(PHRASES).find(normal)
    assert [] == DisguisedPhrases(PHRASES, allowed=[frozenset()] * len(PHRASES)).find(normal)
