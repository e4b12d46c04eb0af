"""Everything of an account in one file, for its operator: asked for, put together by the worker, sealed, purged in time.

Source: PA21:11.3, RQ-048
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.outbox import MessageView, enqueue
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import SYSTEM, Actor
from goodstanding.apps.notices.selectors import inbox, notice
from goodstanding.apps.registry import selectors
from goodstanding.apps.registry.errors import ExportUnknown
from goodstanding.apps.registry.life_ports import export_parts
from goodstanding.apps.registry.life_records import ExportRecord
from goodstanding.apps.registry.models import AccountExport, ExportState, OperatorMember
from goodstanding.apps.registry.numbers import number
from goodstanding.apps.registry.reading.agencies import agreements_of
from goodstanding.apps.registry.reading.documents import readings_of
from goodstanding.apps.registry.reading.life import export_record
from goodstanding.apps.registry.reading.transfers import transfers_of
from goodstanding.apps.registry.sealed_files import open_file, seal_file
from goodstanding.apps.registry.sentences import say
from goodstanding.apps.registry.services.documents import note_reading
from goodstanding.apps.registry.services.pausing import operated
from goodstanding.apps.registry.services.telling import News, tell_account

EXPORT = "registry.export"
"""Outbox topic: an export is to be put together."""
_KEY = "registry.export_key"
_MOST_NOTICES = 100_000


def ask_for_export(account_ref: str, /, *, actor: Actor, at: datetime) -> ExportRecord:
    """Ask for everything of an account; asking again while one is being put together returns that one.

    Raises:
        LifeUnfit: The actor does not act for the account, or it is closed.
    """
    with immediate():
        operated(account_ref, actor)
        return begin_export(account_ref, actor=actor, at=at)


def begin_export(account_ref: str, /, *, actor: Actor, at: datetime) -> ExportRecord:
    """Ask for everything of an account, in the caller's transaction."""
    waiting = AccountExport.objects.filter(account_ref=account_ref, state=ExportState.ASKED).first()
    if waiting is not None:
        return export_record(waiting)
    row = AccountExport.objects.create(
        ref=new_ref("EX"), account_ref=account_ref, asked_by=f"{actor.kind}:{actor.ref}", asked_at=at
    )
    _record("export:asked", row, {}, actor, at)
    enqueue(EXPORT, key=row.ref, payload={"export": row.ref}, at=at)
    return export_record(row)


def build_export(message: MessageView, at: datetime, /) -> None:
    """Put an export together and tell the operator; the outbox calls this. Doing it again changes nothing."""
    ref = str(message.payload["export"])
    row = AccountExport.objects.filter(ref=ref, state=ExportState.ASKED).first()
    if row is None:
        return
    content = export_file(row.account_ref, at=at)
    key, sealed = seal_file(content, ref=ref, context=_KEY)
    with immediate():
        row = AccountExport.objects.select_for_update().filter(ref=ref, state=ExportState.ASKED).first()
        if row is None:
            return
        row.state, row.ready_at = ExportState.READY, at
        row.kept_until = at + timedelta(days=number("export_kept_days"))
        row.size, row.sha256 = len(content), hashlib.sha256(content).hexdigest()
        row.key_sealed, row.content_sealed = key, sealed
        row.save()
        _record("export:ready", row, {"sha256": row.sha256, "size": row.size}, SYSTEM, at)
        account = selectors.find_account(row.account_ref)
        ready = say("export_ready", "账号数据已打包，可以下载", "Everything of the account is ready to download")
        kept = say("export_kept", "下载后请妥善保存；到期后文件将被删除。", "Download and keep it; the file is deleted in time.")
        news = News(ready, (kept,), "PA21:11.3", row.kept_until, f"/portal/accounts/{row.account_ref}/rest/")
        tell_account(row.account_ref, name=account.name if account else "", news=news, at=at)


