"""Notices of infringement for tests: everything evidently fictional."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goodstanding.apps.redress.services import takedown
from goodstanding.apps.redress.takedown_records import NewCounter, NewNotice, TakedownView
from goodstanding.apps.redress.takedown_selectors import takedown as read
from goodstanding.apps.redress.values import NewAttachment
from goodstanding.apps.review import selectors as review
from tests.factories.matters import CONTENT, Matters, claimed

CONTACT = "rights@example.invalid"
PDF = b"%PDF-1.4 demo "


def pdf(name: str) -> NewAttachment:
    """Make a file that reads as a PDF, different for each name."""
    return NewAttachment(f"{name}.pdf", PDF + name.encode())


def whole_notice(**changes: Any) -> NewNotice:
    """Fill in a whole notice."""
    filled: dict[str, Any] = {
        "content_ref": CONTENT,
        "name": "示例出版工作室",
        "contact": CONTACT,
        "address": "示例省演示市样例路1号",
        "work": "示例图鉴",
        "statement": "该内容逐段使用了我社作品，没有取得许可。",
        "has_guarantee": True,
    }
    return NewNotice(**(filled | changes))


def notified(*, at: datetime, **changes: Any) -> TakedownView:
    """Send a whole notice."""
    files = changes.pop("files", {"rights_proof": [pdf("rights")], "identity": [pdf("identity")]})
    return takedown.file_notice(whole_notice(**changes), files=files, at=at)


def judged(
    matters: Matters, ref: str, outcome: str, *, by: str = "reviewer", at: datetime, reasons: str = "已核对材料。", **more: Any
) -> TakedownView:
    """Claim the notice's case and decide it."""
    case = claimed(review.case(read(ref).case_ref), matters.actor(by), at=at)
    return takedown.decide_notice(
        ref, outcome=outcome, reasons=reasons, case_version=case.version, actor=matters.actor(by), at=at, **more
    )


def acted(matters: Matters, *, at: datetime, **changes: Any) -> TakedownView:
    """Send a notice and act on it."""
    return judged(matters, notified(at=at, **changes).ref, "act", at=at)


def countered(matters: Matters, *, at: datetime, **changes: Any) -> TakedownView:
    """Send a notice, act on it and answer it."""
    found = acted(matters, at=at)
    return answered_by(matters, found.ref, at=at, **changes)


def answered_by(matters: Matters, ref: str, *, by: str = "owner", at: datetime, **changes: Any) -> TakedownView:
    """Answer a notice as the account."""
    files = changes.pop("files", {"counter_proof": [pdf("licence")]})
    filled = {
        "name": "示例文化传播中心（演示）",
        "contact": "owner@example.invalid",
        "statement": "该内容取得了作者的书面许可。",
        "has_guarantee": True,
    }
    return takedown.file_counter(ref, new=NewCounter(**(filled | changes)), files=files, actor=matters.actor(by), at=at)


def proved(ref: str, kind: str = "proceedings", *, at: datetime, contact: str = CONTACT) -> TakedownView:
    """Hand in a proof as the sender."""
    return takedown.file_proof(
        ref, contact=contact, kind=kind, text="示例法院（2026）示例民初1号", files={kind: [pdf(kind)]}, at=at
    )
