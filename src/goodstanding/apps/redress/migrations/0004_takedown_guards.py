"""Make the database keep the flow of notices of infringement, what was filed, and what was forwarded (RQ-065)."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import forbid_changes
from goodstanding.apps.redress.migrations import _takedown_guards as guards


def install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.SQLITE if schema_editor.connection.vendor == "sqlite" else guards.POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in guards.DROP_SQLITE if schema_editor.connection.vendor == "sqlite" else guards.DROP_POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("redress", "0003_copyright_notices")]

    operations = [
        migrations.RunPython(install, remove),
        forbid_changes("redress_copyrightnotice", columns=("ref", "content_ref", "account_ref", "contact_index", "filed_at")),
        forbid_changes("redress_counterstatement", columns=("notice_id",)),
        forbid_changes("redress_noticeproof", columns=("notice_id", "kind", "text", "filed_at")),
        forbid_changes("redress_noticestep"),
    ]
