"""An occupation that is on record with its licence is no false claim: from the registry through the shipped pack's rule."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.registry.services import add_credential, register_account, register_operator, verify_operator
from goodstanding.apps.screening.services import receive_events
from tests.factories.desk import PACK
from tests.factories.events import event


@pytest.fixture
def accounts(db: None, at):
    """The shipped pack, and one verified organization with an account."""
    install_pack(PACK, mode="live", actor=SYSTEM, at=at)
    operator = register_operator(
        subject_class="enterprise",
        name="演示诊疗有限公司",
        contact="demo@example.invalid",
        responsible_person="示例负责人",
        registered_place="示例省",
        operating_place="示例省",
        business_scope="示例",
        actor=SYSTEM,
        at=at,
    )
    verify_operator(operator.ref, means={"kind": "demo"}, actor=SYSTEM, at=at)
    register_account("acct-1", name="小示例", operator_ref=operator.ref, actor=SYSTEM, at=at)


def rules_hit(bio, at):
    told = event("e-1", "account.profile_changed", subject="acct-1", data={"name": "小示例", "bio": bio})
    (outcome,) = receive_events([told], source_actor=Actor("api_key", "gs_test"), at=at)
    return [violation.rule for violation in outcome.violations if violation.label == "impersonation"]


CLAIMS = [("主任医师,每周门诊", "health", "physician"), ("执业律师,专注劳动纠纷", "law", "lawyer")]


@pytest.mark.parametrize(("bio", "domain", "kind"), CLAIMS)
def test_licensed_occupation_is_not_flagged(accounts, at, bio, domain, kind):
    add_credential(account_ref="acct-1", domain=domain, kind=kind, actor=SYSTEM, at=at)

    assert [] == rules_hit(bio, at)


@pytest.mark.parametrize(("bio", "domain", "kind"), CLAIMS)
def test_licence_of_another_domain_bears_no_claim_out(accounts, at, bio, domain, kind):
    add_credential(account_ref="acct-1", domain="education", kind=kind, actor=SYSTEM, at=at)

    assert rules_hit(bio, at)


def test_expired_licence_bears_no_claim_out(accounts, at):
    add_credential(account_ref="acct-1", domain="health", kind="physician", valid_to=date(2020, 1, 1), actor=SYSTEM, at=at)

    assert rules_hit("主任医师,每周门诊", at)
