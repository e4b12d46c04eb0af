"""How many accounts a subject runs: counted on what identifies it, whoever entered it, and one more by a person's exception."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from goodstanding.apps.audit.selectors import entries_about
from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.registry.application_records import ApplicationRecord, CheckRecord
from goodstanding.apps.registry.caps import cap_of, cap_of_operator
from goodstanding.apps.registry.models import Account, Application, Operator, SubjectSlot
from goodstanding.apps.registry.reading.applications import application
from goodstanding.apps.registry.selectors import account
from goodstanding.apps.registry.services import register_account, register_operator
from goodstanding.apps.registry.services.applying import save_application, submit_application
from tests.apps.registry.test_applications import approved
from tests.factories.applications import applied, company_form, credit_code, person_form, resident_number
from tests.factories.matters import Matters

pytestmark = pytest.mark.django_db


def cap_check(found: ApplicationRecord) -> CheckRecord:
    return next(one for one in found.checks if one.code == "cap")


def entered(sequence: int, accounts: int, at: datetime) -> str:
    """Enter a company and its accounts by interface, as a platform does with those it has already."""
    ref = register_operator(
        subject_class="enterprise", name="示例科技有限公司", uscc=credit_code(sequence), actor=SYSTEM, at=at
    ).ref
    for number in range(accounts):
        register_account(f"acct-held-{number}", name=f"示例旧号{number}", operator_ref=ref, actor=SYSTEM, at=at)
    return ref


def again_with_reason(found: ApplicationRecord, reason: str, at: datetime) -> ApplicationRecord:
    saved = save_application(found.ref, values={"cap_reason": reason}, expected_version=found.version, at=at)
    return submit_application(found.ref, expected_version=saved.version, actor=SYSTEM, at=at)


def test_rq039_third_account_of_a_company_is_refused_with_the_count_and_the_way_to_an_exception(
    matters: Matters, at: datetime
) -> None:
    entered(7, 2, at)

    check = cap_check(applied(company_form(7), at=at))

    assert ("failed", "cap_reason", {"cap": 2, "held": 2}) == (check.state, check.on, dict(check.detail))
    assert "已有 2 个账号，达到上限 2 个" in check.says.zh
    assert "申请例外" in check.says.zh


def test_rq039_closed_accounts_are_not_counted(matters: Matters, at: datetime) -> None:
    ref = entered(7, 2, at)
    Account.objects.filter(account_ref="acct-held-0").update(status="closed")

    assert (1, 2) == cap_of_operator(ref)
    assert "passed" == cap_check(applied(company_form(7), at=at)).state


def test_rq039_counting_works_after_the_number_is_gone(matters: Matters, at: datetime) -> None:
    approved(applied(person_form(1), at=at).ref, matters, at)

    stored = [list(rows.values()) for rows in (Application.objects.all(), Operator.objects.all(), SubjectSlot.objects.all())]

    assert resident_number(1) not in str(stored)
    assert b"" == bytes(Application.objects.get().personal_sealed)
    assert "failed" == cap_check(applied(person_form(1, account_name="第二个示例", mobile="13911112222"), at=at)).state


def test_rq039_exception_is_asked_for_and_granted_by_a_person(matters: Matters, at: datetime) -> None:
    entered(7, 2, at)
    found = again_with_reason(applied(company_form(7), at=at), "另设一个公益账号。", at)
    waiting = (found.status, cap_check(found).state)

    ref = approved(found.ref, matters, at)

    operator = account(ref).operator
    assert ("review", "needs_person") == waiting
    assert operator is not None
    assert 3 == cap_of(Operator.objects.get(ref=operator.ref).subject_index, is_person=False)
    index = Operator.objects.get(ref=operator.ref).subject_index
    assert ["cap:granted"] == [one.action for one in entries_about("subject", index[:16])]


def test_rq039_exception_is_for_the_count_the_person_saw(matters: Matters, at: datetime) -> None:
    operator = entered(7, 2, at)
    found = again_with_reason(applied(company_form(7), at=at), "另设一个公益账号。", at)
    register_account("acct-more", name="示例又一号", operator_ref=operator, actor=SYSTEM, at=at)

    with pytest.raises(Exception, match="as many as it may"):
        approved(found.ref, matters, at)

    assert "review" == application(found.ref).status


@pytest.mark.parametrize("written", [str.upper, str.lower, lambda code: f"{code[:8]} {code[8:]}"])
def test_rq039_code_counts_however_it_is_written(matters: Matters, at: datetime, written: Any) -> None:
    entered(7, 2, at)
    again = register_operator(
        subject_class="enterprise", name="示例科技有限公司", uscc=written(credit_code(7)), actor=SYSTEM, at=at
    )

    assert (2, 2) == cap_of_operator(again.ref)
