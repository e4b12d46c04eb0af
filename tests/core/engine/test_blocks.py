"""Events judged together: each answer is the one the event gets alone, whatever stands beside it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from goodstanding.core.engine import blocks
from goodstanding.core.engine.compiled import Engine, compile_pack
from goodstanding.core.engine.evaluation import Evaluation
from goodstanding.core.originality.fingerprint import fingerprint
from goodstanding.core.policy.model import Bank, BankEntry, Bilingual, Fact, Pack, Rule, SignalSpec
from goodstanding.core.signals import base
from goodstanding.core.signals.base import Document, Reading, SignalError
from goodstanding.core.text.disguising import Disguise, disguise
from tests.core.engine.samples import DAY, FakeSignal, document, pack, rule
from tests.core.text.test_normalise_properties import texts

WORDS = Bilingual("示例", "sample")
PHRASES = ("收购公众号", "代刷阅读量", "加微信", "gzh")
EXPRESSIONS = (r"\d+元/?千粉", r"出售.{0,6}账号", r"^长期", r"粉丝\b")
PLAIN = (
    "长期收购公众号，粉丝不限，加微信:demo_seller88 详聊",
    "代刷阅读量50元千粉，打开 demo86。t0p 领取",
    "清晨的码头上，渔船陆续靠岸，工人们把一筐筐海货搬上推车。市场里早已亮起灯，摊主们一边分拣，一边招呼熟客。",
    "出售实名账号，电话13800138000，www.example.com",
    "w e i x i n 群 123456789 薇❤ demo88shop",
    "",
)
DRAW = random.Random(20261123)
DISGUISED = tuple(disguise(text, how, share=0.6, choices=DRAW) for text in PLAIN if text for how in Disguise)
RECENT = list(fingerprint(PLAIN[2]))


def bank(name: str, kind: Any, patterns: Sequence[str], **more: Any) -> Bank:
    entries = tuple(BankEntry(pattern) for pattern in patterns)
    return Bank(name, kind, WORDS, "sample", "made up", "PA21:18(8)", date(2027, 1, 1), entries, **more)


def whole_pack() -> Pack:
    """Return a pack with every kind of signal that reads ahead, a bank on trial, and two event types."""
    texts_read = {"fields": ["title", "body"]}
    signals = (
        SignalSpec("phrases", "phrase_bank", {"bank": "p", **texts_read}),
        SignalSpec("tried", "phrase_bank", {"bank": "t", "fields": ["body"]}),
        SignalSpec("expressions", "expression_bank", {"bank": "e", **texts_read}),
        SignalSpec("raw", "expression_bank", {"bank": "e", "fields": ["title"], "form": "original"}),
        SignalSpec("hints", "combined_phrases", {"bank": "p", "expressions": ["e"], **texts_read}),
        SignalSpec("contacts", "contact_handle", texts_read),
        SignalSpec("links", "links", texts_read),
        SignalSpec("paid", "payment_near_contact", texts_read),
        SignalSpec("copied", "near_duplicate", {"fields": ["body"], "fact": "counters.recent_fingerprints"}),
    )
    banks = (
        bank("p", "phrases", PHRASES),
        bank("t", "phrases", ("粉丝不限",), rollout=0.5),
        bank("e", "expressions", EXPRESSIONS),
    )
    made = pack(*rules(signals))
    recent = Fact("counters.recent_fingerprints", "list<int>", ("counters", "recent_fingerprints"))
    return replace(
        made,
        facts={**made.facts, recent.name: recent},
        signals={signal.name: signal for signal in signals},
        banks={one.id: one for one in banks},
    )


def rules(signals: Sequence[SignalSpec]) -> list[Rule]:
    made = [rule(f"signal.{signal.name}.hit", f"sample.{signal.name}") for signal in signals]
    made.append(rule("signal.links.score >= 0.5 && signal.phrases.count > 0", "sample.both", mode="shadow"))
    made.append(rule("signal.contacts.hit || account.followers > 5", "sample.other", events=("content.edited",)))
    return [*made, rule('content.body.contains("公众号")', "sample.text")]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return compile_pack(whole_pack(), at=DAY)


def posts(bodies: Sequence[str], titles: Sequence[str], seed: int) -> list[dict[str, Any]]:
    """Return events of several types and states that carry these texts."""
    draw = random.Random(seed)
    made = []
    for number, body in enumerate(bodies):
        values = {"content.body": body, "account.followers": draw.choice((1, 9))}
        if titles:
            values["content.title"] = draw.choice(titles)
        if draw.random() < 0.5:
            values["counters.recent_fingerprints"] = RECENT
        post = document(values, type_=draw.choice(("content.published", "content.published", "content.edited", "sample.unknown")))
        post["event"]["id"] = f"e-{number}"
        made.append(post)
    return made


bodies = st.lists(st.one_of(texts, st.sampled_from((*PLAIN, *DISGUISED))), max_size=8)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    bodies,
    st.lists(st.one_of(texts, st.sampled_from(DISGUISED)), max_size=2),
    st.integers(0, 99),
    st.sampled_from((1, 60, 65_536)),
)
@example(list(PLAIN), [], 1, 65_536)
@example(list(DISGUISED), ["收购公众号"], 2, 65_536)
@example([PLAIN[0]] * 3, [PLAIN[0]], 3, 65_536)
def test_answers_are_those_of_one_by_one(engine: Engine, written: list[str], titles: list[str], seed: int, most: int) -> None:
    documents = posts(written, titles, seed)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "MOST_TEXT", most)
        together = engine.evaluate_each(documents)

    assert [engine.evaluate(one) for one in documents] == together


def test_events_that_are_no_events_have_their_places(engine: Engine) -> None:
    documents: list[Any] = [{}, posts([PLAIN[0]], [], 1)[0], {"event": 3}, {"event": {"id": 1, "type": "content.published"}}]

    together = engine.evaluate_each(documents)

    assert [engine.evaluate(one) for one in documents] == together


def test_a_text_no_pass_can_read_degrades_its_event_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str) -> Any:
        if "坏" in text:
            raise ValueError(text)
        return base_normalise(text)

    base_normalise = base.normalise
    monkeypatch.setattr(base, "normalise", failing)
    monkeypatch.setattr(base, "normalise_each", lambda listed: [failing(text) for text in listed])
    documents = posts([PLAIN[0], f"坏{PLAIN[0]}", PLAIN[1]], [], 4)

    together = engine.evaluate_each(documents)

    assert [False, True, False] == [answer.degraded for answer in together]
    assert [engine.evaluate(one) for one in documents] == together


class _ReadsAhead(FakeSignal):
    """A signal whose reading ahead fails, or is noted."""

    def __init__(self, name: str, answer: Any, sizes: list[int] | None) -> None:
        super().__init__(name, answer)
        self._sizes = sizes

    def prepare(self, documents: Sequence[Document], /) -> None:
        if self._sizes is None:
            raise SignalError("nothing can be read ahead")
        self._sizes.append(len(documents))


def judged(signal: FakeSignal, bodies: Sequence[str]) -> list[Evaluation]:
    made = compile_pack(pack(rule(f"signal.{signal.name}.hit"), signals=(signal.name,)), at=DAY, signals={signal.name: signal})
    return made.evaluate_each([document({"content.body": body}) for body in bodies])


def test_what_cannot_be_read_ahead_is_read_event_by_event() -> None:
    answers = judged(_ReadsAhead("s", Reading("s", 1.0, count=1), None), ("a", "b"))

    assert [(False, 1), (False, 1)] == [(answer.degraded, len(answer.violations)) for answer in answers]


def test_blocks_hold_no_more_text_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_TEXT", 10)
    sizes: list[int] = []

    judged(_ReadsAhead("s", Reading("s"), sizes), ("a" * 4, "b" * 4, "c" * 4, "d" * 99, "e", "f"))

    assert [2, 2] == sizes
