"""Make the database keep what was filed, the order of stages, and the independence of the panel (docs/decisions/0014)."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.redress.migrations import _matter_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else guards.DROP_POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("redress", "0001_initial"), ("enforcement", "0002_decision_guards")]

    operations = [
        migrations.RunPython(install, remove),
        forbid_changes("redress_report", columns=("receipt", "kind", "target", "account_ref", "category", "filed_at", "due_at")),
        forbid_changes(
            "redress_appeal",
            columns=("receipt", "decision_ref", "account_ref", "appellant_user_id", "grounds", "filed_at", "due_at", "case_ref"),
        ),
        forbid_changes("redress_appealanswer"),
        forbid_changes("redress_attachment", columns=("receipt", "matter_kind", "sha256", "size", "media_type")),
        forbid_changes("redress_stagechange"),
    ]
