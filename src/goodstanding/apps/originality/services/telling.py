"""What declarers are told: refused and why, challenged, settled. Notices of the register, with the page where it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.originality.models import Challenge, Original
from goodstanding.apps.originality.sentences import as_written, say
from goodstanding.apps.originality.values import CheckView, OriginalStatus, Reason
from goodstanding.apps.registry.selectors import accounts
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:14.2"
_ANSWER = say(
    "answer",
    "您可以查看两文重合的段落；不认同的，可以在该页面提出异议，由人工复核。",
    "You can look at the passages both texts share; if you disagree, challenge it there and a person will look at it.",
)


def tell_refused(row: Original, check: CheckView, /, *, reasons: Sequence[Sentence], at: datetime) -> None:
    """Tell the declarer why a declaration was refused and how to challenge that."""
    heading = say("refused", "原创声明未通过", "The declaration of originality was refused")
    more = (_ANSWER,) if check.reason == Reason.EARLIER_WORK else ()
    _tell(row, News(heading, (*reasons, *more), CLAUSE, path=page_of(row)), at)


def tell_reopened(row: Original, /, *, reasons: Sequence[Sentence], at: datetime) -> None:
    """Tell the declarer that earlier work came to light; the badge stays until a person has decided."""
    heading = say("reopened", "您声明原创的内容发现在先作品", "Earlier work was found for a content you declared original")
    stays = say(
        "badge_stays",
        "在人工复核作出决定之前，原创标识保持不变。您可以先查看两文重合的段落。",
        "The badge stays until a person has decided. You can look at the passages both texts share.",
    )
    _tell(row, News(heading, (*reasons, stays), CLAUSE, path=page_of(row)), at)


def tell_settled(row: Original, challenge: Challenge, /, *, at: datetime) -> None:
    """Tell the declarer how a challenge was settled, in the words of whoever settled it."""
    heading = {
        OriginalStatus.UPHELD: say("upheld", "原创声明成立", "The declaration of originality stands"),
        OriginalStatus.REVOKED: say("revoked", "原创标识已取消", "The badge of originality was taken back"),
        OriginalStatus.REFUSED: say("still_refused", "维持原创声明未通过的结论", "The refusal of the declaration stands"),
    }[OriginalStatus(challenge.outcome)]
    appeal = say(
        "may_report",
        "对结论仍有异议的，可以通过账号主页提交申诉或向平台投诉。",
        "If you still disagree, appeal or complain from the page of your account.",
    )
    paragraphs = (as_written(challenge.reasons),) if challenge.outcome == OriginalStatus.UPHELD else ()
    _tell(row, News(heading, paragraphs or (as_written(challenge.reasons), appeal), CLAUSE, path=page_of(row)), at)


def page_of(row: Original, /) -> str:
    """Return the page of the portal about an original."""
    return f"/portal/originals/{row.ref}/"


def _tell(row: Original, news: News, at: datetime) -> None:
    account = accounts([row.account_ref]).get(row.account_ref)
    tell_account(row.account_ref, name=account.name if account else "", news=news, at=at)
