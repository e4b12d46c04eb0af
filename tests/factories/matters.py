"""Accounts, posts, cases and decisions for the tests of review, enforcement, redress and disclosure.

Everything reads as evidently fictional. The pack is the small one of the screening tests with more clauses and a whole ladder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.drafts import machine_draft
from goodstanding.apps.enforcement.values import DecisionDraft, DecisionView, Evidence, MeasureDraft
from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.obligations.services.appointments import appoint
from goodstanding.apps.obligations.values import Office
from goodstanding.apps.policies.services import install_pack
from goodstanding.apps.redress.services import decide_appeal, file_appeal
from goodstanding.apps.redress.values import AppealView, NewGround
from goodstanding.apps.registry import services as registry
from goodstanding.apps.review import services as review
from goodstanding.apps.review.values import CaseView, NewEvidence, NewSource
from goodstanding.apps.screening.services import receive_events
from tests.core.policy import sample
from tests.factories.events import post
from tests.factories.screening_pack import archive

PLATFORM = Actor("api_key", "gs_test")
MACHINE = Actor("machine", "sample@2026.11.1")
ACCOUNT = "acct-demo-01"
PERSON_ACCOUNT = "acct-demo-02"
CONTENT = "c-demo-1"
BODY = "【示例】长期收购公众号，价格面议。"

_MORE_CLAUSES = "".join(
    f"      - ref: {ref}\n        text: {text}\n        sha256: {hashlib.sha256(text.encode()).hexdigest()}\n"
    for ref, text in (
        ("PA21:4.1", "遵循公序良俗，履行社会责任。"),
        ("PA21:14.2", "公众账号信息服务平台应当加强对原创信息内容的著作权保护，防范盗版侵权行为。"),
        ("PA21:8.1", "对申请注册公众账号的互联网用户进行真实身份信息认证；不提供真实身份信息的，不得为其提供相关服务。"),
        ("PA21:8.2", "注册信息与注册主体不符的，应当暂停提供服务并通知用户限期改正，拒不改正的，终止提供服务。"),
        ("PA21:11.2", "平台发现生产运营者未经审核擅自转让公众账号的，应当及时暂停或者终止提供服务。"),
        ("PA21:18(2)", "恶意假冒、仿冒或者盗用组织机构及他人公众账号生产发布信息内容；"),
        ("PA21:18(6)", "编造虚假信息，伪造原创属性，标注不实信息来源，歪曲事实真相，误导社会公众；"),
        ("PA21:18(10)", "法律、行政法规禁止的其他行为。"),
        ("PA21:19.2", "依法依约采取警示提醒等处置措施，保存有关记录。"),
    )
)

LADDER = """\
window_days: 365
steps:
  - label: "*"
    severity: minor
    maximum: limit_function
    occurrences:
      - [{code: warn}]
      - [{code: warn}, {code: limit_function, days: 1, scope: publish}]
  - label: "*"
    severity: moderate
    maximum: suspend_updates
    occurrences:
      - [{code: warn}, {code: remove_content}]
      - [{code: remove_content}, {code: limit_function, days: 3, scope: publish}]
  - label: false_originality
    severity: moderate
    maximum: suspend_updates
    occurrences:
      - [{code: label}, {code: limit_function, days: 7, scope: declare_original}]
      - [{code: label}, {code: limit_function, days: 15, scope: declare_original}]
  - label: "*"
    severity: serious
    maximum: close
    occurrences:
      - [{code: remove_content}, {code: suspend_updates, days: 7}]
      - [{code: remove_content}, {code: suspend_updates, days: 15}]
      - [{code: remove_content}, {code: close}]
  - label: "*"
    severity: grave
    maximum: ban_reregistration
    occurrences:
      - [{code: remove_content}, {code: close}, {code: blacklist}, {code: ban_reregistration}]
"""

QUEUES = (
    sample.QUEUES
    + """\
  - {id: restricted, title: {zh: 限定人员, en: Restricted}, limit: 24, unit: hours, restricted: true}
  - {id: reports, title: {zh: 举报受理, en: Reports}, limit: 24, unit: hours}
