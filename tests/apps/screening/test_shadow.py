"""Packs in the shadow are evaluated and recorded, and never act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from goodstanding.apps.identity.actors import SYSTEM
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.screening.selectors import evaluations_of_event
from goodstanding.core.events.outcome import Outcome
from tests.core.policy import sample
from tests.factories.events import post
from tests.factories.screening_pack import archive

Receive = Callable[..., list[Outcome]]


def test_shadow_pack_is_recorded_and_opens_no_case(receive: Receive, at: datetime) -> None:
    bank = sample.BANK.replace("收购公众号", "今天天气不错")
    pack = sample.PACK.replace("id: sample", "id: other")
    install_pack(archive(pack=pack, banks__offers=bank), mode="shadow", actor=SYSTEM, at=at)

    (outcome,) = receive(post("e-1"))

    assert ("pass", None) == (outcome.suggestion, outcome.case)
    recorded = evaluations_of_event("/platform/web", "e-1")
    assert [("sample@2026.11.1", "pass"), ("other@2026.11.1", "review")] == [(e.pack_name, e.suggestion) for e in recorded]
