"""The ground the applications stand on."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from goodstanding.apps.identity.models import User


def test_every_app_has_its_short_label():
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("goodstanding.")}

    assert {"common", "identity", "audit", "notices", "review", "enforcement", "api", "console", "portal", "public"} <= labels


@pytest.mark.django_db
def test_accounts_of_the_installation_are_stored(at):
    User.objects.create(username="someone", created_at=at)

    assert 1 == User.objects.count()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_writes_are_on_disk_before_they_are_acknowledged():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")

        assert (2,) == cursor.fetchone()
