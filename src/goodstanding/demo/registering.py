"""The register in the demo: a doctor, an impostor, somebody asked to correct, and a company that passes its account on.

Everything goes through the services people use; a provider that confirms everybody stands in while the thirty days are told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.common import outbox
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.application_records import ApplicationRecord
from goodstanding.apps.registry.credential_form import CredentialForm
from goodstanding.apps.registry.name_records import NewName
from goodstanding.apps.registry.providers import Answer, Question, register_carrier, register_provider
from goodstanding.apps.registry.reading.applications import agreement_in_effect, application
from goodstanding.apps.registry.reading.names import holds_of
from goodstanding.apps.registry.services.agreements import accept_agreement, publish_agreement
from goodstanding.apps.registry.services.applying import (
    decide_application,
    save_application,
    start_application,
    submit_application,
)
from goodstanding.apps.registry.services.asking import ASK
from goodstanding.apps.registry.services.credentials import hand_in_credential
from goodstanding.apps.registry.services.deciding_names import decide_name
from goodstanding.apps.registry.services.name_register import protect_names
from goodstanding.apps.registry.services.transferring import agree_to_transfer, offer_transfer
from goodstanding.apps.registry.services.verifying import enter_mobile_code, send_mobile_code
from goodstanding.apps.review import selectors as cases
from goodstanding.apps.review import services as reviewing
from goodstanding.core.identifiers.resident_id import check_digit
from goodstanding.demo.stories import registering

PROTECTED = ("演示理工大学", "演示市公安局", "演示日报", "演示银行", "演示市人民医院")
_SOURCE = "演示名录 2026-01"
_DISTRICT = "110105"


@dataclass(slots=True)
class _Registers:
    """Confirms whoever is asked about, and keeps the code that would have been sent."""

    name: str = "demo"
    codes: list[str] = field(default_factory=list)

    def ask(self, question: Question, /) -> Answer:
        """Confirm."""
        return Answer(matches=True, provider_ref=f"demo-{question.key}", register="演示登记")

    def carry(self, mobile: str, text: str, /) -> None:
        """Keep the code."""
        del mobile
        self.codes += re.findall(r"\d{6}", text)


def open_register(*, at: datetime) -> None:
    """Publish the service agreement and enter the names that are not free, before anybody applies."""
    told = registering()["agreement"]
    publish_agreement(
        told["version"],
        zh=told["zh"],
        en=told["en"],
        clauses=told["clauses"],
        material=False,
        inactivity_notice_days=told["inactivity_notice_days"],
        effective_from=at,
        actor=SYSTEM,
        at=at,
    )
    protect_names([NewName(name, _kind_of(name), _SOURCE) for name in PROTECTED], actor=SYSTEM, at=at)


def tell_registrations(users: Mapping[str, int], /, *, at: datetime) -> None:
    """Let the stories of the register come as far as the person who decides next; without a provider a person looks at once."""
    registers = _Registers()
    register_carrier(registers)
    try:
        for story in registering()["applications"]:
            register_provider(None if "refused" in story else registers)
            _apply(story, users, registers, at=at)
    finally:
        register_provider(None)
    _pass_on(registering()["transfer"], at=at)


def _apply(story: Mapping[str, Any], users: Mapping[str, int], registers: _Registers, *, at: datetime) -> None:
    applicant = users.get(story["by"]) or identity.create_user(story["by"], at=at, kind="operator", display_name=story["who"]).id
    actor = Actor.user(applicant)
    begun = start_application("", applicant=applicant, actor=actor, at=at)
    form = {"registered_place": _DISTRICT, "operating_place": _DISTRICT} | story["form"] | _numbers(story)
    saved = save_application(begun.ref, values=form, expected_version=begun.version, at=at)
    agreement = agreement_in_effect(at=at)
    if agreement is not None:
        accept_agreement(saved.ref, sha256=agreement.sha256, actor=actor, at=at)
    send_mobile_code(saved.ref, text="{code}", at=at)
    enter_mobile_code(saved.ref, registers.codes[-1], actor=actor, at=at)
    if "credential" in story:
        shown = CredentialForm(**story["credential"], valid_to=(at + timedelta(days=400)).date())
        hand_in_credential(account_ref="", application_ref=saved.ref, form=shown, actor=actor, at=at)
    submit_application(saved.ref, expected_version=application(saved.ref).version, actor=actor, at=at)
    outbox.drain(lambda: at, limit=100, only=frozenset({ASK}))
    if "returned" in story:
        _return(application(saved.ref), story["returned"], users["senior"], at=at)
    if "refused" in story:
        _refuse(application(saved.ref), story["refused"], users["senior"], at=at)


def _numbers(story: Mapping[str, Any]) -> dict[str, str]:
    """Make the well-formed numbers of nobody a story needs."""
    body = f"{_DISTRICT}19900307{story['number']:03d}"
    own = {"resident_id": body + check_digit(body)} if story["form"]["subject_class"] == "person" else {}
    return own | {"mobile": f"{story.get('prefix', '1390000')}{story['number']:04d}"}


def _return(found: ApplicationRecord, reasons: str, reviewer: int, *, at: datetime) -> None:
    """Send the held name of an application back, as a colleague does."""
    hold = holds_of(found.account_ref)[0]
    actor = Actor.user(reviewer)
    version = cases.case(hold.case_ref).version
    held = reviewing.perform(hold.case_ref, action="claim", expected_version=version, actor=actor, at=at)
    decide_name(hold.ref, outcome="return", reasons=reasons, letter="", case_version=held.version, actor=actor, at=at)


def _refuse(found: ApplicationRecord, reasons: str, reviewer: int, *, at: datetime) -> None:
    """Refuse an application, as a colleague does."""
    actor = Actor.user(reviewer)
    version = cases.case(found.case_ref).version
    held = reviewing.perform(found.case_ref, action="claim", expected_version=version, actor=actor, at=at)
    decide_application(found.ref, outcome="refuse", reasons=reasons, case_version=held.version, actor=actor, at=at)


def _pass_on(story: Mapping[str, Any], *, at: datetime) -> None:
    """Let one operator offer an account and another agree to take it."""
    giver, taker = (registry.members_of(story[side])[0] for side in ("account", "taken_by"))
    offered, code = offer_transfer(story["account"], reason=story["reason"], actor=Actor.user(giver), at=at)
    operator = registry.account(story["taken_by"]).operator
    if operator is not None:
        agree_to_transfer(offered.ref, code=code, operator_ref=operator.ref, actor=Actor.user(taker), at=at)


def _kind_of(name: str) -> str:
    return "university" if name.endswith("大学") else "media" if name.endswith("日报") else "government"
