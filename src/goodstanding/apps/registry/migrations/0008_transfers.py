"""Accounts passing from one subject to another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0007_credentials"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(db_comment="Reference, T-…", max_length=40, unique=True)),
                ("account_ref", models.CharField(db_comment="The account", db_index=True, max_length=512)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("offered", "offered; the other party has not agreed"),
                            ("review", "agreed by both; with a person"),
                            ("cooling", "approved; followers are told"),
                            ("completed", "completed"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        db_comment="Standing",
                        default="offered",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(db_comment="Optimistic version", default=1)),
                ("reason", models.TextField(db_comment="Why, in the giver's words")),
                (
                    "invitation_digest",
                    models.CharField(db_comment="Keyed digest of the code that lets the taker agree", max_length=64),
                ),
                ("offered_by", models.CharField(db_comment="Who offered it for the giver", max_length=120)),
                ("agreed_by", models.CharField(blank=True, db_comment="Who agreed for the taker", default="", max_length=120)),
                (
                    "case_ref",
                    models.CharField(blank=True, db_comment="Case of the person who decides", default="", max_length=40),
                ),
                (
                    "first_approver",
                    models.CharField(
                        blank=True, db_comment="First of two people, where it takes two", default="", max_length=120
                    ),
                ),
                ("reasons", models.TextField(blank=True, db_comment="Why it was refused, as both parties read it", default="")),
                ("offered_at", models.DateTimeField(db_comment="When it was offered")),
                ("agreed_at", models.DateTimeField(blank=True, db_comment="When the taker agreed", null=True)),
                ("completes_at", models.DateTimeField(blank=True, db_comment="When the cooling-off ends", null=True)),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, db_comment="When it was completed, refused or withdrawn", null=True),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        db_comment="Subject that gives it up",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.operator",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        blank=True,
                        db_comment="Subject that takes it, once agreed",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.operator",
                    ),
                ),
            ],
            options={
                "db_table_comment": "Accounts passing from one subject to another",
                "indexes": [models.Index(fields=["status", "completes_at"], name="registry_transfer_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["offered", "review", "cooling"])),
                        fields=("account_ref",),
                        name="registry_one_transfer_under_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["offered", "review", "cooling", "completed", "refused", "withdrawn"])),
                        name="registry_transfer_known_status",
                    ),
                ],
            },
        ),
    ]
