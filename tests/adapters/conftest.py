"""Django's settings, which adapters read errors and ports through."""

from __future__ import annotations

from tests.django_ready import _database_asked_for  # noqa: F401  sets Django up
