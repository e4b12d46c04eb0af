"""Which texts were let go, in order, for every index to follow (ADR 0042)."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("originality", "0002_licence_end_reason")]

    operations = [
        migrations.CreateModel(
            name="Forgotten",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_ref", models.CharField(db_comment="The content", max_length=512)),
                (
                    "names",
                    models.JSONField(db_comment="Names of its wordings in the index: digest and content; no wording"),
                ),
                (
                    "versions_to",
                    models.BigIntegerField(
                        db_comment="Number of its newest version then; a later one of the same wording stays"
                    ),
                ),
                ("at", models.DateTimeField(db_comment="When")),
            ],
            options={"db_table_comment": "Contents whose wordings were let go"},
        ),
        forbid_changes("originality_forgotten"),
    ]
