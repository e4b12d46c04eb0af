"""Credentials looked up in a register: standing, numbers sealed, who found them where and when."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def keep_as_verified(apps: Any, schema_editor: Any) -> None:
    """Keep the standing of credentials noted before: verified where somebody checked them."""
    credential = apps.get_model("registry", "Credential")
    for row in credential.objects.order_by("id"):
        row.ref = f"K-{row.pk:08d}"
        if row.verified_at is not None:
            row.status, row.verified_by = "verified", row.verified_by or "unknown"
            row.register, row.checked_on = row.verified_by, row.verified_at.date()
        row.save()


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_names"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="credential",
            name="registry_credential_one_holder",
        ),
        migrations.AddField(
            model_name="credential",
            name="application",
            field=models.ForeignKey(
                blank=True,
                db_comment="Application it was handed in for; becomes the account's",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="credentials",
                to="registry.application",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="background",
            field=models.CharField(
                blank=True, db_comment="Professional background as its holder says", default="", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="case_ref",
            field=models.CharField(blank=True, db_comment="Case of the person who decides", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="credential",
            name="checked_on",
            field=models.DateField(blank=True, db_comment="Day it was consulted; the badge names it", null=True),
        ),
        migrations.AddField(
            model_name="credential",
            name="document_ref",
            field=models.CharField(blank=True, db_comment="Sealed document handed in with it", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="credential",
            name="ended_at",
            field=models.DateTimeField(blank=True, db_comment="When it was refused, withdrawn or found lapsed", null=True),
        ),
        migrations.AddField(
            model_name="credential",
            name="evidence_sha256",
            field=models.CharField(blank=True, db_comment="SHA-256 of the screenshot of the entry", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="credential",
            name="forms",
            field=models.CharField(
                blank=True, db_comment="Forms of service a news licence covers, parted by blanks", default="", max_length=80
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="handed_in_at",
            field=models.DateTimeField(blank=True, db_comment="When it was handed in", null=True),
        ),
        migrations.AddField(
            model_name="credential",
            name="handed_in_by",
            field=models.CharField(blank=True, db_comment="Who handed it in, as the log names them", default="", max_length=120),
        ),
        migrations.AddField(
            model_name="credential",
            name="is_well_formed",
            field=models.BooleanField(db_comment="Whether its number fits the published layout; verifies nothing", default=False),
        ),
        migrations.AddField(
            model_name="credential",
            name="issuer",
            field=models.CharField(blank=True, db_comment="Authority that issued it", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="credential",
            name="number_index",
            field=models.CharField(
                blank=True,
                db_comment="Keyed digest of its number, to find it used twice",
                db_index=True,
                default="",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="number_sealed",
            field=models.BinaryField(blank=True, db_comment="Its number, sealed; emptied when no longer needed", default=b""),
        ),
        migrations.AddField(
            model_name="credential",
            name="reasons",
            field=models.TextField(blank=True, db_comment="Why it was refused or withdrawn, as its holder reads it", default=""),
        ),
        migrations.AddField(
            model_name="credential",
            name="ref",
            field=models.CharField(db_comment="Public reference, K-…", default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="credential",
            name="register",
            field=models.CharField(blank=True, db_comment="Public register that was consulted", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="credential",
            name="status",
            field=models.CharField(
                choices=[
                    ("unverified", "not verified yet"),
                    ("verified", "verified"),
                    ("refused", "not accepted"),
                    ("lapsed", "lapsed"),
                    ("withdrawn", "withdrawn"),
                ],
                db_comment="Standing",
                default="unverified",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="valid_from",
            field=models.DateField(blank=True, db_comment="First day it is valid; empty: not printed", null=True),
        ),
        migrations.AddField(
            model_name="credential",
            name="warned_for",
            field=models.DateField(blank=True, db_comment="Last day of validity its holder was warned of", null=True),
        ),
        migrations.AlterField(
            model_name="credential",
            name="domain",
            field=models.CharField(db_comment="Field it opens: news, medicine, economy, justice, education …", max_length=32),
        ),
        migrations.AlterField(
            model_name="credential",
            name="valid_to",
            field=models.DateField(blank=True, db_comment="Last day it is valid; empty: no end", null=True),
        ),
        migrations.AlterField(
            model_name="credential",
            name="verified_at",
            field=models.DateTimeField(blank=True, db_comment="When a person decided that it is real", null=True),
        ),
        migrations.AlterField(
            model_name="credential",
            name="verified_by",
            field=models.CharField(blank=True, db_comment="Who looked it up", default="", max_length=80),
        ),
        migrations.RunPython(keep_as_verified, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="credential",
            name="ref",
            field=models.CharField(db_comment="Public reference, K-…", max_length=40, unique=True),
        ),
        migrations.AddIndex(
            model_name="credential",
            index=models.Index(fields=["status", "valid_to"], name="registry_credential_lapse"),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__isnull", False), ("application__isnull", True), ("operator__isnull", True)),
                    models.Q(("account__isnull", True), ("application__isnull", True), ("operator__isnull", False)),
                    models.Q(("account__isnull", True), ("application__isnull", False), ("operator__isnull", True)),
                    _connector="OR",
                ),
                name="registry_credential_one_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["unverified", "verified", "refused", "lapsed", "withdrawn"])),
                name="registry_credential_known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "verified"), _negated=True),
                    models.Q(
                        models.Q(("verified_by", ""), _negated=True),
                        models.Q(("register", ""), _negated=True),
                        ("checked_on__isnull", False),
                        ("verified_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="registry_credential_verified_by_whom",
            ),
        ),
    ]
