"""The database itself refuses changes to these records."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("ingest", "0001_initial")]

    operations = [
        forbid_changes("ingest_repeatedevent"),
        forbid_changes("ingest_contentversion"),
        forbid_changes(
            "ingest_storedevent",
            columns=["source", "event_id", "type", "time", "subject", "body", "body_sha256", "received_at"],
        ),
    ]
