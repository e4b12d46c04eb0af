"""Claims about the database itself: no statement, however raw, stores a half-made decision or changes a made one."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.matters import case_about, decided, decided_by_two, machine_hold

BLACKLIST = [{"code": "blacklist", "scope": "", "days": None, "starts_at": "x", "ends_at": None, "review_at": None}]
CLOSE = [{"code": "close", "scope": "", "days": None, "starts_at": "x", "ends_at": None, "review_at": None}]
REMOVE = [{"code": "remove_content", "scope": "", "days": None, "starts_at": "x", "ends_at": "2027-01-01T00:00:00+00:00"}]
ENDLESS = [{"code": "hold", "scope": "", "days": None, "starts_at": "x", "ends_at": None}]
UNKNOWN = [{"code": "scold", "scope": "", "ends_at": None}]


def insert_copy(ref, **changes):
    """Copy a stored decision by raw SQL under another reference, with its own notice, changed as told."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM enforcement_decision WHERE ref = %s", [ref])
        row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        cursor.execute("SELECT * FROM notices_notice WHERE id = %s", [row["notice_id"]])
        notice = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        notice_id = _insert(cursor, "notices_notice", notice | {"id": 900_001, "ref": "N-COPY", "decision_ref": "D-COPY"})
        fresh = {
            "id": 900_001,
            "ref": "D-COPY",
            "notice_id": notice_id,
            "log_index": 900_001,
            "supersedes_id": None,
            "supersede_reason": "",
        }
        _insert(cursor, "enforcement_decision", row | fresh | {name: _json(value) for name, value in changes.items()})
        raise Undo


def _insert(cursor, table, row):
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(row.values()))
    return row["id"]


def _json(value):
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


class Undo(Exception):
    """The insert went through; put everything back."""


def test_a_whole_copy_would_be_accepted(matters, at):
    decision = decided(matters, at=at)

    with pytest.raises(Undo):
        insert_copy(decision.ref)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"facts": ""}, "no_facts"),
        ({"facts": " \n\t　"}, "no_facts"),
        ({"evidence": []}, "no_evidence"),
        ({"evidence": {}}, "no_evidence"),
        ({"evidence": [{"ref": "", "sha256": "e" * 64}]}, "no_evidence"),
        ({"evidence": [{"ref": "E-1", "sha256": "short"}]}, "no_evidence"),
        ({"clauses": []}, "no_clause"),
        ({"clauses": [{"ref": "PA21:99", "sha256": "0" * 64, "text": "x"}]}, "unknown_clause"),
        ({"clauses": [{"title": "互联网用户公众账号信息服务管理规定"}]}, "_clause"),
        ({"appeal_route": {}}, "no_appeal_route"),
        ({"appeal_route": {"url_path": "/x", "deadline": "", "days": 60}}, "no_appeal_route"),
        ({"appeal_route": {"url_path": "/x", "deadline": "2027-01-01", "days": 0}}, "no_appeal_route"),
        ({"statement": {}}, "no_statement"),
        ({"measures": UNKNOWN}, "unknown_measure"),
        ({"measures": CLOSE}, "needs_second_person"),
        ({"measures": BLACKLIST}, "needs_second_person"),
        ({"exception_reason": "示例"}, "needs_second_person"),
        ({"verdict": "no_violation"}, "measure_without_violation"),
        ({"verdict": "guilty", "measures": []}, "enforcement_known_verdict"),
        ({"source": "machine"}, "_"),
        ({"decider_id": None}, "enforcement_person_decides"),
        ({"notice_id": 999_999}, "no_notice"),
        ({"notice_id": None}, "no_notice"),
        ({"source": "appeal"}, "enforcement_appeal_supersedes"),
    ],
)
def test_a_half_made_decision_cannot_be_inserted(matters, at, changes, reason):
    decision = decided(matters, at=at)

    with pytest.raises(IntegrityError, match=reason):
        insert_copy(decision.ref, **changes)


@pytest.mark.parametrize("ref", ["PA21:4.1", "PA21:18(9)", "PA21:18(10)"])
def test_an_open_ended_clause_alone_cannot_be_inserted(matters, at, ref):
    """RQ-003, RQ-086."""
    from goodstanding.apps.policies import selectors as policies

    decision, clause = decided(matters, at=at), policies.clause(ref)

    with pytest.raises(IntegrityError, match="no_clause"):
        insert_copy(decision.ref, clauses=[{"ref": ref, "version": "x", "sha256": clause.sha256, "text": clause.text}])


def test_a_clause_with_another_text_cannot_be_inserted(matters, at):
    """RQ-001."""
    decision = decided(matters, at=at)
    clause = decision.clauses[0]

    with pytest.raises(IntegrityError, match="unknown_clause"):
        insert_copy(decision.ref, clauses=[{"ref": clause.ref, "version": "x", "sha256": clause.sha256, "text": "改过的文字"}])


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's")
def test_a_decision_cannot_be_replaced_in_place(matters, at):
    decision = decided(matters, at=at)

    with pytest.raises(IntegrityError, match="immutable"):
        replace_in_place(decision.ref)


