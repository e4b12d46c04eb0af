"""Credentials for tests: handed in with numbers that fit their layouts, and looked up by the reviewer of ``seed_matters``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry.credential_form import CredentialForm
from goodstanding.apps.registry.reading.credentials import local_day
from goodstanding.apps.registry.records import CredentialRecord
from goodstanding.apps.registry.services.credentials import LookUp, decide_credential, hand_in_credential
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review import services as reviewing

REGISTER = "示例执业注册信息查询"
FORMS: dict[str, dict[str, Any]] = {
    "medicine": {
        "kind": "physician",
        "number": "110110000000001",
        "issuer": "示例市卫生健康委员会",
        "background": "示例内科医师",
    },
    "justice": {"kind": "lawyer", "number": "11101202010000001"},
    "economy": {"kind": "accountant", "number": "110000000001"},
    "education": {"kind": "teacher", "number": "20201100000000001"},
    "news": {"kind": "news_licence", "number": "11120200001", "forms": ("editing",)},
}


def credential_form(domain: str = "medicine", **changed: Any) -> CredentialForm:
    """Fill in the form of a credential."""
    return CredentialForm(domain=domain, **(FORMS[domain] | changed))


def handed_in(
    domain: str = "medicine", *, at: datetime, account: str = "", application: str = "", **changed: Any
) -> CredentialRecord:
    """Hand a credential in for an account or an application."""
    form = credential_form(domain, **changed)
    return hand_in_credential(account_ref=account, application_ref=application, form=form, actor=SYSTEM, at=at)


def decided(ref: str, reviewer: int, *, outcome: str = "verify", at: datetime, **look_up: Any) -> CredentialRecord:
    """Claim the case of a credential and decide it."""
    from goodstanding.apps.registry.reading.credentials import credential

    case_ref = credential(ref).case_ref
    actor = Actor.user(reviewer)
    taken = reviewing.perform(case_ref, action="claim", expected_version=review.case(case_ref).version, actor=actor, at=at)
    found = {"register": REGISTER, "consulted_on": local_day(at)} | look_up
    return decide_credential(
        ref,
        outcome=outcome,
        look_up=LookUp(**found),
        reasons="已在公开登记中查到。",
        case_version=taken.version,
        actor=actor,
        at=at,
    )
