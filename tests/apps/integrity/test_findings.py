"""Findings: evidence that cannot change, one case at a time, control links beside the content, and nothing done by a machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from goodstanding.apps.audit.selectors import entry
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.integrity import evidence
from goodstanding.apps.integrity.errors import ControlMissing, FindingSettled, FindingUnfit, FindingUnknown
from goodstanding.apps.integrity.models import Finding, Observation
from goodstanding.apps.integrity.selectors import finding, finding_reports, findings, findings_of
from goodstanding.apps.integrity.services.deciding import decide_finding
from goodstanding.apps.integrity.services.recording import QUIET, record_finding
from goodstanding.apps.integrity.values import FindingRecord, NewFinding
from goodstanding.apps.registry.models import Account
from goodstanding.apps.review.selectors import case, case_file
from tests.factories.farms import FARM, new_finding, one_subject
from tests.factories.matters import Matters, claimed

pytestmark = pytest.mark.django_db


def kept(found: NewFinding, at: datetime) -> str:
    return record_finding(found, source="worker", actor=SYSTEM, at=at)


def answered(ref: str, outcome: str, matters: Matters, at: datetime, *, control: str = "") -> FindingRecord:
    held = claimed(case(finding(ref).case_ref), matters.actor("reviewer"), at=at)
    return decide_finding(
        ref,
        outcome=outcome,
        reasons="已逐篇比对。",
        control=control,
        case_version=held.version,
        actor=matters.actor("reviewer"),
        at=at,
    )


def test_finding_waits_for_a_person_with_its_explanation(matters: Matters, at: datetime) -> None:
    found = finding(kept(new_finding(at=at), at))

    assert ("open", "coordination", "matter") == (found.status, case(found.case_ref).queue, case(found.case_ref).kind)
    assert [("c-2", "c-1", ((0, 9, 1, 10),))] == [(one.content_ref, one.other_ref, one.passages) for one in found.alike]
    assert [(3, 40)] == [(one.shared, one.apart) for one in found.met]


def test_digest_of_the_evidence_is_in_the_record(matters: Matters, at: datetime) -> None:
    found = finding(kept(new_finding(at=at), at))

    row = Observation.objects.get()
    assert found.sha256 == evidence.digest(row.evidence, row.control)
    assert found.sha256 == entry(found.log_index).details()["sha256"]


@pytest.mark.parametrize("change", [{"evidence": "{}"}, {"accounts": []}, {"sha256": "0" * 64}])
def test_observation_cannot_be_changed(matters: Matters, at: datetime, change: dict[str, Any]) -> None:
    kept(new_finding(at=at), at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.update(**change)


def test_finding_cannot_be_removed(matters: Matters, at: datetime) -> None:
    kept(new_finding(at=at), at)

    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.all().delete()


def test_same_finding_again_tells_nothing_new(matters: Matters, at: datetime) -> None:
    kept(new_finding(at=at), at)

    assert ("", 1) == (kept(new_finding(at=at), at + timedelta(days=1)), Observation.objects.count())


def test_what_grew_joins_the_open_case(matters: Matters, at: datetime) -> None:
    first = finding(kept(new_finding(at=at), at))
    more = new_finding(at=at, accounts=(*FARM, "acct-farm-9"), contents=("c-1", "c-2", "c-3"))

    grown = finding(kept(more, at + QUIET))

    assert (first.ref, first.case_ref, 2, 5) == (grown.ref, grown.case_ref, grown.observations, len(grown.accounts))


def test_little_growth_soon_after_does_not_disturb(matters: Matters, at: datetime) -> None:
    many = tuple(f"acct-many-{n:02}" for n in range(20))
    kept(new_finding(at=at, accounts=many), at)
    more = new_finding(at=at, accounts=(*many, "acct-many-99"))

    assert ["", True] == [kept(more, at + QUIET / 2), bool(kept(more, at + QUIET))]


def test_rq081_alike_content_alone_confirms_nothing(matters: Matters, at: datetime) -> None:
    ref = kept(new_finding(at=at), at)

    with pytest.raises(ControlMissing):
        answered(ref, "confirmed", matters, at)

    assert "open" == finding(ref).status


def test_rq081_subject_on_file_is_a_control_link(matters: Matters, at: datetime) -> None:
    one_subject(FARM[:3], at=at)

    found = answered(kept(new_finding(at=at), at), "confirmed", matters, at)

    assert {"same_subject"} == {link.kind for link in found.control}
    assert FARM[:3] == found.controlled
    assert 3 == len(found.account_cases)


def test_rq081_person_may_name_what_shows_one_hand(matters: Matters, at: datetime) -> None:
    found = answered(kept(new_finding(at=at), at), "confirmed", matters, at, control="四个账号留有同一收款码，见附件。")

    assert len(FARM) == len(found.account_cases)


def test_confirmed_opens_cases_and_limits_nobody(matters: Matters, at: datetime) -> None:
    one_subject(FARM, at=at)
    before = list(Account.objects.order_by("id").values())

    found = answered(kept(new_finding(at=at), at), "confirmed", matters, at)

    opened = case(found.account_cases[0])
    assert ("open", "coordinated_posting", FARM[0]) == (opened.status, opened.label, opened.account_ref)
    assert found.sha256 in {one.sha256 for one in case_file(opened.ref, matters.users["reviewer"]).evidence}
    assert before == list(Account.objects.order_by("id").values())


def test_lawful_accounts_are_not_asked_about_again(matters: Matters, at: datetime) -> None:
    answered(kept(new_finding(at=at), at), "lawful", matters, at)

    assert "" == kept(new_finding(at=at, contents=("c-7", "c-8")), at + timedelta(days=3))


@pytest.mark.parametrize("outcome", ["unrelated", "confirmed"])
def test_new_texts_after_another_answer_are_asked_about(matters: Matters, at: datetime, outcome: str) -> None:
    one_subject(FARM, at=at)
    first = answered(kept(new_finding(at=at), at), outcome, matters, at)

    again = kept(new_finding(at=at, contents=("c-2", "c-8")), at + timedelta(days=3))

    assert again not in {"", first.ref}


def test_finding_is_decided_once(matters: Matters, at: datetime) -> None:
    ref = answered(kept(new_finding(at=at), at), "unrelated", matters, at).ref

    with pytest.raises(FindingSettled):
        decide_finding(ref, outcome="lawful", reasons="再看", case_version=None, actor=SYSTEM, at=at)


def test_findings_of_an_account_and_precision_in_service(matters: Matters, at: datetime) -> None:
    ref = answered(kept(new_finding(at=at), at), "unrelated", matters, at).ref

    (report,) = finding_reports()
    assert ((ref,), ()) == (tuple(one.ref for one in findings_of(FARM[1])), findings(status="open"))
    confirmed = (report.confirmed.part, report.confirmed.whole)
    assert ("farm", {"unrelated": 1}, (0, 1)) == (report.kind, dict(report.by_status), confirmed)


@pytest.mark.parametrize(
    "change",
    [
        {"accounts": ()},
        {"accounts": ("",)},
        {"score": 1.5},
        {"clause": "第十八条"},
        {"kind": "农场"},
        {"evidence": {"n": 2**60}},
        {"evidence": {"text": "长" * 1_000_000}},
        {"since": datetime(2026, 1, 1)},  # noqa: DTZ001  without a zone: refused
    ],
    ids=["nobody", "empty", "score", "clause", "kind", "number", "size", "zone"],
)
def test_unfit_finding_is_refused_and_nothing_kept(matters: Matters, at: datetime, change: dict[str, Any]) -> None:
    with pytest.raises(FindingUnfit):
        kept(replace(new_finding(at=at), **change), at)

    assert not Finding.objects.exists()


def test_unknown_finding_is_named(db: None) -> None:
    with pytest.raises(FindingUnknown):
        finding("F-NONE")
