"""Proof that something is in the record: public, checked without trusting this server (ADR 0009)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from goodstanding.apps.audit import selectors as audit
from goodstanding.apps.audit.errors import EntryUnknown
from goodstanding.apps.audit.publication import checkpoint_document, proof_document
from goodstanding.apps.audit.services import sign_checkpoint
from goodstanding.apps.common.clock import now
from goodstanding.apps.common.refs import read_ref
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.door import keep_within
from goodstanding.web.api.shapes import record as shapes

router = Router(tags=["record"], auth=None)
_LIMIT, _MINUTE = 120, 60
_LONGEST = 40


class NothingRecorded(GoodstandingError):
    """The log is empty, so there is nothing to sign."""

    code = "log:empty"
    status = 404


@router.get("/log/checkpoint", response=shapes.Checkpoint, operation_id="read_checkpoint")
def read_checkpoint(request: HttpRequest) -> dict[str, Any]:
    """Read the newest signed root of the log, with the public key. No sign-in; 120 calls a minute from one network."""
    at = now()
    keep_within(request, "log", limit=_LIMIT, seconds=_MINUTE, at=at)
    found = audit.latest_checkpoint() or sign_checkpoint(at=at)
    if found is None:
        raise NothingRecorded("Nothing was recorded yet.")
    return checkpoint_document(found)


@router.get("/log/entries/{ref}/proof", response=shapes.Proof, operation_id="prove_entry")
def prove_entry(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Prove that an entry (L-42 or 42), or the decision with this reference, stands in the log.

    No sign-in; 120 calls a minute from one network. An entry no checkpoint covers yet is signed for at once.
    """
    at = now()
    keep_within(request, "log", limit=_LIMIT, seconds=_MINUTE, at=at)
    index = _index(ref)
    entry = audit.entry(index)
    _cover(index, at)
    return {**proof_document(index), "subject": f"{entry.subject_kind}:{entry.subject_ref}"}


def _index(ref: str) -> int:
    if len(ref) > _LONGEST:
        raise EntryUnknown("That is not the reference of a log entry.", hint="Write L- and a number, for example L-42.")
    tidy = read_ref(ref)
    return enforcement.decision(tidy).log_index if tidy.startswith("D-") else audit.entry_index(ref)


def _cover(index: int, at: datetime) -> None:
    held = audit.latest_checkpoint()
    if held is None or held.size <= index:
        sign_checkpoint(at=at)
