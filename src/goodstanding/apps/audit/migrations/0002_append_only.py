"""Make the records of this app append-only in the database."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        forbid_changes("audit_logentry"),
        forbid_changes("audit_merklenode"),
        forbid_changes("audit_checkpoint"),
    ]
