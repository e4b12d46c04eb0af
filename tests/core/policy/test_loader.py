"""A pack loads whole or tells every fault with its place; the golden files are what its author reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goodstanding.core.policy.archive import archive_texts, load_archive, pack_bytes
from goodstanding.core.policy.digest import digest_of
from goodstanding.core.policy.errors import PackInvalid, PackUnreadable, render
from goodstanding.core.policy.loader import load_pack, load_texts
from goodstanding.core.policy.model import BankEntry, Location
from tests.core.policy.sample import TEXTS, spoilt, written

Golden = Callable[[str, str], None]


def faults(texts: dict[str, str]) -> str:
    with pytest.raises(PackInvalid) as caught:
        load_texts(texts)
    return "\n".join(render(problem, texts=texts) for problem in caught.value.problems) + "\n"


def test_a_whole_pack_loads() -> None:
    pack = load_texts(TEXTS)

    rule = pack.rules[0]
    assert "sample@2026.11.1" == pack.name
    assert "signal.offers.hit\n  && (!has(account.followers) || account.followers >= param.few_followers)" == rule.when
    assert Location("rules/trading.yaml", 9, 7) == rule.when_at
    assert 100 == pack.parameters["few_followers"].at(date(2026, 11, 2))
    assert [1, 2] == [step.occurrence for step in pack.ladder]
    assert "content.published" == pack.cases[0].event["type"]


def test_the_digest_is_the_same_on_every_machine(tmp_path: Path) -> None:
    unix = written(tmp_path / "unix")
    windows = written(tmp_path / "windows", {path: text.replace("\n", "\r\n") for path, text in TEXTS.items()})

    assert load_pack(unix).digest == load_pack(windows).digest == digest_of(pack_bytes(unix))


def test_an_archive_loads_as_the_directory_does(tmp_path: Path) -> None:
    data = pack_bytes(written(tmp_path))

    assert load_pack(tmp_path) == load_archive(data)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{}", b'{"pack.yaml": 1}', b'{"pack.yaml": "", "rules.yaml": ""}'])
def test_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    with pytest.raises(PackUnreadable):
        archive_texts(data)


def test_a_directory_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackUnreadable, match=r"holds no pack\.yaml"):
        load_pack(tmp_path)


def test_files_with_no_place_in_a_pack_are_named(tmp_path: Path) -> None:
    written(tmp_path, {**TEXTS, "rule.yaml": "a: 1", "signal.yaml": "b: 2"})

    with pytest.raises(PackInvalid) as caught:
        load_pack(tmp_path)

    expected = ["rule.yaml has no place in a pack.", "signal.yaml has no place in a pack."]
    assert expected == [problem.message for problem in caught.value.problems]


def test_files_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    (written(tmp_path) / "banks" / "offers.yaml").write_bytes(b"id: \xff")

    with pytest.raises(PackInvalid, match=r"offers\.yaml is not UTF-8"):
        load_pack(tmp_path)


def test_patterns_of_one_weight_may_be_written_together(tmp_path: Path) -> None:
    group = "  - {weight: 0.4, patterns: [老号, 带粉], expires: 2027-01-01, note: 弱}\n"
    bank = TEXTS["banks/offers.yaml"] + group

    pack = load_pack(written(tmp_path, {**TEXTS, "banks/offers.yaml": bank}))

    expected = [BankEntry(pattern, 0.4, date(2027, 1, 1), "弱") for pattern in ("老号", "带粉")]
    assert expected == list(pack.banks["offers"].entries[-2:])


@pytest.mark.parametrize(
    ("written_as", "read"),
    [("", None), (", readings: false", ()), (", readings: [homophone, pinyin]", ("homophone", "pinyin"))],
)
def test_readings_of_a_phrase_may_be_named_or_shut_off(tmp_path: Path, written_as: str, read: tuple[str, ...] | None) -> None:
    bank = TEXTS["banks/offers.yaml"] + f"  - {{pattern: 微信{written_as}}}\n"

    pack = load_pack(written(tmp_path, {**TEXTS, "banks/offers.yaml": bank}))

    assert read == pack.banks["offers"].entries[-1].readings


SPOILT = {
    "unknown_key": ("rules/trading.yaml", "severity:", "severety:"),
    "duplicate_key": ("rules/trading.yaml", "queue: ordinary", "queue: ordinary\n    queue: other"),
    "wrong_type": ("rules/trading.yaml", "score: 0.9", 'score: "high"'),
    "score_above_one": ("rules/trading.yaml", "score: 0.9", "score: 9"),
    "unquoted_number": ("pack.yaml", '"2026.11.1"', "2026.11"),
    "title_as_clause": ("rules/trading.yaml", "[PA21:18(8)]", "[互联网用户公众账号信息服务管理规定]"),
    "unknown_word": ("rules/trading.yaml", "suggestion: review", "suggestion: revue"),
    "bad_date": ("rules/trading.yaml", "2027-05-01", "2027-02-30"),
    "missing_language": ("rules/trading.yaml", "{zh: 说明, en: Why}", "{zh: 说明}"),
    "empty_text": ("rules/trading.yaml", "en: Why", 'en: ""'),
    "folded_condition": ("rules/trading.yaml", "when: |", "when: >"),
    "anchor": ("facts.yaml", "facts:", "facts: &all"),
    "tag": ("pack.yaml", 'version: "2026.11.1"', "version: !!python/name:os.system 2026.11.1"),
    "two_documents": ("pack.yaml", "id: sample", "id: sample\n---\nid: other"),
    "not_yaml": ("queues.yaml", "queues:", "queues: [}"),
    "colon_in_text": ("banks/offers.yaml", "收购公众号", "收购: 公众号: 长期"),
    "tab": ("queues.yaml", "queues:\n", "queues:\n\t"),
    "list_for_mapping": ("pack.yaml", "{zh: 示例策略包, en: Sample pack}", "[示例策略包, Sample pack]"),
    "bad_parameter_day": ("parameters/followers.yaml", "2021-02-22: 100", "since-2021: 100"),
    "bank_entry_of_no_kind": ("banks/offers.yaml", "  - 收购公众号", "  - 12345"),
    "bank_group_of_nothing": ("banks/offers.yaml", "pattern: 出售公众号, weight: 0.9", "weight: 0.9, patterns: []"),
    "bank_reading_of_no_kind": ("banks/offers.yaml", "weight: 0.9, note", "readings: [homofone], note"),
    "bank_reading_of_true": ("banks/offers.yaml", "weight: 0.9, note", "readings: true, note"),
    "empty_bank": ("banks/offers.yaml", "  - 收购公众号\n  - {pattern: 出售公众号, weight: 0.9, note: 卖方}", "  []"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_each_fault_of_form_is_explained(name: str, golden: Golden) -> None:
    golden(f"pack/form_{name}.txt", faults(spoilt(*SPOILT[name])))


DECLARED_TWICE = {
    "rule": ("rules/second.yaml", "rules/trading.yaml"),
    "bank": ("banks/second.yaml", "banks/offers.yaml"),
    "parameter": ("parameters/second.yaml", "parameters/followers.yaml"),
}


@pytest.mark.parametrize("name", DECLARED_TWICE)
def test_ids_declared_twice_are_told_with_both_places(name: str, golden: Golden) -> None:
    second, first = DECLARED_TWICE[name]

    golden(f"pack/form_two_{name}s.txt", faults({**TEXTS, second: TEXTS[first]}))


def test_a_rule_may_stand_again_for_another_time() -> None:
    first = "effective_from: 2021-02-22"
    old = TEXTS["rules/trading.yaml"].replace(first, f"{first}\n    effective_to: 2026-01-01")
    new = TEXTS["rules/trading.yaml"].replace(first, "effective_from: 2026-01-01")

    pack = load_texts({**TEXTS, "rules/trading.yaml": old, "rules/trading-2026.yaml": new})

    assert {date(2021, 2, 22), date(2026, 1, 1)} == {rule.effective_from for rule in pack.rules}


def test_all_faults_are_told_at_once(golden: Golden) -> None:
    texts = {**spoilt("rules/trading.yaml", "owner:", "own:"), "queues.yaml": "queues: 3\n", "ladder.yaml": ""}

    golden("pack/form_many.txt", faults(texts))


def test_missing_files_are_named() -> None:
    texts = {path: text for path, text in TEXTS.items() if path not in ("queues.yaml", "facts.yaml")}

    assert "the pack has no facts.yaml." in faults(texts)


@pytest.mark.parametrize("bomb", ["[" * 100_000, "a: " * 50, "? " * 10_000, "- " * 5_000 + "a", "{" * 2_000 + "}" * 2_000])
def test_hostile_files_are_refused_quickly(bomb: str) -> None:
    assert "facts.yaml" in faults({**TEXTS, "facts.yaml": bomb})
