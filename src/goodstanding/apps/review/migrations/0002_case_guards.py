"""Make the database keep every step of a case, and its clock."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.review.migrations import _case_guards as guards


def install(apps, schema_editor):
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
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