"""
)


@dataclass(slots=True)
class Matters:
    """Who is there: user ids by name."""

    at: datetime
    users: dict[str, int] = field(default_factory=dict)

    def actor(self, name: str, /) -> Actor:
        """Speak as one of the people."""
        return Actor.user(self.users[name])


def seed_matters(*, at: datetime) -> Matters:
    """Install the pack, make staff and accounts, and let an account publish one post."""
    matters = Matters(at)
    install_pack(archive(sources=sample.SOURCES + _MORE_CLAUSES, ladder=LADDER, queues=QUEUES), mode="live", actor=SYSTEM, at=at)
    for name, roles in (
        ("reviewer", ["reviewer"]),
        ("colleague", ["reviewer"]),
        ("senior", ["senior_reviewer"]),
        ("chief", ["senior_reviewer"]),
        ("officer", ["appeals_officer"]),
        ("second_officer", ["appeals_officer"]),
        ("both", ["senior_reviewer", "appeals_officer"]),
        ("auditor", ["auditor"]),
    ):
        matters.users[name] = identity.create_user(name, display_name=f"演示{name}", roles=roles, at=at).id
    appoint(Office.OFFICER, matters.users["chief"], actor=SYSTEM, at=at)
    appoint(Office.DEPUTY, matters.users["senior"], actor=SYSTEM, at=at)
    for name, language in (("owner", "zh-hans"), ("stranger", "en")):
        matters.users[name] = identity.create_user(name, display_name="示例运营者", kind="operator", language=language, at=at).id
    _accounts(matters, at=at)
    publish(CONTENT, at=at)
    return matters


def publish(content_ref: str, *, body: str = BODY, account: str = ACCOUNT, at: datetime) -> None:
    """Let the platform report one post that no rule of the small pack asks a look at."""
    told = post(f"e-{content_ref}", body.replace("收购公众号", "收 购 示 例"), content=content_ref, subject=account)
    told["data"]["body"] = body if "示例博彩平台" in body else told["data"]["body"]
    receive_events([told], source_actor=PLATFORM, at=at)


def case_about(
    content_ref: str = CONTENT,
    *,
    account: str = ACCOUNT,
    queue: str = "ordinary",
    severity: str = "serious",
    at: datetime,
    **more: Any,
) -> CaseView:
    """Open a case about a post, or about the account where no content is named."""
    return review.open_case(
        kind=more.pop("kind", "screening"),
        queue=queue,
        account_ref=account,
        content_ref=content_ref,
        label=more.pop("label", "account_trading"),
        severity=severity,
        reach=32_178,
        sources=[NewSource("rule", "account-trading.offer", {"score": 0.9})],
        evidence=[NewEvidence("evaluation", "E-DEMO", "e" * 64, "account-trading.offer", {"spans": [span(content_ref)]})],
        actor=MACHINE,
        at=at,
        **more,
    )


def claimed(case: CaseView, actor: Actor, *, at: datetime) -> CaseView:
    """Take a case."""
    return review.perform(case.ref, action="claim", expected_version=case.version, actor=actor, at=at)


def span(content_ref: str) -> dict[str, Any]:
    """Point at words of a post as published."""
    content = ingest.find_content(content_ref) if content_ref else None
    text = content.body if content else ""
    end = min(10, len(text))
    return {"field": "body", "start": 4, "end": end, "text": text[4:end], "signal": "offers", "why": "命中词库"}


def draft_for(case: CaseView, **changes: Any) -> DecisionDraft:
    """Draft a violation as the ladder proposes it the first time."""
    draft = DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref=case.ref,
        account_ref=case.account_ref,
        content_ref=case.content_ref,
        label="account_trading",
        severity="serious",
        clauses=("PA21:18(8)",),
        facts="账号发布了收购公众号的示例信息。",
        evidence=(Evidence("evaluation", "E-DEMO", "e" * 64, "规则命中", (span(case.content_ref),)),),
        measures=(MeasureDraft("remove_content"), MeasureDraft("suspend_updates", days=7))
        if case.content_ref
        else (MeasureDraft("suspend_updates", days=7),),
        rules=("account-trading.offer",),
        automation="partial",
        pack_digest="p" * 64,
    )
    return replace(draft, **changes)


def decided(
    matters: Matters, case: CaseView | None = None, *, by: str = "reviewer", at: datetime, **changes: Any
) -> DecisionView:
    """Claim a case and decide it."""
    taken = claimed(case or case_about(at=at), matters.actor(by), at=at)
    return enforcement.decide(draft_for(taken, **changes), actor=matters.actor(by), expected_version=taken.version, at=at)


def decided_by_two(
    matters: Matters, case: CaseView | None = None, *, by: str = "reviewer", second: str = "senior", at: datetime, **changes: Any
) -> DecisionView:
    """Claim a case, propose a decision, and let another person approve it."""
    taken = claimed(case or case_about(at=at), matters.actor(by), at=at)
    made = enforcement.propose(draft_for(taken, **changes), actor=matters.actor(by), expected_version=taken.version, at=at)
    return enforcement.approve_proposal(made.ref, actor=matters.actor(second), at=at)


def machine_hold(content_ref: str = CONTENT, *, hours: int = 24, at: datetime) -> DecisionView:
    """Let automatic screening hold a post for a while."""
    case = case_about(content_ref, at=at)
    draft = machine_draft(
        case_ref=case.ref,
        account_ref=case.account_ref,
        content_ref=content_ref,
        label="account_trading",
        severity="serious",
        clauses=("PA21:18(8)",),
        facts="自动筛查发现示例信息。",
        evidence=(Evidence("evaluation", "E-DEMO", "e" * 64, "规则命中", (span(content_ref),)),),
        measures=(MeasureDraft("hold", ends_at=at + timedelta(hours=hours)),),
        rules=("account-trading.offer",),
        evaluation_ref="E-DEMO",
        pack_digest="p" * 64,
    )
    return enforcement.decide(draft, actor=MACHINE, at=at)


def appealed(matters: Matters, decision: DecisionView, *grounds: NewGround, at: datetime, **more: Any) -> AppealView:
    """File an appeal as the owner."""
    filed = file_appeal(
        decision.ref,
        grounds=grounds or (NewGround("facts_wrong", "所述示例并非交易。"),),
        actor=matters.actor("owner"),
        at=at,
        **more,
    )
    assert isinstance(filed, AppealView), filed
    return filed


def answered(matters: Matters, appeal: AppealView, outcome: str, *, by: str = "officer", at: datetime, **more: Any) -> AppealView:
    """Claim an appeal's case and decide it."""
    from goodstanding.apps.review import selectors as review_reading

    claimed(review_reading.case(appeal.case_ref), matters.actor(by), at=at)
    answers = more.pop(
        "answers", tuple(f"第{n}条理由已逐项核查（{appeal.receipt}）。" for n, _ in enumerate(appeal.grounds, start=1))
    )
    return decide_appeal(
        appeal.receipt,
        outcome=outcome,
        answers=answers,
        reasons="经复核，原决定应予调整。",
        actor=matters.actor(by),
        at=at,
        **more,
    )


def _accounts(matters: Matters, *, at: datetime) -> None:
    organization = registry.register_operator(
        subject_class="enterprise",
        name="示例文化传播中心（演示）",
        contact="demo@example.invalid",
        responsible_person="示例负责人",
        registered_place="示例省演示市",
        operating_place="示例省样例市",
        business_scope="示例内容制作",
        actor=SYSTEM,
        at=at,
    )
    person = registry.register_operator(
        subject_class="person", name="示例个人全名", contact="13800000000", registered_place="示例省", actor=SYSTEM, at=at
    )
    for operator, account, name, owner in (
        (organization.ref, ACCOUNT, "示例健康小站", "owner"),
        (person.ref, PERSON_ACCOUNT, "样例生活", "stranger"),
    ):
        registry.verify_operator(operator, means={"kind": "demo"}, actor=SYSTEM, at=at)
        registry.add_member(operator, user_id=matters.users[owner], actor=SYSTEM, at=at)
        registry.register_account(
            account,
            name=name,
            bio="演示账号，内容均为虚构。",
            categories=["health"],
            operator_ref=operator,
            followers=32_178,
            registered_at=at - timedelta(days=800),
            actor=SYSTEM,
            at=at,
        )