def replace_in_place(ref):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM enforcement_decision WHERE ref = %s", [ref])
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True)) | {"facts": "改过的事实"}
        marks = ", ".join(["%s"] * len(names))
        cursor.execute(f"INSERT OR REPLACE INTO enforcement_decision ({', '.join(names)}) VALUES ({marks})", list(row.values()))


def test_another_decisions_notice_cannot_be_borrowed(matters, at):
    decision = decided(matters, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT notice_id FROM enforcement_decision WHERE ref = %s", [decision.ref])
        notice_id = cursor.fetchone()[0]

    with pytest.raises(IntegrityError, match=r"no_notice|immutable"):
        insert_copy(decision.ref, notice_id=notice_id)


@pytest.mark.parametrize("measures", [REMOVE, ENDLESS])
def test_a_machine_cannot_be_made_to_overstep(matters, at, measures):
    held = machine_hold(at=at)

    with pytest.raises(IntegrityError, match="machine_oversteps"):
        insert_copy(held.ref, measures=measures)


def test_a_blacklist_entry_without_review_date_cannot_be_inserted(matters, at):
    """RQ-090."""
    decision = decided(matters, at=at)

    with pytest.raises(IntegrityError, match="no_review_date"):
        insert_copy(decision.ref, measures=BLACKLIST, second_approver_id=matters.users["senior"])


def test_the_same_person_twice_cannot_be_inserted(matters, at):
    """RQ-090."""
    decision = decided(matters, at=at)

    with pytest.raises(IntegrityError, match=r"needs_second_person|second_person_is_another"):
        insert_copy(decision.ref, measures=CLOSE, second_approver_id=matters.users["reviewer"])


@pytest.mark.parametrize("person", ["reviewer", "senior"])
def test_whoever_took_part_cannot_be_inserted_as_the_panel(matters, at, person):
    decision = decided_by_two(matters, exception_reason="示例", severity="serious", measures=_long(), at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM enforcement_decision WHERE ref = %s", [decision.ref])
        former_id = cursor.fetchone()[0]

    with pytest.raises(IntegrityError, match="took_part"):
        insert_copy(
            decision.ref,
            source="appeal",
            supersedes_id=former_id,
            supersede_reason="x",
            decider_id=matters.users[person],
            second_approver_id=matters.users["chief"],
        )


def _long():
    from goodstanding.apps.enforcement.values import MeasureDraft

    return (MeasureDraft("suspend_updates", days=30),)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE enforcement_decision SET facts = 'x'",
        "UPDATE enforcement_decision SET decider_id = decider_id",
        "DELETE FROM enforcement_decision",
        "UPDATE enforcement_measurestate SET code = 'warn'",
        "UPDATE enforcement_measurestate SET ends_at = NULL",
        "UPDATE enforcement_measurestate SET status = 'pending'",
        "DELETE FROM enforcement_measurestate",
        "UPDATE review_case SET due_at = '2030-01-01'",
        "DELETE FROM review_case",
        "UPDATE review_casetransition SET note = 'x'",
        "DELETE FROM review_casetransition",
        "UPDATE notices_notice SET body = 'x'",
    ],
)
def test_what_was_recorded_cannot_be_changed(matters, at, statement):
    decided(matters, at=at)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_measure_the_decision_does_not_impose_cannot_be_added(matters, at):
    decision = decided(matters, at=at)

    with pytest.raises(IntegrityError, match="not_in_decision"):
        add_closing(decision.ref)


def add_closing(ref):
    columns = "id, decision_id, position, code, scope, account_ref, content_ref, starts_at, status"
    chosen = "900001, id, 2, 'close', '', account_ref, '', decided_at, 'applied'"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO enforcement_measurestate ({columns}) SELECT {chosen} FROM enforcement_decision WHERE ref = %s", [ref]
        )


def test_two_open_cases_about_one_act_cannot_be_inserted(matters, at):
    case = case_about(at=at)

    with pytest.raises(IntegrityError):
        copy_case(case.ref)


def copy_case(ref):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM review_case WHERE ref = %s", [ref])
        row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        _insert(cursor, "review_case", row | {"id": 900_001, "ref": "C-COPY"})


def test_a_raw_precaution_that_reaches_beyond_one_content_is_refused(matters, at):
    decision = decided(matters, at=at)
    limit = [{"code": "suspend_updates", "scope": "", "ends_at": None}]

    with pytest.raises(IntegrityError, match="precaution_oversteps"):
        insert_copy(decision.ref, verdict="precaution", measures=limit)
