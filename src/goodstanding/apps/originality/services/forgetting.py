"""Letting a text go: out of its declaration and out of every index, but never while somebody disputes it.

What left the platform is let go on schedule: its wording after the time for appeals, its versions when they are evidence no
longer. A step is a transaction of its own; indexes follow afterwards, and one that could not does in its next round.
Source: PA21:11.3, ADR 0042
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.ingest.services import retaining
from goodstanding.apps.originality.errors import OriginalDisputed
from goodstanding.apps.originality.models import Forgotten, Original
from goodstanding.apps.originality.selectors import disputed_contents
from goodstanding.apps.originality.services.declaring import withdraw_declaration
from goodstanding.apps.originality.services.indexing import forget_names
from goodstanding.apps.originality.services.steps import STEPS
from goodstanding.apps.originality.text_index import name_of
from goodstanding.apps.originality.values import OriginalStatus
from goodstanding.core.originality.errors import IndexFault


def forget_content(content_ref: str, /, *, actor: Actor, at: datetime) -> int:
    """Take every wording of a content out of the indexes; say how many there were.

    The wording itself is with ingest. What was frozen as evidence keeps its places and digests.

    Raises:
        OriginalDisputed: It is under dispute, on either side; ask again when that is decided.
    """
    with immediate():
        wordings = _forget(content_ref, actor=actor, at=at)
    _follow(at=at)
    return wordings


def let_contents_go(*, at: datetime, limit: int = 100) -> int:
    """Do what retention has due about contents that left the platform; say how many took a step.

    First the wording goes, with the index's; three years after it left, the versions kept as evidence. What a dispute, a notice,
    an appeal or a case is about waits for its end.
    """
    retaining.note_closed_accounts(at=at)
    refs = retaining.due_retentions(at=at, limit=limit)
    steps = sum(_step(ref, at=at) for ref in refs)
    if steps:
        _follow(at=at)
    return steps


def _step(content_ref: str, *, at: datetime) -> int:
    with immediate():
        audit.hold_log()
        if disputed_contents([content_ref]):
            return 0
        if retaining.empty_content(content_ref, at=at):
            _forget(content_ref, actor=SYSTEM, at=at)
            return 1
        deleted = retaining.delete_versions(content_ref, at=at)
        if deleted:
            _record("content:deleted", content_ref, deleted, actor=SYSTEM, at=at)
        return 1 if deleted else 0


def _forget(content_ref: str, *, actor: Actor, at: datetime) -> int:
    """Write down that a content is compared no more; the log is locked, so that what is read in order was written in order."""
    audit.hold_log()
    if disputed_contents([content_ref]):
        raise OriginalDisputed(
            f"“{content_ref}” is part of a dispute about originality.", hint="It can be deleted when that is decided."
        )
    versions = ingest.versions_of(content_ref)
    names = list(dict.fromkeys(name_of(content_ref, one.version.sha256) for one in versions))
    Forgotten.objects.create(
        content_ref=content_ref, names=names, versions_to=max((one.number for one in versions), default=0), at=at
    )
    row = Original.objects.filter(content_ref=content_ref).first()
    if row is not None and OriginalStatus.WITHDRAWN in STEPS[row.status]:
        withdraw_declaration(row.ref, actor=actor, at=at)
    _record("original:forgotten", content_ref, len(names), actor=actor, at=at)
    return len(names)


def _follow(*, at: datetime) -> None:
    """Let this machine's index follow at once; whatever keeps it from that, its next round does it."""
    with suppress(IndexFault, OSError):
        forget_names(at=at)


def _record(action: str, content_ref: str, wordings: int, *, actor: Actor, at: datetime) -> None:
    payload = {"wordings": wordings}
    audit.record(action, actor=actor, subject_kind="content", subject_ref=content_ref, payload=payload, at=at)
