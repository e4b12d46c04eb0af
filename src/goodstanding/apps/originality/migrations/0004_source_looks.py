"""Links given as sources, and whether they lead anywhere (RQ-075)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("originality", "0003_forgotten")]

    operations = [
        migrations.CreateModel(
            name="SourceLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_ref", models.CharField(db_comment="The content", max_length=512)),
                ("account_ref", models.CharField(db_comment="Who published it", max_length=512)),
                ("url", models.CharField(db_comment="The link, as told", max_length=2000)),
                (
                    "outcome",
                    models.CharField(db_comment="found, gone, nowhere, unclear, refused", default="", max_length=8),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(db_comment="HTTP status; 0 where nothing answered", default=0),
                ),
                ("looks", models.PositiveSmallIntegerField(db_comment="How often it was looked at", default=0)),
                ("is_confirmed", models.BooleanField(db_comment="Broken twice in a row", default=False)),
                ("first_at", models.DateTimeField(db_comment="When it was looked at first")),
                ("last_at", models.DateTimeField(db_comment="When it was looked at last")),
            ],
            options={
                "db_table_comment": "Links given as sources, and whether they lead anywhere",
                "constraints": [
                    models.UniqueConstraint(fields=("content_ref", "url"), name="originality_source_once"),
                ],
            },
        ),
    ]
