"""The database itself refuses changes to these records."""

from django.db import migrations

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        forbid_changes("registry_accountchange"),
    ]
