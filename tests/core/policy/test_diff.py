"""A pack's changes are told thing by thing, and only where something was said differently."""

from __future__ import annotations

from goodstanding.core.policy.diff import changes
from goodstanding.core.policy.loader import load_texts
from goodstanding.core.policy.pages import pages
from tests.core.policy.sample import TEXTS, spoilt

PACK = load_texts(TEXTS)


def told(texts: dict[str, str]) -> list[tuple[str, str, str, list[str]]]:
    return [(c.change, c.kind, c.name, sorted(c.fields)) for c in changes(PACK, load_texts(texts))]


def test_moving_things_about_changes_nothing() -> None:
    assert [] == told(spoilt("rules/trading.yaml", "rules:\n", "# a comment\n\nrules:\n"))


def test_a_new_threshold_is_told() -> None:
    assert [("changed", "parameter", "few_followers", ["values"])] == told(spoilt("parameters/followers.yaml", ": 100", ": 50"))


def test_only_the_phrases_that_came_are_told() -> None:
    [change] = changes(PACK, load_texts(spoilt("banks/offers.yaml", "  - 收购公众号", "  - 收购公众号\n  - 求购公众号")))

    assert ((), ["求购公众号"]) == (change.fields["entries"][0], [entry.pattern for entry in change.fields["entries"][1]])


def test_added_and_removed_things_are_told() -> None:
    renamed = spoilt("queues.yaml", "ordinary", "usual")

    assert [("removed", "queue", "ordinary", []), ("added", "queue", "usual", [])] == told(renamed)


def test_pages_lead_from_clause_to_rule_to_case() -> None:
    written = pages(PACK)

    assert {"index.md", "rules/account-trading.offer.md"} == set(written)
    assert "| 明确收购 | hit | 2026-11-02 | hit |" in written["rules/account-trading.offer.md"]
