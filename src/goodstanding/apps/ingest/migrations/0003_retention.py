"""How long contents that left the platform are kept, and the door through which their versions go (ADR 0042)."""

from datetime import datetime, timedelta

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from goodstanding.apps.common.immutability import LetErase, forbid_changes

_KEPT, _EVIDENCE = timedelta(days=180), timedelta(days=1096)


def note_what_left(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Plan it for the contents that left before."""
    content, retention = apps.get_model("ingest", "Content"), apps.get_model("ingest", "Retention")
    gone = content.objects.filter(models.Q(withdrawn_at__isnull=False) | models.Q(status="removed"))
    rows = []
    for ref, withdrawn_at, effects in gone.values_list("content_ref", "withdrawn_at", "effects").iterator():
        removed = [datetime.fromisoformat(one["since"]) for one in effects if one["effect"] == "removed" and "since" in one]
        left_at = min([*removed, *([withdrawn_at] if withdrawn_at else [])], default=None)
        if left_at is not None:
            rows.append(
                retention(content_ref=ref, left_at=left_at, due_at=left_at + _EVIDENCE, look_at=left_at + _KEPT, state="waiting")
            )
    retention.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("ingest", "0002_immutable")]

    operations = [
        migrations.CreateModel(
            name="Retention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_ref", models.CharField(db_comment="The content", max_length=512)),
                ("left_at", models.DateTimeField(db_comment="When it left the platform")),
                ("due_at", models.DateTimeField(db_comment="When its versions are evidence no longer")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "kept for appeals"),
                            ("emptied", "kept as evidence only"),
                            ("done", "deleted"),
                            ("returned", "shown again before"),
                        ],
                        db_comment="Standing",
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("look_at", models.DateTimeField(db_comment="When the worker looks at it next")),
                (
                    "held_for",
                    models.JSONField(blank=True, db_comment="Who needed it when it was looked at last", default=list),
                ),
                (
                    "versions_to",
                    models.BigIntegerField(db_comment="Number of its newest version when it was emptied", default=0),
                ),
                ("emptied_at", models.DateTimeField(blank=True, db_comment="When its wording went", null=True)),
                ("done_at", models.DateTimeField(blank=True, db_comment="When its versions went", null=True)),
                (
                    "door_opened_at",
                    models.DateTimeField(blank=True, db_comment="Set within the deleting transaction only", null=True),
                ),
            ],
            options={
                "db_table_comment": "Contents that left the platform, and what of them is still kept",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "emptied"])),
                        fields=["look_at"],
                        name="ingest_retention_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("content_ref", "left_at"), name="ingest_retention_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "emptied", "done", "returned"])),
                        name="ingest_retention_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("door_opened_at__isnull", True), ("door_opened_at__gte", models.F("due_at")), _connector="OR"
                        ),
                        name="ingest_retention_not_before_due",
                    ),
                ],
            },
        ),
        forbid_changes("ingest_retention", columns=("content_ref", "left_at", "due_at")),
        LetErase("ingest_contentversion", "content_ref", "ingest_retention"),
        migrations.RunPython(note_what_left, migrations.RunPython.noop),
    ]
