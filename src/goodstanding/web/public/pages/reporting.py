"""The report form as typed so far, and finding what a pasted id or address names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from django.http import QueryDict

from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.redress import clocks
from goodstanding.apps.registry import selectors as registry
from goodstanding.core.kernel.labels import VIOLATION_LABELS
from goodstanding.web.typed import one_line, plain

KINDS = ("account", "post", "comment")
LONGEST_TARGET = 2_000


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What somebody wants to report, as typed so far.

    Args:
        about: Name of what is reported, when the form was opened from its page.
    """

    kind: str = "account"
    target: str = ""
    category: str = ""
    reason: str = ""
    contact: str = ""
    about: str = ""
    kinds: tuple[str, ...] = KINDS
    conducts: tuple[str, ...] = VIOLATION_LABELS
    specials: tuple[str, ...] = clocks.SPECIAL_CATEGORIES


def prefilled_form(asked: QueryDict, /) -> ReportForm:
    """Open the form for what the address names (``?account=`` or ``?content=``), or empty."""
    account = registry.find_account(plain(asked.get("account")))
    if account is not None:
        return ReportForm(target=account.account_ref, about=account.name or account.account_ref)
    content = ingest.find_content(plain(asked.get("content")))
    if content is not None:
        kind = "comment" if content.kind == "comment" else "post"
        return ReportForm(kind=kind, target=content.content_ref, about=content.title or content.content_ref)
    return ReportForm()


def typed_form(sent: QueryDict, /) -> ReportForm:
    """Return the form as it was sent."""
    form = ReportForm(
        kind=sent.get("kind", ""),
        target=one_line(sent.get("target"), longest=LONGEST_TARGET),
        category=sent.get("category", ""),
        reason=plain(sent.get("reason")),
        contact=plain(sent.get("contact")).strip(),
    )
    return replace(form, about=_name_of(form.kind, resolved_target(form.kind, form.target)))


def resolved_target(kind: str, typed: str, /) -> str:
    """Find the id somebody means: the text itself, or the part of an address that names something of that kind here."""
    return next((part for part in _candidates(typed) if _exists(kind, part)), typed)


def _candidates(typed: str) -> Iterator[str]:
    yield typed
    if not typed.lower().startswith(("http://", "https://")):
        return
    try:
        address = urlsplit(typed)
    except ValueError:
        return
    yield from (plain(unquote(part)) for part in reversed(address.path.split("/")) if part)
    yield from (plain(value) for _, value in parse_qsl(address.query))


def _exists(kind: str, ref: str) -> bool:
    if kind == "account":
        return registry.find_account(ref) is not None
    content = ingest.find_content(ref)
    return content is not None and (content.kind == "comment") == (kind == "comment")


def _name_of(kind: str, ref: str) -> str:
    if kind == "account":
        account = registry.find_account(ref) if ref else None
        return (account.name or account.account_ref) if account else ""
    content = ingest.find_content(ref) if ref else None
    return (content.title or content.content_ref) if content else ""
