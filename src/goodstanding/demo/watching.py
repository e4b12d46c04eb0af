"""The register at work in the demo: what is kept out, a ring of registrations, grades with their duties, days to look again.

Everything goes through the doors people and the worker use. Names, accounts and codes are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.enforcement.services import approve_proposal, propose
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.registry import services as registry
from goodstanding.apps.registry.errors import RegistrationBarred
from goodstanding.apps.registry.reading.grades import first_body
from goodstanding.apps.registry.services.grading import compare_table, grade_accounts, propose_table
from goodstanding.apps.registry.services.patrolling import plan_patrols
from goodstanding.apps.registry.services.ringing import look_for_rings
from goodstanding.apps.review import services as reviewing
from goodstanding.apps.screening import services as screening
from goodstanding.demo import acting
from goodstanding.demo.stories import SOURCE, registering

PLATFORM = Actor("api_key", "demo")
_EVERY = 1_000
"""More accounts than the demo has: one round of the worker looks at all."""


def tell_closing(users: Mapping[str, int], /, *, at: datetime) -> None:
    """Let two people close an account and keep its operator out, who registers again; and somebody unverified post."""
    told = registering()["kept_out"]
    operator = _entered(told["closed"], at=at)
    [outcome] = _receive(told["closed"]["event"], told["closed"]["ref"], at=at)
    case = str(outcome.case)
    proposer, second = Actor.user(users["reviewer"]), Actor.user(users["senior"])
    held = reviewing.perform(case, action="claim", expected_version=1, actor=proposer, at=at)
    draft = replace(
        acting.draft_for(case, verdict="violation", facts=told["closed"]["facts"], at=at),
        severity="grave",
        measures=(MeasureDraft("close"), MeasureDraft("ban_reregistration")),
        exception_reason=told["closed"]["exception"],
    )
    proposal = propose(draft, actor=proposer, at=at, expected_version=held.version)
    approve_proposal(proposal.ref, actor=second, at=at + timedelta(hours=2))
    again = told["again"]
    with suppress(RegistrationBarred):  # as the story has it: the refusal is a line of the block log
        registry.register_account(
            again["ref"], name=again["name"], operator_ref=operator, actor=PLATFORM, at=at + timedelta(hours=20)
        )
    _entered(told["unverified"], at=at)
    _receive(told["unverified"]["event"], told["unverified"]["ref"], at=at + timedelta(hours=4))


def tell_ring(*, at: datetime) -> None:
    """Let the platform report six registrations of one hand within an evening, and the worker hold them against the others."""
    ring = registering()["ring"]
    first = at - timedelta(minutes=25 * ring["count"])
    for number in range(ring["count"]):
        moment = first + timedelta(minutes=25 * number)
        origin = {kind: values[number % len(values)] for kind, values in ring["origin"].items()}
        data = {"name": ring["pattern"].format(number=number + 1), "followers": 0, "origin": origin}
        raw = {"id": f"ring-{number}", "type": "account.registered", "data": data}
        _receive(raw, f"demo-ring-{number}", at=moment)
    look_for_rings(at=at)


def tell_daily_posts(*, start: datetime) -> None:
    """Let quiet accounts publish often enough to be graded: a batch a day, as a platform that reports once a day sends it."""
    told = registering()["daily"]
    for day, line in enumerate(told["lines"]):
        at = start + timedelta(days=told["first_day"] + day, hours=20)
        screening.receive_events(
            [_daily(f"demo-quiet-{number:02d}", day, line, at) for number in range(told["accounts"])],
            source_actor=PLATFORM,
            at=at,
        )


def _daily(account: str, day: int, line: str, at: datetime) -> dict[str, Any]:
    data = {"content_id": f"c-{account}-daily-{day}", "category": "life", "title": f"今日小记{day + 1}", "body": line}
    return {
        "specversion": "1.0",
        "id": f"{account}-daily-{day}",
        "source": SOURCE,
        "type": "content.published",
        "time": at.isoformat(),
        "subject": account,
        "data": data,
    }


def grade_everybody(users: Mapping[str, int], /, *, at: datetime) -> None:
    """Grade every account, give each a day to be looked at again, and leave another table of grades for a second person."""
    grade_accounts(at=at, limit=_EVERY)
    plan_patrols(at=at)
    told = registering()["grade_table"]
    body = first_body()
    body["obligations"]["b"]["verification_months"] = told["months_of_b"]
    actor, day = Actor.user(users["auditor"]), (at + timedelta(days=30)).date()
    propose_table(told["version"], body=body, effective_from=day, reasons=told["reasons"], actor=actor, at=at)
    compare_table(told["version"], actor=actor, at=at)


def _entered(story: Mapping[str, Any], *, at: datetime) -> str:
    """Enter the operator and the account of a story; return the operator."""
    made = registry.register_operator(
        subject_class="enterprise", name=story["operator"], registered_place=story["address"], actor=SYSTEM, at=at
    )
    if story["verified"]:
        registry.verify_operator(made.ref, means={"sandbox": "demo"}, actor=SYSTEM, at=at)
    registry.register_account(story["ref"], name=story["name"], categories=["life"], operator_ref=made.ref, actor=PLATFORM, at=at)
    return made.ref


def _receive(raw: Mapping[str, Any], account: str, *, at: datetime) -> list[Any]:
    told = {"specversion": "1.0", "source": SOURCE, "time": at.isoformat(), "subject": account, **raw}
    return screening.receive_events([told], source_actor=PLATFORM, at=at)
