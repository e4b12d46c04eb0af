"""Fixtures for the tests of the faces."""

from __future__ import annotations

from tests.django_ready import _database_asked_for  # noqa: F401  sets Django up
