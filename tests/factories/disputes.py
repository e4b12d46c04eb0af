"""Disputes about originality for tests: two authors, their texts, and peers who may judge. Everything evidently fictional."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodstanding.apps.identity import services as identity
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.originality.models import Original
from goodstanding.apps.redress.dispute_records import DisputeRecord
from goodstanding.apps.redress.dispute_selectors import dispute
from goodstanding.apps.redress.models import PanelSeat
from goodstanding.apps.redress.services import disputes
from goodstanding.apps.registry import services as registry
from goodstanding.apps.review import selectors as review
from tests.factories.matters import ACCOUNT, PERSON_ACCOUNT, Matters, claimed
from tests.factories.originals import article, declared, published, rewritten

CLAIMANT, DECLARER = ACCOUNT, PERSON_ACCOUNT
EARLIER, DISPUTED = "c-earlier", "c-disputed"
CLAIM = "对方的文章逐段改写了我方更早发表的文章。"
ANSWER = "这是我独立写成的文章，素材来自公开采访。"
MINUTE = timedelta(minutes=1)


def texts(*, kind: str = "rewriting", at: datetime) -> None:
    """Let the declarer get a badge, and the earlier text come to light afterwards."""
    body = rewritten(share=0.3) if kind == "rewriting" else article()
    declared(DISPUTED, body, account=DECLARER, at=at + MINUTE)
    published(EARLIER, article(), account=CLAIMANT, at=at, received_at=at + 2 * MINUTE)


def authors(matters: Matters, count: int, *, at: datetime) -> tuple[str, ...]:
    """Register authors with a badge, each a verified person of its own; return their accounts."""
    return tuple(author(matters, number, at=at) for number in range(count))


def filed(matters: Matters, *, kind: str = "rewriting", at: datetime) -> DisputeRecord:
    """File a dispute as the author of the earlier text."""
    texts(kind=kind, at=at)
    later = at + 5 * MINUTE
    return disputes.file_dispute(DISPUTED, earlier_ref=EARLIER, claim=CLAIM, actor=matters.actor("owner"), at=later)


def answered(matters: Matters, ref: str, *, at: datetime) -> DisputeRecord:
    """Answer as the declarer."""
    return disputes.answer_dispute(ref, answer=ANSWER, actor=matters.actor("stranger"), at=at)


def jurors_of(ref: str, round_: int = 1) -> tuple[int, ...]:
    """Return who was invited."""
    seats = PanelSeat.objects.filter(dispute__ref=ref, panel__round=round_).order_by("id")
    return tuple(seats.values_list("juror_id", flat=True))


def voted(ref: str, choices: str, *, round_: int = 1, at: datetime) -> None:
    """Let jurors vote in order: ``r`` rewritten, ``o`` a work of its own, ``x`` cannot say."""

    words = {"r": "rewritten", "o": "own_work", "x": "cannot_say"}
    for juror, letter in zip(jurors_of(ref, round_), choices, strict=False):
        disputes.cast_vote(
            f"{ref}-{round_}", choice=words[letter], reason="逐段对照后的判断理由（示例）。", actor=Actor.user(juror), at=at
        )


def judged(
    matters: Matters, ref: str, outcome: str, *, by: str = "reviewer", at: datetime, reasons: str = "已逐段比对两篇文本。"
) -> DisputeRecord:
    """Claim the dispute's case and decide it."""
    case = claimed(review.case(dispute(ref).case_ref), matters.actor(by), at=at)
    return disputes.decide_dispute(
        ref, outcome=outcome, reasons=reasons, case_version=case.version, actor=matters.actor(by), at=at
    )


def author(matters: Matters, number: int, *, at: datetime) -> str:
    """Register an author with a badge; return the account."""
    account, name = f"acct-author-{number:02d}", f"author{number:02d}"
    operator = registry.register_operator(
        subject_class="person", name=f"示例作者{number}", contact="13800000000", registered_place="示例省", actor=SYSTEM, at=at
    )
    registry.verify_operator(operator.ref, means={"kind": "demo"}, actor=SYSTEM, at=at)
    user = identity.create_user(name, display_name=f"演示作者{number}", kind="operator", language="zh-hans", at=at).id
    matters.users[name] = user
    registry.add_member(operator.ref, user_id=user, actor=SYSTEM, at=at)
    registry.register_account(account, name=f"样例作者号{number}", operator_ref=operator.ref, actor=SYSTEM, at=at)
    badge = Original(content_ref=f"c-author-{number}", account_ref=account, status="declared", has_badge=True, log_index=number)
    badge.ref, badge.content_sha256, badge.published_at, badge.declared_at = f"OR-A{number}", "a" * 64, at, at
    badge.save()
    return account
