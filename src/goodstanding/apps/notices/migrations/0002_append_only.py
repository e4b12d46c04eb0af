"""Make the records of this app append-only in the database."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        forbid_changes("notices_templateversion"),
        forbid_changes("notices_notice"),
    ]
