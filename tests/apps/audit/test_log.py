"""The log: what it takes, what it proves, what it notices."""

from __future__ import annotations

import itertools

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.apps.audit import selectors
from goodstanding.apps.audit.errors import ActionMalformed, EntryUnknown, ProofImpossible
from goodstanding.apps.audit.models import LogEntry, LogHead, MerkleNode
from goodstanding.apps.audit.proofs import verify_consistency, verify_inclusion
from goodstanding.apps.audit.services import record, record_many, sign_checkpoint
from goodstanding.apps.audit.verification import verify_log
from goodstanding.apps.common.errors import OutsideTransaction
from goodstanding.apps.identity.actors import SYSTEM
from tests.apps.audit.conftest import entries


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction(at):
    with pytest.raises(OutsideTransaction):
        record("case:opened", actor=SYSTEM, subject_kind="case", subject_ref="C-1", at=at)


def test_an_action_names_subject_and_deed(db, at):
    with pytest.raises(ActionMalformed):
        record("opened", actor=SYSTEM, subject_kind="case", subject_ref="C-1", at=at)


def test_an_untouched_log_verifies(log):
    verdict = verify_log()

    assert (True, 13, 2) == (verdict.is_whole, verdict.size, verdict.checkpoints)


def test_an_empty_log_verifies(db):
    assert verify_log().is_whole


def test_every_entry_proves_itself_against_every_later_size(log):
    for size in range(1, 14):
        root = bytes.fromhex(selectors.root_hash(size))
        for index in range(size):
            proof = selectors.inclusion_proof(index, size=size)

            assert verify_inclusion(
                bytes.fromhex(proof.entry.leaf_hash), index=index, size=size, path=[*map(bytes.fromhex, proof.path)], root=root
            )


def test_every_size_proves_that_it_begins_with_every_smaller(log):
    for first, second in itertools.combinations(range(1, 14), 2):
        proof = selectors.consistency_proof(first, second)

        assert verify_consistency(
            first=first,
            second=second,
            first_root=bytes.fromhex(proof.first_root),
            second_root=bytes.fromhex(proof.second_root),
            path=[*map(bytes.fromhex, proof.path)],
        )


def test_a_proof_outside_the_log_is_refused(log):
    with pytest.raises(ProofImpossible):
        selectors.inclusion_proof(9, size=8)


def test_an_entry_beyond_the_end_is_unknown(log):
    with pytest.raises(EntryUnknown):
        selectors.inclusion_proof(13)


def test_entries_about_a_subject_come_in_order(log):
    record("case:closed", actor=SYSTEM, subject_kind="case", subject_ref="C-3", at=log)

    assert ["case:opened", "case:closed"] == [entry.action for entry in selectors.entries_about("case", "C-3")]


def test_signing_twice_gives_the_first_signature(log):
    assert sign_checkpoint(at=log) == selectors.latest_checkpoint()


EDITS = {
    "payload": 'UPDATE audit_logentry SET payload = \'{"number":9999}\' WHERE "index" = {index}',
    "payload spacing": 'UPDATE audit_logentry SET payload = \'{{"number": {index}}}\' WHERE "index" = {index}',
    "action": "UPDATE audit_logentry SET action = 'case:closed' WHERE \"index\" = {index}",
    "actor": "UPDATE audit_logentry SET actor_ref = 'somebody' WHERE \"index\" = {index}",
    "subject": "UPDATE audit_logentry SET subject_ref = 'C-other' WHERE \"index\" = {index}",
    "time": "UPDATE audit_logentry SET at = '2020-01-01 00:00:00' WHERE \"index\" = {index}",
    "leaf hash": "UPDATE audit_logentry SET leaf_hash = '" + "0" * 64 + '\' WHERE "index" = {index}',
    "chain hash": "UPDATE audit_logentry SET chain_hash = '" + "0" * 64 + '\' WHERE "index" = {index}',
    "deletion": 'DELETE FROM audit_logentry WHERE "index" = {index}',
}


