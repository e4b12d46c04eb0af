"""What every page may show about the installation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def installation(_request: HttpRequest, /) -> dict[str, object]:
    """Offer the platform's name and address to templates."""
    config = settings.CONFIG
    return {"platform_name": config.platform_name, "public_url": config.public_url, "demo_mode": config.demo}
