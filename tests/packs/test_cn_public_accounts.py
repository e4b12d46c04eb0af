"""The shipped pack: every clause, every label, every promise kept, and nothing but conduct."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from goodstanding.core.engine.cases import CaseResult, run_cases
from goodstanding.core.engine.compiled import compile_pack
from goodstanding.core.kernel.clauses import is_specific
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.core.policy.bundled import bundled_pack_dir
from goodstanding.core.policy.lint import lint_pack
from goodstanding.core.policy.loader import load_pack
from goodstanding.core.policy.model import Case, Pack
from goodstanding.core.text.normalise import normalise

CLAUSES_OF_PA21 = 63
AT = date(2026, 11, 23)
READ_WORDS = frozenset({"phrase_bank", "expression_bank", "combined_phrases", "injected_spam", "profile_mismatch"})
"""Kinds of signals that read words; the others read numbers, times and records."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(bundled_pack_dir())


@pytest.fixture(scope="module")
def results(pack: Pack) -> tuple[CaseResult, ...]:
    return tuple(run_cases(pack))


def test_the_shipped_pack_has_no_problems(pack: Pack) -> None:
    assert [] == lint_pack(pack, at=AT)


def test_every_case_comes_out_as_promised(results: tuple[CaseResult, ...]) -> None:
    assert [] == [f"{result.case.rule}: {result.case.name} ({result.found})" for result in results if not result.passed]


def test_cases_are_never_degraded_unless_they_say_unknown(results: tuple[CaseResult, ...]) -> None:
    assert [] == [result.case.name for result in results if result.evaluation.failed]


def is_disguised(case: Case) -> bool:
    """Say whether a text of a case differs from its normal form in more than width and case."""
    data = case.event.get("data", {})
    texts = [str(data[field]) for field in ("title", "body", "name", "bio") if data.get(field)]
    return any(normalise(text).text != unicodedata.normalize("NFKC", text).casefold() for text in texts)


def test_every_rule_that_reads_words_is_shown_to_see_through_disguise(pack: Pack) -> None:
    words = [f"signal.{name}." for name, signal in pack.signals.items() if signal.kind in READ_WORDS]
    reading = {rule.id for rule in pack.rules if any(word in rule.when for word in words)}

    shown = {case.rule for case in pack.cases if case.expect == "hit" and is_disguised(case)}

    assert set() == reading - shown


def test_every_rule_leaves_a_lawful_look_alike_alone(pack: Pack) -> None:
    spared = {case.rule for case in pack.cases if case.kind == "boundary" and case.expect == "miss"}

    assert set() == {rule.id for rule in pack.rules} - spared


def test_all_clauses_of_the_regulation_are_there(pack: Pack) -> None:
    """RQ-001."""
    clauses = [clause for clause in pack.clauses.values() if clause.instrument == "PA21"]

    assert CLAUSES_OF_PA21 == len(clauses)
    assert all(hashlib.sha256(clause.text.encode()).hexdigest() == clause.sha256 for clause in pack.clauses.values())


def test_every_label_of_the_contract_has_a_rule(pack: Pack) -> None:
    assert set(VIOLATION_LABELS) == {rule.label for rule in pack.rules}


@pytest.mark.parametrize("item", range(1, 11))
def test_each_prohibited_act_has_a_rule(pack: Pack, item: int) -> None:
    assert any(f"PA21:18({item})" in rule.clauses for rule in pack.rules)


def test_every_rule_can_carry_a_decision(pack: Pack) -> None:
    """RQ-003."""
    assert [] == [rule.id for rule in pack.rules if not is_specific(rule.clauses)]


def test_extortion_goes_to_a_restricted_queue(pack: Pack) -> None:
    """RQ-084."""
    queues = {pack.queues[rule.queue] for rule in pack.rules if rule.label == "extortion_or_paid_deletion"}

    assert all(queue.restricted for queue in queues)


def test_the_changelog_names_the_version(pack: Pack) -> None:
    changelog = (Path(bundled_pack_dir()) / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {pack.version}" in changelog


def _lawful_texts() -> list[str]:
    lines = (Path(__file__).parent / "lawful_texts.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("event_type", ["content.published", "comment.posted"])
def test_no_lawful_lookalike_is_a_violation(pack: Pack, event_type: str) -> None:
    engine = compile_pack(pack, at=AT)
    texts = _lawful_texts()

    found = {}
    for position, text in enumerate(texts):
        data = {"content_id": "p", "comment_id": "c", "body": text}
        evaluation = engine.evaluate({"event": {"id": str(position), "type": event_type, "data": data}})
        if evaluation.violations:
            found[text] = [violation.rule for violation in evaluation.violations]

    assert len(texts) >= 60
    assert {} == found
