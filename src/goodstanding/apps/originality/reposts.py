"""The repost form: who owns it, where it stands, on what basis; and for one's own pictures, when and where. Pure.

Source: PA21:17.1, RQ-075. “The internet” is no source. What is asked is that a reader could follow it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from goodstanding.apps.originality.sentences import say
from goodstanding.core.events.event import Event
from goodstanding.core.kernel.sentences import Sentence
from goodstanding.core.signals.missing_source import names_nobody

OWN = frozenset({"own", "self", "own_shot"})
"""Bases by which the author says that pictures are the author's own."""
_SHOT = frozenset({"image", "video"})
_MISSING: Mapping[str, tuple[str, str]] = {
    "owner_missing": ("请填写著作权人或原作者。", "Name the author or owner."),
    "owner_vague": (
        "“{owner}”不是来源，请填写具体的著作权人或原作者。",
        "“{owner}” is no source; name the author or owner.",
    ),
    "source_missing": ("请填写能够打开的原文链接。", "Give a link to the original that can be followed."),
    "source_vague": (
        "“{url}”不是可追溯的来源，请填写原文的网址。",
        "“{url}” cannot be followed; give the address of the original.",
    ),
    "source_gone": (
        "所转载的内容“{repost_of}”在平台上查不到，请核对。",
        "The reposted content “{repost_of}” is not known here; check it.",
    ),
    "basis_missing": ("请写明转载依据（如授权、合理引用）。", "Say on what basis it is reposted (licence, quotation …)."),
    "taken_at_missing": ("自行拍摄的图片、视频请注明拍摄时间。", "Say when your own pictures were taken."),
    "taken_place_missing": ("自行拍摄的图片、视频请注明拍摄地点。", "Say where your own pictures were taken."),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A repost form as the author filled it in; empty texts where nothing was said.

    Args:
        repost_of: The content it reposts, where that is one of the platform's.
        basis: ``licence``, ``quotation`` …, or ``own`` for one's own pictures.
        has_shots: Whether the content holds pictures or films.
    """

    repost_of: str = ""
    owner: str = ""
    source_url: str = ""
    basis: str = ""
    taken_at: str = ""
    taken_place: str = ""
    has_shots: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the author says that the pictures are the author's own."""
        return self.basis.lower() in OWN

    @property
    def is_repost(self) -> bool:
        """Whether somebody else's work is published again."""
        return not self.is_own and bool(self.repost_of or self.owner or self.source_url)


def form_of(event: Event, /) -> Form:
    """Read the form from a publication: ``repost_of`` and ``source`` of its data."""
    source = event.data.get("source")
    told: Mapping[str, Any] = source if isinstance(source, Mapping) else {}
    media = event.data.get("media")
    kinds = {one.get("kind") for one in media if isinstance(one, Mapping)} if isinstance(media, Sequence) else set()
    return Form(
        repost_of=_text(event.data.get("repost_of"), 512),
        owner=_text(told.get("owner"), 400),
        source_url=_text(told.get("url"), 2000),
        basis=_text(told.get("basis"), 80),
        taken_at=_text(told.get("taken_at"), 80),
        taken_place=_text(told.get("taken_place") or told.get("place"), 200),
        has_shots=bool(kinds & _SHOT),
    )


def missing(form: Form, /, *, is_known: bool | None = None) -> tuple[str, ...]:
    """Say what a form lacks, as codes in the order they are asked; nothing where it is complete or is no repost.

    Args:
        is_known: Whether the content it reposts is known here; None where it names none.
    """
    if form.is_own:
        shot = form.has_shots
        asked = (("taken_at_missing", not form.taken_at), ("taken_place_missing", not form.taken_place))
        return tuple(code for code, lacks in asked if shot and lacks)
    if not form.is_repost:
        return ()
    found = []
    if not form.owner:
        found.append("owner_missing")
    elif names_nobody(form.owner):
        found.append("owner_vague")
    found += _source(form, is_known=is_known)
    if not form.basis:
        found.append("basis_missing")
    return tuple(found)


def says(code: str, form: Form, /) -> Sentence:
    """Say what is to be put right."""
    zh, en = _MISSING[code]
    return say(code, zh, en, owner=form.owner, url=form.source_url, repost_of=form.repost_of)


def source_line(form: Form, /) -> Sentence:
    """Write the line readers are shown below the title: whose it is and where it stands, or when and where it was taken."""
    if form.is_own:
        where = "、".join(part for part in (form.taken_at, form.taken_place) if part)
        return say("own_line", "自行拍摄：{where}", "Own pictures: {where}", where=where)
    owner, place = form.owner or "—", form.source_url or form.repost_of
    if not place:
        return say("owner_line", "来源：{owner}", "Source: {owner}", owner=owner)
    return say("source_line", "来源：{owner}（{place}）", "Source: {owner} ({place})", owner=owner, place=place)


def is_traceable(url: str, /) -> bool:
    """Tell whether an address can be followed: a web address with a host that has a name and a place under it or a domain."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")


def _source(form: Form, /, *, is_known: bool | None) -> list[str]:
    if form.repost_of and is_known is False and not is_traceable(form.source_url):
        return ["source_gone"]
    if form.repost_of and is_known:
        return []
    if not form.source_url:
        return ["source_missing"]
    return [] if is_traceable(form.source_url) else ["source_vague"]


def _text(value: object, most: int) -> str:
    return value.strip()[:most] if isinstance(value, str) else ""
