"""Whose text it is, in the demo: declared and refused, licensed, disputed before peers, and notified as infringing.

Everything goes through the services people use; the dispute is answered an hour before the visitor comes, so that its panel sits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.common import outbox
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.services.content_book import content_sha256
from goodstanding.apps.originality.selectors import original_of
from goodstanding.apps.originality.services.challenges import challenge_refusal
from goodstanding.apps.originality.services.declaring import CHECK
from goodstanding.apps.originality.services.drafts import record_draft
from goodstanding.apps.originality.services.indexing import RECHECK, bring_up_to_date
from goodstanding.apps.originality.services.licensing import grant_licence
from goodstanding.apps.redress.services import disputes, takedown
from goodstanding.apps.redress.takedown_records import NewNotice
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as cases
from goodstanding.apps.review import services as reviewing
from goodstanding.demo.stories import content_of, originality

_CHECKS = frozenset({CHECK, RECHECK})
_PDF = b"%PDF-1.4 demo "
_LATELY = timedelta(hours=1)
"""How long the panel has sat, and a notice waited for a person, when the visitor comes."""


def look_at_declarations(at: datetime, /) -> None:
    """Do the worker's part: read what was published, and answer who declared something original."""
    bring_up_to_date(at=at)
    while outbox.drain(lambda: at, limit=100, only=_CHECKS).done:
        pass


def tell_originality(users: Mapping[str, int], /, *, at: datetime, now: datetime) -> None:
    """Let the stories of originality come as far as the person who acts next.

    Args:
        at: The evening before the visitor comes.
    """
    told = originality()
    look_at_declarations(at)
    for draft in told["drafts"]:
        _record(draft, at=at)
    for licence in told["licences"]:
        _license(licence, at=at)
    _challenge(told["challenge"], at=at)
    for notice in sorted(told["notices"], key=lambda one: not one["act"]):
        _notify(notice, told["sender"], reviewer=users["reviewer"], at=at if notice["act"] else now - _LATELY)
    _dispute(told["dispute"], filed_at=now - 2 * _LATELY, answered_at=now - _LATELY)


def _author(account_ref: str) -> Actor:
    return Actor.user(registry.members_of(account_ref)[0])


def _record(draft: Mapping[str, Any], *, at: datetime) -> None:
    digest = content_sha256(draft["title"], draft["body"])
    record_draft(draft["account"], sha256=digest, note=draft["note"], actor=_author(draft["account"]), at=at)


def _license(licence: Mapping[str, Any], *, at: datetime) -> None:
    grant_licence(
        grantor=licence["grantor"],
        grantee=licence["grantee"],
        kind="licence" if licence["scopes"] else "whitelist",
        content_ref=content_of(licence["content"]) if licence["content"] else "",
        scopes=licence["scopes"],
        terms=licence["terms"],
        ends_at=at + timedelta(days=licence["days"]) if licence["days"] else None,
        actor=_author(licence["grantor"]),
        at=at,
    )


def _notify(notice: Mapping[str, Any], sender: Mapping[str, str], *, reviewer: int, at: datetime) -> None:
    """Send a notice of infringement, and act on it where the story says why."""
    sent = NewNotice(
        content_ref=content_of(notice["content"]),
        work=notice["work"],
        statement=notice["statement"],
        has_guarantee=True,
        **sender,
    )
    proof = {"rights_proof": [NewAttachment("rights.pdf", _PDF + notice["content"].encode())]}
    filed = takedown.file_notice(sent, files=proof, at=at)
    if notice["act"]:
        actor, version = Actor.user(reviewer), cases.case(filed.case_ref).version
        held = reviewing.perform(filed.case_ref, action="claim", expected_version=version, actor=actor, at=at)
        takedown.decide_notice(filed.ref, outcome="act", reasons=notice["act"], case_version=held.version, actor=actor, at=at)


def _challenge(challenge: Mapping[str, str], *, at: datetime) -> None:
    found = original_of(content_of(challenge["content"]))
    if found is not None:
        challenge_refusal(found.ref, statement=challenge["statement"], actor=_author(found.account_ref), at=at)


def _dispute(dispute: Mapping[str, str], *, filed_at: datetime, answered_at: datetime) -> None:
    found = original_of(content_of(dispute["content"]))
    if found is None:
        return
    earlier = content_of(dispute["earlier"])
    claimant = _author(ingest.content(earlier).account_ref)
    filed = disputes.file_dispute(found.content_ref, earlier_ref=earlier, claim=dispute["claim"], actor=claimant, at=filed_at)
    disputes.answer_dispute(filed.ref, answer=dispute["answer"], actor=_author(found.account_ref), at=answered_at)
