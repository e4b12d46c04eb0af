"""Applications: filled in over days, checked, decided, and turned into accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.notices.selectors import inbox
from goodstanding.apps.registry import caps, selectors
from goodstanding.apps.registry.errors import AgreementUnfit, ApplicationChanged, ApplicationIncomplete, CapReached
from goodstanding.apps.registry.models import Application, Operator
from goodstanding.apps.registry.reading import applications as reading
from goodstanding.apps.registry.services import agreements
from goodstanding.apps.registry.services.applying import (
    decide_application,
    save_application,
    start_application,
    submit_application,
    withdraw_application,
)
from goodstanding.apps.review import services as review
from goodstanding.apps.review.selectors import case
from tests.factories.applications import applied, company_form, credit_code, filled_in, person_form, resident_number
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db

AGREEMENT = "发布权限。账号管理责任。长期不用。终止。申诉。数据。"
CLAUSES = dict(zip(agreements.SLOTS, ("发布权限", "账号管理责任", "长期不用", "终止", "申诉", "数据"), strict=True))


def approved(ref: str, matters: Matters, at: datetime) -> str:
    """Have a reviewer approve an application; return the account's id."""
    found = reading.application(ref)
    review.perform(
        found.case_ref,
        action="claim",
        expected_version=case(found.case_ref).version,
        actor=Actor.user(matters.users["reviewer"]),
        at=at,
    )
    held = case(found.case_ref).version
    done = decide_application(
        ref,
        outcome="approve",
        reasons="材料齐全，已核对。",
        case_version=held,
        actor=Actor.user(matters.users["reviewer"]),
        at=at,
    )
    return done.account_ref


def test_rq067_form_without_the_five_basics_names_each_missing_field(at: datetime) -> None:
    begun = start_application("acct-new", applicant=None, actor=SYSTEM, at=at)

    with pytest.raises(ApplicationIncomplete) as refused:
        submit_application(begun.ref, expected_version=begun.version, actor=SYSTEM, at=at)

    named = {name for name, _ in refused.value.problems}
    assert {"subject_class", "registered_place", "operating_place", "categories", "contact"} <= named


def test_rq068_organization_without_a_scope_cannot_hand_in(at: datetime) -> None:
    draft = filled_in(company_form(business_scope=""), at=at)

    with pytest.raises(ApplicationIncomplete) as refused:
        submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)

    assert ["business_scope"] == [name for name, _ in refused.value.problems]


def test_rq068_scope_beside_the_category_goes_to_a_person(matters: Matters, at: datetime) -> None:
    found = applied(company_form(categories=["medicine"], business_scope="餐饮服务"), at=at, qualified_in=("medicine",))

    assert ("review", "needs_person") == (found.status, {one.code: one.state for one in found.checks}["scope"])


def test_rq071_organization_names_a_responsible_person(at: datetime) -> None:
    draft = filled_in(company_form(responsible_person=""), at=at)

    with pytest.raises(ApplicationIncomplete) as refused:
        submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)

    assert ["responsible_person"] == [name for name, _ in refused.value.problems]


@pytest.mark.parametrize(
    ("number", "accepted"),
    [
        (resident_number(7)[:-1] + "0" if not resident_number(7).endswith("0") else resident_number(7)[:-1] + "1", False),
        (resident_number(7, born="19900230"), False),
        ("".join(chr(ord(one) + 0xFEE0) if one.isdecimal() else one for one in resident_number(7)), True),
    ],
)
def test_rq022_a_wrong_number_is_refused_before_anybody_is_asked(
    number: str, accepted: bool, at: datetime, matters: Matters
) -> None:
    draft = filled_in(person_form(resident_id=number), at=at)

    try:
        submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)
        problems: list[str] = []
    except ApplicationIncomplete as refused:
        problems = [name for name, _ in refused.problems]

    assert ([] if accepted else ["resident_id"]) == problems


def test_rq014_unknown_category_is_refused_by_name(at: datetime) -> None:
    draft = filled_in(person_form(categories=["life", "no-such"]), at=at)

    with pytest.raises(ApplicationIncomplete) as refused:
        submit_application(draft.ref, expected_version=draft.version, actor=SYSTEM, at=at)

    assert "no-such" in refused.value.problems[0][1].zh


def test_application_saved_in_another_window_is_not_overwritten(at: datetime) -> None:
    draft = filled_in(person_form(), at=at)

    with pytest.raises(ApplicationChanged):
        save_application(draft.ref, values={"account_name": "另一窗口"}, expected_version=draft.version - 1, at=at)

    assert "示例生活笔记1" == reading.application(draft.ref).account_name


def test_personal_fields_are_stored_sealed_only(at: datetime) -> None:
    draft = filled_in(person_form(), at=at)

    stored = repr(list(Application.objects.filter(ref=draft.ref).values_list()))
    for secret in (resident_number(1), "演示某", "13900000001", "reader@demo.invalid"):
        assert secret not in stored


def test_approved_application_becomes_an_account_of_a_verified_subject(matters: Matters, at: datetime) -> None:
    found = applied(person_form(), at=at)

    account = selectors.account(approved(found.ref, matters, at))

    assert account.operator is not None
    assert ("active", True) == (account.status, account.operator.verified_at is not None)


def test_nothing_that_identifies_the_applicant_is_left_once_registered(matters: Matters, at: datetime) -> None:
    found = applied(person_form(), at=at)

    approved(found.ref, matters, at)

    assert b"" == bytes(Application.objects.get(ref=found.ref).personal_sealed)


