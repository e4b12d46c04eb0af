"""Make the delivery log append-only in the database."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]

    operations = [forbid_changes("webhooks_attempt")]
