"""The demo as a Django app: its first page. It stores nothing of its own."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Installed only when the configuration says so."""

    name = "goodstanding.demo"
    label = "demo"