def test_rq039_second_account_of_a_person_is_refused_with_the_count(matters: Matters, at: datetime) -> None:
    approved(applied(person_form(1), at=at).ref, matters, at)

    second = applied(person_form(1, account_name="第二个示例", mobile="13911112222"), at=at)

    check = {one.code: one for one in second.checks}["cap"]
    assert ("correction", "failed", {"cap": 1, "held": 1}) == (second.status, check.state, dict(check.detail))


def test_rq039_an_exception_lets_the_next_account_in(matters: Matters, at: datetime) -> None:
    first = applied(person_form(1), at=at)
    approved(first.ref, matters, at)
    index = Operator.objects.get(accounts__account_ref=first.account_ref).subject_index
    caps.grant_cap(index, cap=2, reason="公益项目账号", actor=SYSTEM, at=at)

    second = applied(person_form(1, account_name="第二个示例"), at=at)

    assert "review" == second.status


def test_cap_is_counted_again_when_the_person_decides(matters: Matters, at: datetime) -> None:
    first, second = applied(person_form(1), at=at), applied(person_form(1, account_name="第二个示例"), at=at)
    approved(first.ref, matters, at)

    with pytest.raises(CapReached):
        approved(second.ref, matters, at)

    assert "review" == reading.application(second.ref).status


def test_further_account_belongs_to_the_same_subject(matters: Matters, at: datetime) -> None:
    first, second = applied(company_form(1), at=at), applied(company_form(1, account_name="示例公司观察"), at=at)

    accounts = [selectors.account(approved(found.ref, matters, at)) for found in (first, second)]

    assert 1 == len({account.operator.ref for account in accounts if account.operator})


def test_withdrawing_closes_the_case_and_forgets_the_applicant(matters: Matters, at: datetime) -> None:
    found = applied(person_form(), at=at)

    withdraw_application(found.ref, expected_version=found.version, actor=SYSTEM, at=at)

    row = Application.objects.get(ref=found.ref)
    assert ("withdrawn", b"", "closed") == (row.status, bytes(row.personal_sealed), case(found.case_ref).status)


def test_returned_application_can_be_corrected_and_handed_in_again(matters: Matters, at: datetime) -> None:
    found = applied(person_form(), at=at)
    review.perform(
        found.case_ref,
        action="claim",
        expected_version=case(found.case_ref).version,
        actor=Actor.user(matters.users["reviewer"]),
        at=at,
    )
    decide_application(
        found.ref,
        outcome="return",
        reasons="简介中的职业没有证明材料。",
        case_version=case(found.case_ref).version,
        actor=Actor.user(matters.users["reviewer"]),
        at=at,
    )
    returned = reading.application(found.ref)

    saved = save_application(found.ref, values={"bio": "记录日常"}, expected_version=returned.version, at=at)
    again = submit_application(found.ref, expected_version=saved.version, actor=SYSTEM, at=at)

    assert ("correction", "review") == (returned.status, again.status)


def publish(version: str, *, material: bool, at: datetime, takes_effect: datetime) -> str:
    """Publish a version of the agreement; return its hash."""
    made = agreements.publish_agreement(
        version,
        zh=AGREEMENT + version,
        en=version,
        clauses=CLAUSES,
        material=material,
        effective_from=takes_effect,
        actor=SYSTEM,
        at=at,
    )
    return made.sha256


def test_rq013_agreement_without_a_subject_is_refused_by_its_name(at: datetime) -> None:
    with pytest.raises(AgreementUnfit, match="appeal"):
        agreements.publish_agreement(
            "1", zh=AGREEMENT, en="", clauses=CLAUSES | {"appeal": ""}, material=True, effective_from=at, actor=SYSTEM, at=at
        )


def test_rq012_application_without_acceptance_is_sent_back(matters: Matters, at: datetime) -> None:
    publish("1", material=True, at=at, takes_effect=at)

    found = applied(person_form(), at=at)

    assert ("correction", "failed") == (found.status, {one.code: one.state for one in found.checks}["agreement"])


def test_rq012_consent_lapses_when_a_material_change_takes_effect(at: datetime) -> None:
    later = at + timedelta(days=30)
    agreements.accept_agreement("acct-1", sha256=publish("1", material=True, at=at, takes_effect=at), actor=SYSTEM, at=at)
    publish("2", material=True, at=at, takes_effect=later)

    held = [reading.consent_holds("acct-1", at=moment) for moment in (at, later - timedelta(seconds=1), later)]

    assert [True, True, False] == held


def test_rq012_consent_outlives_a_change_that_is_not_material(at: datetime) -> None:
    agreements.accept_agreement("acct-1", sha256=publish("1", material=True, at=at, takes_effect=at), actor=SYSTEM, at=at)
    publish("2", material=False, at=at, takes_effect=at + timedelta(days=1))

    assert reading.consent_holds("acct-1", at=at + timedelta(days=2))


def test_code_of_the_company_is_kept_in_its_one_form(matters: Matters, at: datetime) -> None:
    typed = credit_code(3).lower()

    found = applied(company_form(3, uscc=typed), at=at)

    assert credit_code(3) == found.uscc


def test_applicant_is_told_what_became_of_the_application(matters: Matters, at: datetime) -> None:
    found = applied(person_form(), applicant=matters.users["owner"], at=at)

    approved(found.ref, matters, at)

    told = [one.subject for one in inbox([("user", str(matters.users["owner"]))]) if found.ref in one.subject]
    assert [f"账号已注册，可以发布。（{found.ref}）"] == told
