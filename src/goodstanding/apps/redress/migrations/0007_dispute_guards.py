"""Make the database keep the flow of disputes, what was said in them, and the hour a panel closes (RQ-064)."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.redress.migrations import _dispute_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else guards.DROP_POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("redress", "0006_disputes")]

    operations = [
        migrations.RunPython(install, remove),
        forbid_changes(
            "redress_dispute",
            columns=(
                "ref",
                "content_ref",
                "account_ref",
                "earlier_ref",
                "claimant_ref",
                "claimant_id",
                "claim",
                "kind",
                "evidence",
                "evidence_sha256",
                "filed_at",
                "answer_due_at",
            ),
        ),
        forbid_changes("redress_disputestep"),
        forbid_changes("redress_panel", columns=("dispute_id", "round", "seed", "eligible", "opened_at", "closes_at")),
        forbid_changes("redress_panelseat"),
        forbid_changes("redress_panelvote"),
    ]
