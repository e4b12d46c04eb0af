"""Letting a text go: out of the index and out of its declaration, but never while somebody disputes it."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality.errors import OriginalDisputed
from goodstanding.apps.originality.models import Original
from goodstanding.apps.originality.selectors import disputed_contents
from goodstanding.apps.originality.services.declaring import withdraw_declaration
from goodstanding.apps.originality.services.steps import STEPS
from goodstanding.apps.originality.text_index import name_of, text_indexes
from goodstanding.apps.originality.values import OriginalStatus
from goodstanding.core.originality.errors import IndexAbsent


def forget_content(content_ref: str, /, *, actor: Actor, at: datetime) -> int:
    """Take every wording of a content out of the index, for whoever deletes contents; say how many there were.

    The wording itself is with ingest; whoever deletes it there calls this first. What was frozen as evidence keeps its places and
    digests.

    Raises:
        OriginalDisputed: It is under dispute, on either side; ask again when that is decided.
    """
    if disputed_contents([content_ref]):
        raise OriginalDisputed(
            f"“{content_ref}” is part of a dispute about originality.", hint="It can be deleted when that is decided."
        )
    names = [name_of(content_ref, version.sha256) for version in ingest.content_versions(content_ref)]
    with immediate():
        audit.hold_log()
        row = Original.objects.filter(content_ref=content_ref).first()
        if row is not None and OriginalStatus.WITHDRAWN in STEPS[row.status]:
            withdraw_declaration(row.ref, actor=actor, at=at)
        audit.record(
            "original:forgotten",
            actor=actor,
            subject_kind="content",
            subject_ref=content_ref,
            payload={"wordings": len(names)},
            at=at,
        )
    try:
        return text_indexes().current().delete(names)
    except IndexAbsent:
        return 0
