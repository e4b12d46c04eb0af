"""Matters made through the desk itself: a case claimed, a decision issued or drafted, an appeal filed against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client

from goodstanding.apps.common import clock
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.models import User
from goodstanding.apps.redress.services import file_appeal
from goodstanding.apps.redress.values import AppealView, NewAttachment, NewGround
from goodstanding.apps.review import selectors as review
from tests.factories.desk import Desk, publish
from tests.factories.events import post

EXTORTION = "【示例】不付钱就把你们公司的事全网曝光，合作费打到账户。"
FACTS = "该账号发布的内容公开收购公众号并留下联系方式。"


@dataclass(frozen=True)
class Appealed:
    """A decision, the receipt of the appeal against it, and the appeal's case."""

    decision: str
    receipt: str
    case: str


@dataclass(frozen=True)
class Extortion:
    """Two matters of the restricted queue about one account: one decided, and one whose draft awaits a second person."""

    case: str
    content: str
    evaluation: str
    decision: str
    proposal: str


def client_of(name: str) -> Client:
    """Return a browser in which a person is signed in."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def claim(client: Client, ref: str) -> None:
    """Claim a case as it is now."""
    client.post(f"/console/cases/{ref}/claim/", {"version": review.case(ref).version})


def decision_form(ref: str, **changes: Any) -> dict[str, Any]:
    """Fill in the decision form for a case of account trading."""
    told = {
        "version": review.case(ref).version,
        "verdict": "violation",
        "label": "account_trading",
        "severity": "serious",
        "clauses": ["PA21:18(8)"],
        "facts": FACTS,
    }
    return told | changes


def decide(client: Client, ref: str, **changes: Any) -> str:
    """Claim a case and submit a decision about it; return where that led."""
    claim(client, ref)
    return client.post(f"/console/cases/{ref}/decide/", decision_form(ref, **changes)).headers["Location"]


def appeal_against_trade(desk: Desk) -> Appealed:
    """Let the reviewer decide the trade case, and its owner appeal on two grounds with an attachment."""
    ref = desk.case("trade")
    decide(client_of("reviewer"), ref)
    decision = review.case(ref).decision_ref
    grounds = [NewGround("facts_wrong", "该文系他人冒用（示例）。"), NewGround("measure_too_heavy", "首次发生，已自行删除。")]
    filed = file_appeal(
        decision,
        grounds=grounds,
        attachments=[NewAttachment("证明.txt", "示例证明".encode())],
        actor=Actor.user(desk.users["owner"]),
        at=clock.now(),
    )
    assert isinstance(filed, AppealView)
    return Appealed(decision, filed.receipt, filed.case_ref)


def extortion(desk: Desk) -> Extortion:
    """Let an account demand money twice; the senior decides the one, and drafts a heavier decision of the other."""
    told = [post(name, EXTORTION, subject="acct-demo-01", data={"title": f"示例要挟{name}"}) for name in ("demand", "demand-2")]
    publish(desk, *told, at=clock.now())
    senior, label = client_of("senior"), "extortion_or_paid_deletion"
    ref, other = desk.case("demand"), desk.case("demand-2")
    decide(senior, ref, label=label, clauses=["PA21:18(7)"])
    decide(senior, other, label=label, clauses=["PA21:18(7)"], step="3", exception_reason="示例：多次要挟")
    (proposal,) = enforcement.proposals_of_case(other)
    evaluation = desk.outcomes["demand"].evaluation or ""
    return Extortion(ref, "c-demand", evaluation, review.case(ref).decision_ref, proposal.ref)
