"""What a grade obliges to after publishing: a person looks at posts without a self-check on record, and at a share of the others.

The post stays as it is; a person looks, and whatever follows is a decision like any other. Source: PA21:7.2, RQ-017
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.common.sealing import blind_index
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest.records import ContentRecord
from goodstanding.apps.ingest.selectors import posts_after
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry.reading.grades import graded_since, grades_of, table_in_force
from goodstanding.apps.review.services import open_case
from goodstanding.apps.review.values import ORDINARY_QUEUE, NewEvidence, NewSource
from goodstanding.apps.screening.models import CheckedText, LookCursor, SecondLook
from goodstanding.apps.screening.services.checking import texts_digest
from goodstanding.core.kernel.severity import Severity
from goodstanding.core.scoring.grades import Obligations, obligations_of

CLAUSE = "PA21:7.2"
RULE = "grade.second_look"
_REGISTER = Actor("machine", "registry")
_WHY = {
    "unchecked": "账号等级要求发布前自查；该内容没有自查记录。",
    "drawn": "账号等级要求抽看；该内容由系统随机抽中。",
}


def take_second_looks(*, at: datetime, limit: int = 500) -> int:
    """Consider the posts that came since the last round, and bring before a person those a grade asks for; return how many."""
    cursor = LookCursor.objects.order_by("id").first()
    posts = posts_after(cursor.last_post if cursor else 0, limit=limit)
    if not posts:
        return 0
    with immediate():
        cursor = LookCursor.objects.select_for_update().order_by("id").first() or LookCursor()
        fresh = [post for number, post in posts if number > cursor.last_post and post.withdrawn_at is None]
        taken = _take(fresh, at)
        cursor.last_post = max(cursor.last_post, posts[-1][0])
        cursor.save()
        return taken


def _take(posts: Sequence[ContentRecord], at: datetime) -> int:
    """Take the posts a grade asks for; what came before the account had its grade was published under other duties."""
    since = graded_since({post.account_ref for post in posts})
    posts = [post for post in posts if post.published_at >= since.get(post.account_ref, post.published_at)]
    refs = {post.account_ref for post in posts}
    grades, table = grades_of(refs), table_in_force(at=at)
    duties = {ref: obligations_of(grades.get(ref, ""), table) for ref in refs}
    checked = _checked([post for post in posts if duties[post.account_ref].prepublication_check == "required"])
    wanted = [(post, why) for post in posts if (why := _reason(post, duties[post.account_ref], checked))]
    known = set(SecondLook.objects.filter(content_ref__in=[post.content_ref for post, _ in wanted]).values_list("content_ref"))
    for post, why in wanted:
        if (post.content_ref,) not in known:
            _look(post, why, grades.get(post.account_ref, ""), at)
    return len(wanted)


def _reason(post: ContentRecord, duties: Obligations, checked: frozenset[str]) -> str:
    if duties.prepublication_check == "required" and post.content_ref not in checked:
        return "unchecked"
    place = int(blind_index(post.content_ref, context="screening.second_look")[:8], 16)
    return "drawn" if place * 1000 < duties.second_look_permille << 32 else ""


def _checked(posts: Sequence[ContentRecord]) -> frozenset[str]:
    """Return the posts whose texts were checked on record before they were published."""
    digests = {post.content_ref: _digests(post) for post in posts}
    wanted = {digest for found in digests.values() for digest in found}
    rows = CheckedText.objects.filter(texts_sha256__in=wanted).order_by("-at", "-id")
    first = dict(rows.values_list("texts_sha256", "at"))
    return frozenset(
        post.content_ref
        for post in posts
        if any(digest in first and first[digest] <= post.published_at for digest in digests[post.content_ref])
    )


def _digests(post: ContentRecord) -> tuple[str, ...]:
    """Return the digests a check of this post may have: with its title, and where it has none also without one."""
    with_title = texts_digest({"title": post.title, "body": post.body})
    return (with_title,) if post.title else (with_title, texts_digest({"body": post.body}))


def _look(post: ContentRecord, why: str, grade: str, at: datetime) -> None:
    account = registry.find_account(post.account_ref)
    detail = {"label": "", "clause": CLAUSE, "clauses": [CLAUSE], "score": 0, "severity": Severity.MINOR, "suggestion": "review"}
    case = open_case(
        kind="screening",
        queue=ORDINARY_QUEUE,
        account_ref=post.account_ref,
        content_ref=post.content_ref,
        severity=Severity.MINOR,
        reach=account.followers if account else 0,
        sources=[NewSource("rule", RULE, detail)],
        evidence=[NewEvidence("snapshot", post.content_ref, post.latest_sha256, _WHY[why])],
        actor=_REGISTER,
        at=at,
    )
    SecondLook.objects.create(
        content_ref=post.content_ref, account_ref=post.account_ref, grade=grade, reason=why, case_ref=case.ref, at=at
    )
