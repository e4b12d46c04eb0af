"""Let who sent notices and proofs be forgotten after the end: their triggers let columns be emptied, not changed."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.redress.migrations import _sender_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("redress", "0007_dispute_guards")]

    operations = [
        forbid_changes("redress_copyrightnotice", columns=("ref", "content_ref", "account_ref", "filed_at")),
        forbid_changes("redress_noticeproof", columns=("notice_id", "kind", "filed_at")),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
