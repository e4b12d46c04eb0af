"""What follows from publications in the transaction that receives them: declarations written down, repost forms read.

Source: PA21:14.2, PA21:17.1, RQ-064, RQ-075.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.records import ContentRecord
from goodstanding.apps.ingest.services.content_book import content_ref_of, content_sha256
from goodstanding.apps.originality.models import Original, Repost
from goodstanding.apps.originality.reposts import Form, form_of, is_traceable, missing, says
from goodstanding.apps.originality.sentences import say
from goodstanding.apps.originality.services.declaring import Declared, declare_many, withdraw_declaration
from goodstanding.apps.originality.services.sources import plan_looks
from goodstanding.apps.originality.services.steps import STEPS
from goodstanding.apps.originality.values import OriginalStatus
from goodstanding.apps.registry.selectors import accounts
from goodstanding.apps.registry.services.telling import News, tell_account
from goodstanding.core.events.event import Event

SAYS = frozenset({"content.published", "content.edited"})
_PLATFORM = Actor("system", "events")
_POINTERS = {"owner": "/data/source/owner", "source": "/data/source/url", "basis": "/data/source/basis", "taken": "/data/source"}


def note_publications(events: Sequence[Event], /, *, at: datetime) -> dict[int, tuple[str, ...]]:
    """Draw publications into the records of originality, in the caller's transaction; most say nothing of it and cost nothing.

    Returns:
        By position of the event: what was wrong with its repost form, one sentence each beginning with a JSON pointer.
    """
    told = {position: event for position, event in enumerate(events) if event.type in SAYS and _says_something(event)}
    edited = {content_ref_of(event) for event in events if event.type == "content.edited"}
    known = dict(Original.objects.filter(content_ref__in=edited).values_list("content_ref", "ref")) if edited else {}
    if not told and not known:
        return {}
    for position, event in enumerate(events):
        if event.type == "content.edited" and content_ref_of(event) in known:
            told.setdefault(position, event)
    contents = ingest.contents({content_ref_of(event) for event in told.values()} | _reposted(told))
    own = {position: event for position, event in sorted(told.items()) if _is_own(event, contents)}
    notes = _note_forms(own, contents, at=at)
    _declare(list(own.values()), known, at=at)
    return notes


def _says_something(event: Event) -> bool:
    data = event.data
    return bool(data.get("declared_original") or data.get("repost_of") or data.get("source"))


def _reposted(told: Mapping[int, Event]) -> set[str]:
    return {ref for event in told.values() if isinstance(ref := event.data.get("repost_of"), str) and ref}


def _is_own(event: Event, contents: Mapping[str, ContentRecord]) -> bool:
    """Whether the event was taken as it says: the content is a post, and of the account that speaks."""
    found = contents.get(content_ref_of(event))
    return found is not None and found.kind == "content" and found.account_ref == event.subject


def _sha256(event: Event) -> str:
    return content_sha256(event.data.get("title") or "", event.data.get("body") or "")


def _declare(events: Sequence[Event], known: Mapping[str, str], *, at: datetime) -> None:
    declared: list[Declared] = []
    for event in events:
        ref, says_so = content_ref_of(event), event.data.get("declared_original")
        if says_so is False and ref in known:
            _withdraw(known[ref], at=at)
        elif says_so or (ref in known and says_so is None and _shows_badge(ref)):
            declared.append(Declared(ref, event.subject, _sha256(event), _since(event)))
    if declared:
        declare_many(declared, via="event", actor=_PLATFORM, at=at)


def _shows_badge(content_ref: str) -> bool:
    """Whether an edit has to be looked at although it declares nothing: the badge would stand on words nobody compared."""
    wanted = [OriginalStatus.CHECKING, OriginalStatus.DECLARED, OriginalStatus.UPHELD]
    return Original.objects.filter(content_ref=content_ref, status__in=wanted).exists()


def _withdraw(original_ref: str, *, at: datetime) -> None:
    row = Original.objects.get(ref=original_ref)
    if OriginalStatus.WITHDRAWN in STEPS[row.status]:
        withdraw_declaration(original_ref, actor=_PLATFORM, at=at)


def _since(event: Event) -> datetime:
    """Return when this wording was first published: an edit that changes nothing does not make it younger."""
    if event.type != "content.edited":
        return event.time
    found = ingest.content_version(content_ref_of(event), _sha256(event))
    return min(found.at, event.time) if found else event.time


def _note_forms(told: Mapping[int, Event], contents: Mapping[str, ContentRecord], *, at: datetime) -> dict[int, tuple[str, ...]]:
    rows, notes, links = [], {}, dict[str, tuple[str, str]]()
    for position, event in told.items():
        form = form_of(event)
        if not (form.is_repost or form.is_own):
            continue
        codes = missing(form, is_known=form.repost_of in contents if form.repost_of else None)
        rows.append(_form_row(event, form, codes))
        if form.is_repost and is_traceable(form.source_url):
            links[content_ref_of(event)] = event.subject, form.source_url
        if codes:
            notes[position] = tuple(f"{_pointer(code)}: {says(code, form).en}" for code in codes)
            _tell_returned(event, form, codes, at=at)
    Repost.objects.bulk_create(rows, batch_size=500)
    plan_looks(links, at=at)
    return notes


def _form_row(event: Event, form: Form, codes: tuple[str, ...]) -> Repost:
    return Repost(
        content_ref=content_ref_of(event),
        account_ref=event.subject,
        content_sha256=_sha256(event),
        repost_of=form.repost_of,
        owner=form.owner,
        source_url=form.source_url,
        basis=form.basis,
        taken_at=form.taken_at,
        taken_place=form.taken_place,
        missing=list(codes),
        at=event.time,
    )


def _pointer(code: str) -> str:
    return _POINTERS[code.split("_", maxsplit=1)[0]]


def _tell_returned(event: Event, form: Form, codes: Sequence[str], *, at: datetime) -> None:
    """Return the form to its account: what is missing, and where to put it right."""
    account = accounts([event.subject]).get(event.subject)
    if account is None:
        return
    heading = say("form_returned", "转载信息需要补正", "The source of a repost has to be completed")
    which = say("form_of", "内容：{content}", "Content: {content}", content=content_ref_of(event))
    do = say(
        "form_do",
        "请在发布平台编辑该内容，补正后来源会显示在正文上方。",
        "Edit the content where you published it; the source is then shown above the text.",
    )
    news = News(heading, (which, *(says(code, form) for code in codes), do), "PA21:17.1", path="/portal/")
    tell_account(event.subject, name=account.name, news=news, at=at)
