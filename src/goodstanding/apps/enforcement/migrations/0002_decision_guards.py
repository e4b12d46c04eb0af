"""Make the database refuse a half-made decision, an edit and a deletion (docs/decisions/0013)."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.enforcement.migrations import _decision_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else guards.DROP_POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("enforcement", "0001_initial"),
        ("policies", "0001_initial"),
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(install, remove),
        forbid_changes("enforcement_decision"),
        forbid_changes(
            "enforcement_measurestate",
            columns=("decision_id", "position", "code", "scope", "account_ref", "content_ref", "starts_at", "ends_at"),
        ),
        forbid_changes(
            "enforcement_proposal",
            columns=("ref", "case_ref", "draft", "draft_sha256", "reasons", "proposed_by_id", "proposed_at"),
        ),
        forbid_changes(
            "enforcement_blocklistentry",
            columns=("measure_id", "kind", "account_ref", "listed_at"),
        ),
    ]
