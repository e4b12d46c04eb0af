"""What every page may show about the installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def installation(_request: HttpRequest, /) -> dict[str, object]:
    """Offer the platform's name and address to templates."""
    return {"platform_name": settings.CONFIG.platform_name, "public_url": settings.CONFIG.public_url}
