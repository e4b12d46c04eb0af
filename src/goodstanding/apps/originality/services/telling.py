"""What declarers are told: refused and why, challenged, settled. Notices of the register, with the page where it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.originality.models import Challenge, Original
from goodstanding.apps.originality.sentences import as_written, say
from goodstanding.apps.originality.values import CheckView, MatchView, OriginalStatus, Reason
from goodstanding.apps.registry.selectors import accounts
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

CLAUSE = "PA21:14.2"
_MOST_TOLD = 3
_ORDER = {
    "time": ("时间在先", "earlier in time"),
    "log": ("同一时刻，存证日志中在先", "of the same instant, earlier in the log"),
    "arrival": ("同一时刻，平台收到在先", "of the same instant, received earlier"),
}
_PLAIN = {
    Reason.BANNED: say(
        "banned",
        "账号在声明时处于停止声明原创的期限内。",
        "The account was kept from declaring originals when it declared this.",
    ),
    Reason.TEXT_GONE: say(
        "text_gone", "平台没有该内容的正文，无法核对。", "The text is not at hand, so nothing can be compared."
    ),
    Reason.TOO_SHORT: say("too_short", "正文过短，无法与其他作品区分。", "The text is too short to be told from others."),
    Reason.REPOST: say(
        "repost",
        "发布时填写了转载来源；转载内容不能声明原创。",
        "It was published as a repost; a repost cannot be declared original.",
    ),
}
_ANSWER = say(
    "answer",
    "您可以查看两文重合的段落；不认同的，可以在该页面提出异议，由人工复核。",
    "You can look at the passages both texts share; if you disagree, challenge it there and a person will look at it.",
)


def reasons_for(check: CheckView, /) -> tuple[Sentence, ...]:
    """Say why a declaration was answered as it was: which earlier work, of when, how much of it."""
    if check.reason == Reason.EARLIER_WORK:
        return tuple(_earlier(match) for match in check.against[:_MOST_TOLD])
    if check.reason == Reason.MOSTLY_SHARED:
        codes = [exclusion for match in check.excused for exclusion in match.exclusions]
        why = codes[0] if codes else None
        return (
            say(
                "mostly_shared",
                "全文大部分不是作者自己的文字（{zh}），因此不标注原创。这不是违规，不影响账号。",
                "Most of the text is not the author's own wording ({en}), so it bears no badge. This is no violation.",
                zh=why.zh if why else "",
                en=why.en if why else "",
            ),
        )
    return (_PLAIN[Reason(check.reason)],)


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


def _earlier(match: MatchView) -> Sentence:
    zh, en = _ORDER[match.order]
    return say(
        "earlier",
        "在先作品“{content}”（{since}，{zh}）：{says_zh}。",
        "Earlier work “{content}” ({since}, {en}): {says_en}.",
        content=match.other.content_ref,
        since=match.other.since.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
        zh=zh,
        en=en,
        says_zh=match.zh,
        says_en=match.en,
    )


def _tell(row: Original, news: News, at: datetime) -> None:
    account = accounts([row.account_ref]).get(row.account_ref)
    tell_account(row.account_ref, name=account.name if account else "", news=news, at=at)
