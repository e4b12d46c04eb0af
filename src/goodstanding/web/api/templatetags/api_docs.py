"""What the page of operations needs of its texts: words between back quotes are code."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def coded(text: str) -> SafeString:
    """Show what stands between back quotes as code, everything escaped."""
    parts = text.split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if position % 2 else part,) for position, part in enumerate(parts))
    )
