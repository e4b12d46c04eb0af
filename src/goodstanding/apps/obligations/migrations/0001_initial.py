"""Offices, licences, management documents, competent offices and filings of the platform itself."""

import django.db.models.deletion
import goodstanding.apps.obligations.values
from django.conf import settings
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, LI-…', max_length=40, unique=True)),
                ('kind', models.CharField(db_comment='icp_licence, icp_filing, news_service …', max_length=40)),
                ('number', models.CharField(db_comment='Its public number', max_length=80)),
                ('issuer', models.CharField(db_comment='Who issued it', max_length=200)),
                ('valid_to', models.DateField(blank=True, db_comment='Last day it is valid; empty without an end', null=True)),
                ('document_ref', models.CharField(db_comment='The sealed file, F-…', max_length=40)),
                ('file_sha256', models.CharField(db_comment='SHA-256 of the file', max_length=64)),
                ('noted_at', models.DateTimeField(db_comment='When it was noted')),
                ('ended_at', models.DateTimeField(blank=True, db_comment='When it was given up or replaced', null=True)),
            ],
            options={
                'db_table_comment': "The platform's own licences",
            },
        ),
        migrations.CreateModel(
            name='OfficeChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_comment="000000, or the province's code", max_length=6, unique=True)),
                ('channel', models.TextField(db_comment='Address, portal or number as checked')),
                ('checked_on', models.DateField(db_comment='When it was last checked')),
                ('contact_owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'How competent offices are reached',
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, AP-…', max_length=40, unique=True)),
                ('office', models.CharField(db_comment='content_safety_officer, content_safety_deputy', max_length=32)),
                ('starts_at', models.DateTimeField(db_comment='When it begins')),
                ('term_ends', models.DateField(blank=True, db_comment='Last day of the term, if it has one', null=True)),
                ('ended_at', models.DateTimeField(blank=True, db_comment='When it ended', null=True)),
                ('end_reason', models.TextField(blank=True, db_comment='Why it ended', default='')),
                ('appointed_by', models.CharField(db_comment='Who appointed: kind:ref of the actor', max_length=120)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Appointments to the offices the law wants filled',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('office',), name='obligations_one_holder'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user',), name='obligations_one_office_each'), models.CheckConstraint(condition=models.Q(('office__in', [goodstanding.apps.obligations.values.Office['OFFICER'], goodstanding.apps.obligations.values.Office['DEPUTY']])), name='obligations_known_office')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, FI-…', max_length=40, unique=True)),
                ('office_code', models.CharField(db_comment='Competent office it is for', max_length=6)),
                ('office_name', models.CharField(db_comment='Its name then', max_length=200)),
                ('snapshot', models.TextField(db_comment='What was filed, as canonical JSON; the package is built from it')),
                ('package_sha256', models.CharField(db_comment='SHA-256 of the package', max_length=64)),
                ('prepared_at', models.DateTimeField(db_comment='When it was taken')),
                ('prepared_by', models.CharField(db_comment='Who took it: kind:ref of the actor', max_length=120)),
                ('filed_at', models.DateTimeField(blank=True, db_comment='When a person noted it as filed', null=True)),
                ('receipt', models.CharField(blank=True, db_comment='Receipt number of the office', default='', max_length=120)),
                ('filed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Filing packages and their receipts',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('filed_at', None), ('filed_by', None), ('receipt', '')), models.Q(('filed_at__isnull', False), ('filed_by__isnull', False), models.Q(('receipt', ''), _negated=True)), _connector='OR'), name='obligations_filed_with_receipt')],
            },
        ),
        migrations.CreateModel(
            name='LicenceReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(db_comment='60, 30 or 7 days before the end')),
                ('at', models.DateTimeField(db_comment='When the reminder went out')),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='obligations.licence')),
            ],
            options={
                'db_table_comment': 'Reminders of the end of a licence',
                'constraints': [models.UniqueConstraint(fields=('licence', 'days'), name='obligations_reminded_once')],
            },
        ),
        migrations.CreateModel(
            name='ManagementDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, MD-…', max_length=40, unique=True)),
                ('slot', models.CharField(db_comment='One of nine systems', max_length=32)),
                ('version', models.CharField(db_comment='e.g. 2026.1', max_length=40)),
                ('body', models.TextField(db_comment='The document, word for word')),
                ('sha256', models.CharField(db_comment='SHA-256 of body in UTF-8', max_length=64)),
                ('controls', models.JSONField(db_comment='Codes of the controls it names', default=list)),
                ('review_on', models.DateField(db_comment='When it is to be reviewed')),
                ('written_at', models.DateTimeField(db_comment='When it was written')),
                ('approved_at', models.DateTimeField(blank=True, db_comment='When it was approved', null=True)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Versions of the nine management documents',
                'constraints': [models.UniqueConstraint(fields=('slot', 'version'), name='obligations_document_version_once'), models.CheckConstraint(condition=models.Q(('slot__in', [goodstanding.apps.obligations.values.Slot['REGISTRATION'], goodstanding.apps.obligations.values.Slot['CONTENT_SAFETY'], goodstanding.apps.obligations.values.Slot['ECOLOGY'], goodstanding.apps.obligations.values.Slot['EMERGENCY'], goodstanding.apps.obligations.values.Slot['NETWORK_SECURITY'], goodstanding.apps.obligations.values.Slot['DATA_SECURITY'], goodstanding.apps.obligations.values.Slot['PERSONAL_DATA'], goodstanding.apps.obligations.values.Slot['INTELLECTUAL_PROPERTY'], goodstanding.apps.obligations.values.Slot['CREDIT']])), name='obligations_known_slot'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), models.Q(('approved_by', models.F('owner')), _negated=True)), _connector='OR'), name='obligations_approved_by_another')],
            },
        ),
        forbid_changes(
            "obligations_appointment", columns=("ref", "office", "user_id", "starts_at", "term_ends", "appointed_by")
        ),
        forbid_changes(
            "obligations_licence",
            columns=("ref", "kind", "number", "issuer", "valid_to", "document_ref", "file_sha256", "noted_at"),
        ),
        forbid_changes("obligations_licencereminder"),
        forbid_changes(
            "obligations_managementdocument",
            columns=("ref", "slot", "version", "body", "sha256", "controls", "owner_id", "review_on", "written_at"),
        ),
        forbid_changes(
            "obligations_filing",
            columns=("ref", "office_code", "office_name", "snapshot", "package_sha256", "prepared_at", "prepared_by"),
        ),
    ]
