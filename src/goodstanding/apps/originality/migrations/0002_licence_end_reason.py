"""A licence staff ended says why. The table is rebuilt on SQLite, so its triggers are named again."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("originality", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="licence",
            name="revoked_reason",
            field=models.TextField(blank=True, db_comment="Why staff ended it; both sides read it", default=""),
        ),
        forbid_changes(
            "originality_licence",
            columns=(
                "ref",
                "kind",
                "grantor",
                "grantee",
                "content_ref",
                "scopes",
                "terms",
                "starts_at",
                "ends_at",
                "granted_at",
                "granted_by",
            ),
        ),
    ]
