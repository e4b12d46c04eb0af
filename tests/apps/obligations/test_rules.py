"""The digest of the rules: drawn from the rules in force, accepted by version, asked anew when they change."""

from __future__ import annotations

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.reading.rules import acceptances, accepted_at, rules_digest
from goodstanding.apps.obligations.services.rules import accept_rules
from goodstanding.apps.policies.services import install_pack
from tests.core.policy import sample
from tests.factories.matters import ACCOUNT, seed_matters
from tests.factories.screening_pack import archive


@pytest.fixture
def matters(db, at):
    return seed_matters(at=at)


def accepted(matters, at, *, by="owner", **changes):
    given = {"digest_sha256": rules_digest(at=at).sha256} | changes
    return accept_rules(ACCOUNT, actor=matters.actor(by), at=at, **given)


def test_digest_names_violations_clauses_and_titles_and_no_condition(matters, at):
    found = rules_digest(at=at)

    labels = [label for label, _, _ in found.lines]
    assert len(labels) == len(set(labels))
    assert all(clauses and titles for _, clauses, titles in found.lines)
    assert "signal" not in str(found.lines)


def test_rq069_acceptance_is_in_the_ledger_by_version(matters, at):
    accepted(matters, at)

    digest = rules_digest(at=at).pack_digest
    assert ((digest, at),) == acceptances(ACCOUNT)
    assert at == accepted_at(ACCOUNT, matters.users["owner"], pack_digest=digest)


def test_rq069_new_version_of_the_rules_asks_anew(matters, at):
    accepted(matters, at)

    changed = sample.PACK.replace("2026.11.1", "2026.11.2") + "settings: {machine_hold_hours: 24}\n"
    install_pack(archive(pack=changed), mode="live", actor=SYSTEM, at=at)

    assert accepted_at(ACCOUNT, matters.users["owner"], pack_digest=rules_digest(at=at).pack_digest) is None


def test_accepting_again_is_the_same_acceptance(matters, at):
    first = accepted(matters, at)

    assert first == accepted(matters, at)
    assert 1 == len(acceptances(ACCOUNT))


def test_digest_that_was_not_shown_is_not_accepted(matters, at):
    with pytest.raises(RecordUnfit, match="changed"):
        accepted(matters, at, digest_sha256="0" * 64)


def test_stranger_does_not_accept_for_an_account(matters, at):
    with pytest.raises(RecordUnfit):
        accepted(matters, at, by="stranger")
