"""Staffing by month, the launch gate, the yearly checklist, and acceptances of the rules."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('obligations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffingMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(db_comment='e.g. 2026-11', max_length=7, unique=True)),
                ('headcount', models.JSONField(db_comment='People by role, as full posts')),
                ('languages', models.JSONField(db_comment='Languages reviewers read', default=list)),
                ('noted_by', models.CharField(db_comment='Who noted it: kind:ref of the actor', max_length=120)),
                ('noted_at', models.DateTimeField(db_comment='When')),
            ],
            options={
                'db_table_comment': 'People by role and month',
            },
        ),
        migrations.CreateModel(
            name='ConductChecklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(db_comment='Year it is for', unique=True)),
                ('items', models.JSONField(db_comment='Item to {done, note}')),
                ('pack_digest', models.CharField(db_comment='Rules in force when it was signed', max_length=64)),
                ('sha256', models.CharField(db_comment='SHA-256 of year, items and rules in canonical form', max_length=64)),
                ('signed_at', models.DateTimeField(db_comment='When')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Signed yearly checklists of the conduct duty',
            },
        ),
        migrations.CreateModel(
            name='Feature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_comment='Name of the switch', max_length=60, unique=True)),
                ('title', models.CharField(db_comment='What it is, for people', max_length=200)),
                ('answers', models.JSONField(db_comment='Questionnaire: question to true or false')),
                ('is_flagged', models.BooleanField(db_comment='Whether any answer is yes: public opinion or mobilisation')),
                ('assessed_at', models.DateTimeField(db_comment='When the questionnaire was answered')),
                ('report_ref', models.CharField(blank=True, db_comment='The sealed assessment report, F-…', default='', max_length=40)),
                ('report_sha256', models.CharField(blank=True, db_comment='SHA-256 of the report', default='', max_length=64)),
                ('approved_at', models.DateTimeField(blank=True, db_comment='When it was approved', null=True)),
                ('switched_on_at', models.DateTimeField(blank=True, db_comment='When it was switched on; empty: off', null=True)),
                ('switched_by', models.CharField(blank=True, db_comment='Who switched it last', default='', max_length=120)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Launch gate of features',
                'constraints': [models.CheckConstraint(condition=models.Q(('switched_on_at', None), ('is_flagged', False), models.Q(models.Q(('report_sha256', ''), _negated=True), ('approved_at__isnull', False)), _connector='OR'), name='obligations_flagged_feature_needs_report'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('assessed_by')), _negated=True), _connector='OR'), name='obligations_feature_approved_by_another')],
            },
        ),
        migrations.CreateModel(
            name='RulesAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512)),
                ('pack_digest', models.CharField(db_comment='Version of the rules', max_length=64)),
                ('digest_sha256', models.CharField(db_comment='SHA-256 of the digest as it was shown', max_length=64)),
                ('at', models.DateTimeField(db_comment='When')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Acceptances of the digest of the rules',
                'constraints': [models.UniqueConstraint(fields=('account_ref', 'user', 'pack_digest'), name='obligations_rules_accepted_once')],
            },
        ),
        forbid_changes("obligations_conductchecklist"),
        forbid_changes("obligations_rulesacceptance"),
    ]