@pytest.mark.parametrize("edit", EDITS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=13, deadline=None)
@given(index=st.integers(0, 12))
def test_any_edit_is_found_where_it_was_made(log, tamper, edit, index):
    """RQ-091."""
    with transaction.atomic():
        tamper(EDITS[edit].replace("{{", "{").replace("}}", "}").replace("{index}", str(index)))
        verdict = verify_log()
        transaction.set_rollback(True)

    assert (False, f"L-{index}") == (verdict.is_whole, verdict.broken)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(pair=st.lists(st.integers(0, 12), min_size=2, max_size=2, unique=True))
def test_two_entries_that_changed_places_are_found(log, tamper, pair):
    first, second = sorted(pair)
    with transaction.atomic():
        tamper(
            f'UPDATE audit_logentry SET "index" = 999 WHERE "index" = {first}',
            f'UPDATE audit_logentry SET "index" = {first} WHERE "index" = {second}',
            f'UPDATE audit_logentry SET "index" = {second} WHERE "index" = 999',
        )
        verdict = verify_log()
        transaction.set_rollback(True)

    assert f"L-{first}" == verdict.broken


def test_an_inserted_entry_is_found(log, tamper):
    columns = "at, action, actor_kind, actor_ref, subject_kind, subject_ref, payload, leaf_hash, chain_hash"
    tamper(f'INSERT INTO audit_logentry ("index", {columns}) SELECT 13, {columns} FROM audit_logentry WHERE "index" = 3')

    assert "L-13" == verify_log().broken


def test_a_cut_off_end_is_found_by_the_head(log, tamper):
    tamper("DELETE FROM audit_checkpoint", 'DELETE FROM audit_logentry WHERE "index" >= 11')

    assert "L-11" == verify_log().broken


def rebuild(count, at, change=None):
    """Write the log again from the start, every derived hash included: the ablest forger without the signing key."""
    for model in (LogEntry, MerkleNode, LogHead):
        model.objects.all().delete()
    forged = entries(count)
    if change is not None:
        forged[change] = entries(1, 999)[0]
    record_many(forged, at=at)


def test_a_cut_off_end_with_a_matching_head_is_found_by_a_checkpoint(log, tamper):
    tamper()
    rebuild(11, log)

    verdict = verify_log()

    assert ("L-11", False) == (verdict.broken, verdict.is_whole)


def test_a_log_rewritten_throughout_is_found_by_its_checkpoints(log, tamper):
    tamper()
    rebuild(13, log, change=10)

    verdict = verify_log()

    assert ("L-8", False) == (verdict.broken, verdict.is_whole)


def test_a_log_rewritten_without_checkpoints_is_found_by_a_kept_one(log, tamper):
    kept = selectors.latest_checkpoint()
    tamper("DELETE FROM audit_checkpoint")
    rebuild(13, log, change=10)

    assert (True, False) == (verify_log().is_whole, verify_log(trusted=[kept]).is_whole)


def test_a_forged_checkpoint_is_found_by_its_signature(log, tamper):
    tamper("UPDATE audit_checkpoint SET signature = '" + "00" * 64 + "' WHERE size = 13")

    assert "checkpoint 13" == verify_log().broken


def test_an_edited_subtree_is_found(log, tamper):
    tamper("UPDATE audit_merklenode SET hash = '" + "0" * 64 + '\' WHERE level = 2 AND "index" = 1')

    assert "L-7" == verify_log().broken


@pytest.mark.parametrize("table", ["audit_logentry", "audit_merklenode", "audit_checkpoint"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_record(log, table, statement):
    """RQ-091."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_the_database_refuses_to_replace_a_record(log):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO audit_checkpoint (id, size, root_hash, at, key_id, signature) "
            "SELECT id, size, 'x', at, key_id, signature FROM audit_checkpoint"
        )


def test_recording_two_hundred_takes_a_handful_of_statements(log, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        record_many(entries(200, 13), at=log)

    assert verify_log().is_whole
