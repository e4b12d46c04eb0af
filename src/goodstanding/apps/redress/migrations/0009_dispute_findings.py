"""What whoever decided a dispute found, apart from what was composed around it: each side reads the rest in its own language.

The table is rebuilt on SQLite, so its triggers are named again.
"""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.redress.migrations import _dispute_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS redress_dispute_flow", params=None)
        schema_editor.execute(guards.SQLITE[0], params=None)


class Migration(migrations.Migration):
    dependencies = [("redress", "0008_forgotten_senders")]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="findings",
            field=models.TextField(
                blank=True, db_comment="What whoever decides it found, in his own words", default=""
            ),
        ),
        migrations.AlterField(
            model_name="dispute",
            name="reasons",
            field=models.TextField(blank=True, db_comment="Why it ended so, as it was issued", default=""),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
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
    ]
