"""What a bank's entries say of themselves, and the texts they promise to see."""

from __future__ import annotations

from datetime import date

from goodstanding.core.engine.bank_examples import try_banks
from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.model import Bank
from tests.core.policy import sample

AT = date(2026, 11, 23)
ENTRIES = """\
examples: {hits: [长期收购公众号], misses: [今天天气不错, 出售公众号]}
entries:
  - {pattern: 收购公众号, id: buyer, owner: 另一团队, source: 示例来源, clause: PA21:18(9),
     examples: {hits: [收購公眾號], misses: [出售公众号]}}
  - {pattern: 出售公众号, weight: 0.9}
"""


def bank(entries: str = ENTRIES) -> Bank:
    texts = {**sample.TEXTS, "banks/offers.yaml": sample.BANK.partition("entries:")[0] + entries}
    return load_texts(texts).banks["offers"]


def tried(entries: str = ENTRIES) -> list[tuple[str, str, bool]]:
    texts = {**sample.TEXTS, "banks/offers.yaml": sample.BANK.partition("entries:")[0] + entries}
    return [(one.entry.key if one.entry else "", one.text, one.passed) for one in try_banks(load_texts(texts), at=AT)]


def test_entry_may_say_more_of_itself() -> None:
    entry = bank().entries[0]

    assert ("buyer", "另一团队", "示例来源", "PA21:18(9)") == (entry.key, entry.owner, entry.source, entry.clause)


def test_entry_without_an_id_has_one_of_its_pattern() -> None:
    moved = bank("entries:\n  - 其他词语\n  - {pattern: 出售公众号, weight: 0.2}\n").entries[1]

    assert bank().entries[1].key == moved.key


def test_examples_of_banks_and_entries_are_tried() -> None:
    assert [
        ("", "长期收购公众号", True),
        ("", "今天天气不错", True),
        ("", "出售公众号", False),
        ("buyer", "收購公眾號", True),
        ("buyer", "出售公众号", True),
    ] == tried()


def test_examples_of_an_expired_entry_are_left_out() -> None:
    assert [] == tried(
        "entries:\n  - {pattern: 收购公众号, expires: 2026-11-01, examples: {hits: [收购公众号]}}\n  - 出售公众号\n"
    )


def test_expressions_are_tried_too() -> None:
    texts = {**sample.TEXTS, "signals.yaml": sample.SIGNALS.replace("phrase_bank", "expression_bank")}
    entries = "entries:\n  - {pattern: '收购.{0,4}公众号', examples: {hits: [收购优质公众号], misses: [收购旧书]}}\n"
    texts["banks/offers.yaml"] = sample.BANK.partition("entries:")[0].replace("kind: phrases", "kind: expressions") + entries

    assert [True, True] == [one.passed for one in try_banks(load_texts(texts), at=AT)]