def open_export(ref: str, /, *, actor: Actor, at: datetime) -> tuple[ExportRecord, bytes]:
    """Hand an export to somebody who acts for the account; that it was opened is written down first.

    Raises:
        ExportUnknown: There is none, it is not ready or purged, or it is somebody else's.
    """
    with immediate():
        row = AccountExport.objects.filter(ref=ref, state=ExportState.READY).first()
        acts = row is not None and OperatorMember.objects.filter(
            user_id=actor.user_id or 0, operator__accounts__account_ref=row.account_ref
        )
        if row is None or not acts or not acts.exists():
            raise ExportUnknown(f"There is no export {ref} to download.", hint="Ask for it anew.")
        note_reading(row.account_ref, what="export", document_ref=ref, purpose="download by its operator", actor=actor, at=at)
    return export_record(row), open_file(row.key_sealed, row.content_sealed, ref=ref, context=_KEY)


def purge_exports(*, at: datetime, limit: int = 50) -> int:
    """Empty the exports whose time has come; return how many."""
    due = AccountExport.objects.filter(state=ExportState.READY, kept_until__lte=at)
    if not due.exists():
        return 0
    with immediate():
        refs = list(due.select_for_update().order_by("id").values_list("ref", flat=True)[:limit])
        return sum(_purge(ref, at) for ref in refs)


def purge_exports_of(account_ref: str, /, *, at: datetime) -> int:
    """Empty every export of an account, in the caller's transaction; return how many."""
    refs = AccountExport.objects.filter(account_ref=account_ref, state=ExportState.READY).values_list("ref", flat=True)
    return sum(_purge(ref, at) for ref in list(refs))


def export_file(account_ref: str, /, *, at: datetime) -> bytes:
    """Return everything of an account as a ZIP file: what the register holds, its notices, and what other apps add.

    Names end on what they are: ``.json`` one record, ``.jsonl`` one record a line. Times carry their zone.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*_own_parts(account_ref, at), *export_parts(account_ref)):
            archive.writestr(name, content)
    return held.getvalue()


def json_file(value: Any, /) -> bytes:
    """Write a value as people and programs read it."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain, sort_keys=True).encode()


def json_lines(values: Iterable[Any], /) -> bytes:
    """Write values one a line."""
    return b"".join(json.dumps(one, ensure_ascii=False, default=_plain, sort_keys=True).encode() + b"\n" for one in values)


def _own_parts(account_ref: str, at: datetime) -> Iterable[tuple[str, bytes]]:
    account = selectors.account(account_ref)
    yield "account.json", json_file({"as_of": at, "account": account})
    yield "history.jsonl", json_lines(selectors.account_history(account_ref))
    yield "credentials.jsonl", json_lines(selectors.credentials_of(account_ref))
    yield "restrictions.jsonl", json_lines(selectors.restrictions_of(account_ref, at=at))
    yield "transfers.jsonl", json_lines(transfers_of(account_ref))
    yield "agencies.jsonl", json_lines(agreements_of(account_ref))
    yield "readings.jsonl", json_lines(readings_of([account_ref, *([account.operator.ref] if account.operator else [])]))
    notices = inbox([("account", account_ref)], limit=_MOST_NOTICES)
    yield "notices.jsonl", json_lines(notice(one.ref) for one in notices)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    slots = getattr(value, "__dataclass_fields__", None)
    return {name: getattr(value, name) for name in slots} if slots else str(value)


def _purge(ref: str, at: datetime) -> int:
    row = AccountExport.objects.select_for_update().get(ref=ref)
    row.state, row.key_sealed, row.content_sealed = ExportState.PURGED, b"", b""
    row.save(update_fields=["state", "key_sealed", "content_sealed"])
    _record("export:purged", row, {"sha256": row.sha256}, SYSTEM, at)
    return 1


def _record(action: str, row: AccountExport, payload: dict[str, Any], actor: Actor, at: datetime) -> None:
    whole = {"export": row.ref, **payload}
    audit.record(action, actor=actor, subject_kind="account", subject_ref=row.account_ref, payload=whole, at=at)
