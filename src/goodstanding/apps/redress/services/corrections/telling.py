"""What the operator is told of a correction: each time what is wrong, what to do, until when, and where."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.notices.filters import filters_for
from goodstanding.apps.redress.correcting import CLAUSE
from goodstanding.apps.redress.models import Correction
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.kernel.sentences import Sentence

DEFAULT_LANGUAGE = "zh-hans"


def path_of(ref: str, /) -> str:
    """Return the page of the portal where it is corrected."""
    return f"/portal/corrections/{ref}/"


def language_of(account_ref: str, /) -> str:
    """Return the language the account's operator reads."""
    members = registry.members_of(account_ref)
    return identity.person(members[0]).language if members else DEFAULT_LANGUAGE


def moment(at: datetime, language: str, /) -> str:
    """Write an instant in local time, naming the zone."""
    return str(filters_for(language, {})["moment"](at.isoformat()))


def quoted(text: str, /) -> Sentence:
    """Pass on what a person wrote, in both languages as it is."""
    kept = text.replace("{", "（").replace("}", "）")
    return say("as_written", "{text}", "{text}", text=kept)


def how_to_correct(row: Correction, due_at: datetime, public_url: str, /) -> str:
    """Say in the decision's notice what to hand in, until when and where; it is the remedy the notice prints."""
    language = language_of(row.account_ref)
    told = say(
        "correct_until",
        "请在{zh}之前到 {url} 更正并提交材料。需要更多时间的，可以在同一页面申请延期一次。核对无误后，服务立即恢复；"
        "逾期未更正的，由两名工作人员决定是否终止服务，不会自动终止。",
        "Correct it and hand in what proves it before {en} at {url}. If you need more time, ask for it once on the same page. "
        "Service is restored as soon as it is confirmed. After the deadline two members of staff decide whether service ends; "
        "nothing ends by itself.",
        zh=moment(due_at, "zh-hans"),
        en=moment(due_at, "en"),
        url=public_url.rstrip("/") + path_of(row.ref),
    )
    return "\n".join(part for part in (row.to_fix.strip(), told.in_language(language)) if part)


def tell(row: Correction, heading: Sentence, /, *paragraphs: Sentence, at: datetime, with_deadline: bool = True) -> None:
    """Write to the operator about a correction, with its deadline in local time where there is one."""
    account = registry.find_account(row.account_ref)
    due_at = row.due_at if with_deadline and row.ended_at is None else None
    news = News(heading, paragraphs, CLAUSE, due_at, path_of(row.ref))
    tell_account(row.account_ref, name=account.name if account else "", news=news, at=at)
