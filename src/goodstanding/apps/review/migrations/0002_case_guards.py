"""Make the database keep every step of a case, and its clock."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.review.migrations import _case_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else guards.DROP_POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]

    operations = [
        migrations.RunPython(install, remove),
        forbid_changes("review_casetransition"),
        forbid_changes("review_casesource"),
        forbid_changes("review_caseevidence"),
        forbid_changes("review_caseexclusion"),
    ]
