"""The database itself refuses changes to these records."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]

    operations = [
        forbid_changes("policies_clauseversion"),
        forbid_changes(
            "policies_installedpack",
            columns=["pack_id", "version", "digest", "archive", "installed_at", "installed_by"],
        ),
    ]
