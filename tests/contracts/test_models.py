"""What every model of every app must say about itself, and what the database must enforce for it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from goodstanding.apps.common.immutability import ForbidChanges

OURS = sorted(
    (model for model in apps.get_models() if model.__module__.startswith("goodstanding.")), key=lambda model: model._meta.label
)
BY_LABEL = [pytest.param(model, id=model._meta.label) for model in OURS]
WORDS_IN_A_STATEMENT = 8
PERSONAL_COLUMNS = {"email", "phone", "contact", "reporter_contact", "responsible_person", "display_name", "username", "bio"}


@pytest.mark.parametrize("model", BY_LABEL)
def test_a_model_says_what_personal_data_it_holds(model):
    statement = vars(model).get("PERSONAL_DATA")

    assert isinstance(statement, str), "write PERSONAL_DATA = 'none', or what, why, and how it is retired"
    assert statement == "none" or len(statement.split()) >= WORDS_IN_A_STATEMENT


@pytest.mark.parametrize("model", BY_LABEL)
def test_a_model_with_a_personal_column_does_not_say_none(model):
    personal = {field.name for field in model._meta.get_fields()} & PERSONAL_COLUMNS

    assert not personal or model.PERSONAL_DATA != "none"


@pytest.mark.parametrize("model", BY_LABEL)
def test_a_model_tells_why_it_exists_in_code_and_database(model):
    assert model.__doc__, "a docstring with the legal states"
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own summary is not a docstring"
    assert model._meta.db_table_comment


@pytest.mark.django_db
def test_every_trigger_a_migration_promised_is_in_the_database():
    loader = MigrationLoader(connection)
    promised = {
        trigger
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, ForbidChanges)
        for trigger in operation.triggers(connection.vendor)
    }
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        held = {name for (name,) in cursor.fetchall()}

    assert set() == promised - held
