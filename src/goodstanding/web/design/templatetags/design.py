"""Tags that print references, times, marked texts, clauses and icons the same way on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.contrib.messages import constants
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from goodstanding.apps.notices import selectors as notices
from goodstanding.web.design import highlighting, moments, unseen, vocabulary
from goodstanding.web.design.written import language_of, note_of

register = template.Library()

_MESSAGES = {
    constants.DEBUG: ("info", "info"),
    constants.INFO: ("info", "info"),
    constants.SUCCESS: ("success", "check"),
    constants.WARNING: ("warning", "alert"),
    constants.ERROR: ("error", "alert"),
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it is decoration, so the words beside it must say the same."""
    sprite = static("goodstanding/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


@register.simple_tag
def ref(value: str, href: str = "") -> SafeString:
    """Print a reference (case, decision, receipt) in its own type face, linked when an address is given."""
    if href:
        return format_html('<a class="ref" href="{}">{}</a>', href, value)
    return format_html('<span class="ref">{}</span>', value)


@register.simple_tag
def moment(value: datetime | None, empty: str = "—") -> SafeString:
    """Print a time in the installation's zone with its machine form."""
    if value is None:
        return SafeString(escape(empty))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), moments.local(value))


@register.simple_tag
def due(deadline: datetime | None, at: datetime) -> SafeString:
    """Print how a deadline stands: words, icon and tone; the exact time as its title."""
    if deadline is None:
        return SafeString("—")
    stands = moments.due(deadline, at=at)
    return format_html(
        '<time class="due tone-{}" datetime="{}" title="{}">{} {}</time>',
        stands.tone,
        deadline.isoformat(timespec="seconds"),
        moments.local(deadline),
        icon(stands.icon),
        stands.text,
    )


@register.simple_tag
def age(since: datetime | None, at: datetime) -> SafeString:
    """Print how long ago something was; the exact time as its title."""
    if since is None:
        return SafeString("—")
    machine, exact = since.isoformat(timespec="seconds"), moments.local(since)
    return format_html('<time datetime="{}" title="{}">{}</time>', machine, exact, moments.duration(at - since))


@register.inclusion_tag("design/written.html")
def written(text: str) -> dict[str, object]:
    """Print what a person wrote, as they wrote it, and in which language where that is not the reader's."""
    return {"text": text, "language": language_of(text), "note": note_of(text, get_language() or "zh")}


@register.filter
def named(code: str, kind: str) -> str:
    """Print the name of a code: ``{{ case.label|named:"violation" }}``."""
    return vocabulary.name_of(kind, code) if code else ""


@register.filter
def percent(score: float) -> str:
    """Print a score from 0.0 to 1.0 as a percentage."""
    return f"{score:.0%}"


@register.filter
def grouped(number: int) -> str:
    """Print a number with its thousands apart."""
    return f"{number:,}"


@register.inclusion_tag("design/marked_text.html")
def marked(text: str, marks: Sequence[Any], offset: int = 0) -> dict[str, object]:
    """Print a text with its marks as links to their explanations (``#why-1`` …).

    Args:
        marks: Objects with ``start`` and ``end`` in code points of the text.
        offset: How many explanations earlier fields of the same item used.
    """
    return {"pieces": [_numbered(piece, offset) for piece in highlighting.pieces(text, marks)]}


def _numbered(piece: highlighting.Piece, offset: int) -> dict[str, object]:
    marks = [number + offset for number in piece.marks]
    return {
        "parts": piece.parts,
        "lead": marks[-1] if marks else 0,
        "marks": marks,
        "is_blank": not any(part.text.strip() for part in piece.parts if not part.code),
        "numbers": " ".join(map(str, marks)),
        "begins": " ".join(str(number + offset) for number in piece.begins),
    }


@register.inclusion_tag("design/shown_text.html")
def shown(text: str) -> dict[str, object]:
    """Print a text as it was written, with the characters nobody sees made visible."""
    return {"parts": unseen.parts(text)}


@register.inclusion_tag("design/clause.html")
def clause(ref: str, text: str, instrument_title: str = "") -> dict[str, object]:
    """Print a provision: its number and its words."""
    return {"ref": ref, "text": text, "instrument_title": instrument_title}


@register.filter
def instrument(ref: str, title: str) -> str:
    """Name the law a provision stands in: its own title in Chinese, what notices call it in other languages."""
    language = get_language() or ""
    return title if language.startswith("zh") else notices.instrument_name(ref.partition(":")[0], language) or title


@register.filter
def message_look(level: int) -> str:
    """Name the look of a message level: info, success, warning, error."""
    return _MESSAGES.get(level, _MESSAGES[constants.INFO])[0]


@register.filter
def message_icon(level: int) -> str:
    """Name the icon of a message level."""
    return _MESSAGES.get(level, _MESSAGES[constants.INFO])[1]


@register.simple_tag(takes_context=True)
def current(context: template.RequestContext, prefix: str, exact: str = "") -> SafeString:
    """Mark a navigation link as the current page when the address begins with its prefix (or equals it, with ``exact``)."""
    path = context["request"].path if "request" in context else ""
    here = path == prefix if exact else path.startswith(prefix)
    return SafeString('aria-current="page"') if here else SafeString("")
