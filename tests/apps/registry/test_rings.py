"""Registrations in bulk: kept as digests, held against one another, brought before a person, and nothing closed by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.checks.ring import check
from goodstanding.apps.registry.errors import RingSettled
from goodstanding.apps.registry.models import Account, Application, Origin, RegistrationRing
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.reading.patrol import patrol
from goodstanding.apps.registry.reading.rings import RingRecord, ring, ring_report, rings, rings_of
from goodstanding.apps.registry.services import register_account
from goodstanding.apps.registry.services.applying import save_application, start_application, submit_application
from goodstanding.apps.registry.services.origins import forget_origins
from goodstanding.apps.registry.services.patrolling import plan_patrols
from goodstanding.apps.registry.services.projection import apply_account_event
from goodstanding.apps.registry.services.ringing import decide_ring, look_for_rings
from goodstanding.apps.review.selectors import case
from goodstanding.core.events.decoding import decode_event
from goodstanding.core.events.event import Event
from tests.factories.applications import person_form
from tests.factories.events import event
from tests.factories.matters import Matters, claimed

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
PHONE = "1712345{:04d}"


def handed_in(n: int, *, at: datetime, device: str = "d1", network: str = "n1", **changed: str) -> ApplicationRecord:
    """Hand in an application from a device and a network."""
    begun = start_application(f"acct-ring-{n}", applicant=None, actor=SYSTEM, at=at)
    form = person_form(n, mobile=PHONE.format(n), contact=f"a{n}@demo{n}.invalid") | changed
    saved = save_application(begun.ref, values=form, expected_version=begun.version, at=at)
    origin = {"device": device, "network": network}
    return submit_application(saved.ref, expected_version=saved.version, origin=origin, actor=SYSTEM, at=at)


def farm(n: int, *, at: datetime, first: int = 1) -> list[ApplicationRecord]:
    """Hand in so many applications from one device within hours, with numbers in a row."""
    return [handed_in(first + place, at=at + place * HOUR) for place in range(n)]


def decoded(told: dict[str, Any], *, at: datetime) -> Event:
    found = decode_event(told, at=at)
    assert isinstance(found, Event)
    return found


def state_of(record: ApplicationRecord) -> str:
    return next(found.state for found in application(record.ref).checks if found.code == "ring")


def found_ring(at: datetime) -> RingRecord:
    look_for_rings(at=at)
    (found,) = rings()
    return found


def decided_as(outcome: str, found: RingRecord, matters: Matters, at: datetime) -> RingRecord:
    held = claimed(case(found.case_ref), matters.actor("reviewer"), at=at)
    return decide_ring(
        found.ref,
        outcome=outcome,
        reasons="已逐条核对。",
        case_version=held.version,
        actor=matters.actor("reviewer"),
        at=at,
    )


def test_ordinary_application_passes(matters: Matters, at: datetime) -> None:
    assert "passed" == state_of(handed_in(1, at=at))


def test_fourth_from_one_device_asks_for_a_person(matters: Matters, at: datetime) -> None:
    states = [state_of(one) for one in farm(4, at=at)]

    assert ["passed", "passed", "passed", "needs_person"] == states


def test_rq042_ring_never_refuses_an_application(matters: Matters, at: datetime) -> None:
    last = farm(6, at=at)[-1]

    assert last.status in {"checking", "review"}
    assert "failed" not in {found.state for found in last.checks}


def test_no_value_is_kept_in_the_clear(matters: Matters, at: datetime) -> None:
    handed_in(1, at=at, contact="reader@throwaway.invalid")

    kept = " ".join(Origin.objects.values_list("value", flat=True)) + str(RegistrationRing.objects.values())
    assert 4 == Origin.objects.count()
    assert "171" not in [value[:3] for value in kept.split()]
    assert "throwaway" not in kept


def test_mail_that_anybody_has_is_no_trace(matters: Matters, at: datetime) -> None:
    handed_in(1, at=at, contact="reader@qq.com")

    assert not Origin.objects.filter(kind="contact_domain").exists()


def test_rq042_number_of_a_virtual_operator_is_a_caution_only(matters: Matters, at: datetime) -> None:
    found = handed_in(1, at=at)

    assert ["virtual_number"] == Origin.objects.get(kind="phone_prefix").cautions
    assert "passed" == state_of(found)


def test_rq042_ring_lists_its_edges_and_why(matters: Matters, at: datetime) -> None:
    farm(5, at=at)

    found = found_ring(at + 6 * HOUR)

    assert 5 == len(found.members)
    edge = next(one for one in found.edges if {one.a, one.b} == {"acct-ring-1", "acct-ring-2"})
    assert {"device", "network", "phone_prefix"} == {reason.kind for reason in edge.reasons}
    assert all(reason.points and reason.holders == 5 for reason in edge.reasons)
    assert ("open", ("virtual_number",)) == (found.status, found.members[0].cautions)


def test_rq042_burst_is_on_the_ring(matters: Matters, at: datetime) -> None:
    farm(6, at=at)

    assert {"device", "phone_prefix"} == {one.kind for one in found_ring(at + 6 * HOUR).bursts}


def test_what_was_looked_at_is_not_looked_at_again(matters: Matters, at: datetime) -> None:
    farm(4, at=at)

    assert (1, 0) == (look_for_rings(at=at + 4 * HOUR), look_for_rings(at=at + 5 * HOUR))


def test_open_ring_grows_within_its_case(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    first = found_ring(at + 4 * HOUR)
    farm(2, at=at + 5 * HOUR, first=5)

    grown = found_ring(at + 8 * HOUR)

    assert (first.ref, first.case_ref, 6) == (grown.ref, grown.case_ref, len(grown.members))


def test_decided_ring_is_not_asked_again_until_it_grows(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    decided_as("lawful", found_ring(at + 4 * HOUR), matters, at + 4 * HOUR)
    Origin.objects.update(looked_at=None)
    again = look_for_rings(at=at + 5 * HOUR)
    farm(1, at=at + 6 * HOUR, first=5)

    assert (0, 1) == (again, look_for_rings(at=at + 7 * HOUR))
    assert [1, 0] == [len(one.earlier) for one in rings()]


def test_rq042_no_account_is_closed_on_membership_alone(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    for n in range(1, 5):
        register_account(f"acct-ring-{n}", name=f"示例账号{n}", registered_at=at, actor=SYSTEM, at=at)
    before = [list(rows.values()) for rows in (Account.objects.order_by("id"), Application.objects.order_by("id"))]

    decided_as("doubtful", found_ring(at + 4 * HOUR), matters, at + 4 * HOUR)

    assert before == [list(rows.values()) for rows in (Account.objects.order_by("id"), Application.objects.order_by("id"))]


def test_doubtful_ring_makes_each_account_due_on_its_own(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    register_account("acct-ring-1", name="示例账号", registered_at=at, actor=SYSTEM, at=at)
    plan_patrols(at=at)

    decided_as("doubtful", found_ring(at + 4 * HOUR), matters, at + 4 * HOUR)

    due = patrol("acct-ring-1")
    assert ("ring", at + 4 * HOUR, ("identity", "contact")) == (due.trigger, due.next_due, due.fields)


@pytest.mark.parametrize("outcome", ["unrelated", "lawful"])
def test_other_answers_change_nothing(matters: Matters, at: datetime, outcome: str) -> None:
    farm(4, at=at)
    register_account("acct-ring-1", name="示例账号", registered_at=at, actor=SYSTEM, at=at)
    plan_patrols(at=at)
    before = patrol("acct-ring-1")

    decided_as(outcome, found_ring(at + 4 * HOUR), matters, at + 4 * HOUR)

    assert before == patrol("acct-ring-1")


def test_ring_is_decided_once(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    found = decided_as("lawful", found_ring(at + 4 * HOUR), matters, at + 4 * HOUR)

    with pytest.raises(RingSettled):
        decide_ring(found.ref, outcome="doubtful", reasons="再看", case_version=None, actor=SYSTEM, at=at + 5 * HOUR)


def test_rq042_precision_in_service_is_what_people_found(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    decided_as("doubtful", found_ring(at + 4 * HOUR), matters, at + 4 * HOUR)

    report = ring_report()
    assert ({"doubtful": 1}, (1, 1)) == (dict(report.by_status), (report.doubtful.part, report.doubtful.whole))


def test_accounts_of_one_subject_are_no_ring(matters: Matters, at: datetime) -> None:
    for n in range(1, 6):
        begun = start_application(f"acct-same-{n}", applicant=None, actor=SYSTEM, at=at)
        form = person_form(7, account_name=f"示例同一主体{n}")
        saved = save_application(begun.ref, values=form, expected_version=begun.version, at=at)
        origin = {"device": "d1", "network": "n1"}
        submit_application(saved.ref, expected_version=saved.version, origin=origin, actor=SYSTEM, at=at)

    assert 0 == look_for_rings(at=at + HOUR)


def test_registrations_told_by_events_are_held_against_one_another(matters: Matters, at: datetime) -> None:
    origin = {"device": "dv", "phone_prefix": "1712345", "nonsense": "x", "network": 7}
    for n in range(4):
        data = {"name": f"示例外来{n}", "origin": origin}
        told = event(f"r{n}", type="account.registered", subject=f"acct-told-{n}", data=data, time=(at + n * HOUR).isoformat())
        apply_account_event(decoded(told, at=at))

    found = found_ring(at + 5 * HOUR)

    assert 4 == len(found.members)
    assert {"device", "phone_prefix"} == set(Origin.objects.values_list("kind", flat=True))
    assert "1712345" not in Origin.objects.values_list("value", flat=True)


def test_page_of_an_account_finds_its_rings(matters: Matters, at: datetime) -> None:
    farm(4, at=at)
    found = found_ring(at + 4 * HOUR)

    assert (found.ref,) == tuple(one.ref for one in rings_of("acct-ring-3"))
    assert found == ring(found.ref)


def test_traces_are_forgotten_after_the_published_days(matters: Matters, at: datetime) -> None:
    handed_in(1, at=at)

    assert (0, 4) == (forget_origins(at=at + timedelta(days=179)), forget_origins(at=at + timedelta(days=181)))


def test_check_is_the_one_the_application_runs() -> None:
    from goodstanding.apps.registry.checks import CHECKS

    assert check in CHECKS
