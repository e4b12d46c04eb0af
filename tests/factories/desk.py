"""A small platform before the review desk: staff, accounts that read as evidently fictional, and the cases their posts open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.registry import services as registry
from goodstanding.apps.screening.services import receive_events
from goodstanding.core.events.outcome import Outcome
from tests.factories.events import event, post

PACK = Path(__file__).parents[2] / "packs" / "cn-public-accounts"
PASSWORD = "nine-lanterns-over-water"
PLATFORM = Actor("api_key", "gs_test")

TRADE = (
    "【示例】本号诚意转让，健康类目，粉丝三万，已开通原创。\n\n长期收·購公·眾號，量大從優，价格面议，+薇❤shili_demo01，先款后号。\n\n"
    "转让后资料可以一并更换。"
)
BETS = "【样例】注册送彩金，下注稳赢，点击 www.example-demo.top 立即开户。"
CLEAN = "【示例】每天走路三十分钟，有助于保持健康。"


@dataclass(slots=True)
class Desk:
    """What was seeded: user ids by name, and the outcome of every event by its id."""

    users: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def case(self, event_id: str, /) -> str:
        """Return the case an event opened."""
        found = self.outcomes[event_id].case
        assert isinstance(found, str), self.outcomes[event_id]
        return found


def seed_desk(*, at: datetime, password: str | None = None) -> Desk:
    """Install the shipped pack, make staff and accounts, and let the accounts publish."""
    desk = Desk()
    install_pack(PACK, mode="live", actor=SYSTEM, at=at - timedelta(days=30))
    for name, title, roles in (
        ("reviewer", "审核员甲（演示）", ["reviewer"]),
        ("colleague", "审核员乙（演示）", ["reviewer"]),
        ("senior", "组长丙（演示）", ["senior_reviewer"]),
        ("officer", "申诉专员丁（演示）", ["appeals_officer"]),
        ("auditor", "核查员戊（演示）", ["auditor"]),
    ):
        desk.users[name] = identity.create_user(name, password=password, display_name=title, roles=roles, at=at).id
    owner = identity.create_user("owner", password=password, display_name="示例运营者", kind="operator", at=at)
    desk.users["owner"] = owner.id
    _accounts(owner.id, at=at)
    publish(
        desk,
        post("trade", TRADE, subject="acct-demo-01", data={"title": "转让优质健康号一枚（示例）", "category": "health"}),
        post("trade-2", "【示例】长期收购公众号，价格面议，加微信 demo_88888。", subject="acct-demo-02"),
        post("bets", BETS, subject="acct-demo-03", data={"title": "样例彩金活动", "category": "entertainment"}),
        post("clean", CLEAN, subject="acct-demo-01"),
        event(
            "profile",
            type="account.profile_changed",
            subject="acct-demo-02",
            data={"name": "样例生活", "bio": "本号转让，非诚勿扰"},
        ),
        at=at,
    )
    return desk


def publish(desk: Desk, *events: dict[str, object], at: datetime) -> None:
    """Let the platform report events, and keep their outcomes."""
    for told, outcome in zip(events, receive_events(list(events), source_actor=PLATFORM, at=at), strict=True):
        desk.outcomes[str(told["id"])] = outcome


def _accounts(owner_id: int, *, at: datetime) -> None:
    operator = registry.register_operator(
        subject_class="other_organization", name="示例文化传播中心（演示）", registered_place="示例省", actor=SYSTEM, at=at
    )
    registry.verify_operator(operator.ref, means={"kind": "demo"}, actor=SYSTEM, at=at - timedelta(days=200))
    registry.add_member(operator.ref, user_id=owner_id, actor=SYSTEM, at=at)
    registry.add_credential(
        operator_ref=operator.ref,
        domain="health",
        kind="健康科普备案（示例）",
        valid_to=date(2027, 3, 1),
        verified_by="demo",
        actor=SYSTEM,
        at=at,
    )
    for ref, name, categories, followers in (
        ("acct-demo-01", "示例健康小站", ["health"], 32_178),
        ("acct-demo-02", "样例生活", ["life"], 820),
        ("acct-demo-03", "演示娱乐台", ["entertainment"], 105_000),
    ):
        registry.register_account(
            ref,
            name=name,
            bio="演示账号，内容均为虚构。",
            categories=categories,
            operator_ref=operator.ref if ref == "acct-demo-01" else None,
            followers=followers,
            registered_at=at - timedelta(days=800),
            actor=SYSTEM,
            at=at - timedelta(days=100),
        )
