"""Verdicts about identities drawn to be judged again, quarterly reports, and actions about providers below the floor."""

import django.db.models.deletion
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0013_registration_rings'),
    ]

    operations = [
        migrations.CreateModel(
            name='SampleCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_factor', models.BigIntegerField(db_comment='Id of the last verdict considered', default=0)),
            ],
            options={
                'db_table_comment': 'How far verdicts were drawn from',
            },
        ),
        migrations.CreateModel(
            name='AccuracyAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, AA-…', max_length=40, unique=True)),
                ('quarter', models.CharField(db_comment='e.g. 2026Q4', max_length=6)),
                ('provider', models.CharField(db_comment='Whose verdicts', max_length=80)),
                ('figures', models.JSONField(db_comment='The figures that opened it')),
                ('opened_at', models.DateTimeField(db_comment='When it was opened')),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who settles it', default='', max_length=40)),
                ('outcome', models.CharField(blank=True, db_comment='mended or replaced', default='', max_length=12)),
                ('reasons', models.TextField(blank=True, db_comment='What was done', default='')),
                ('settled_by', models.CharField(blank=True, db_comment='Who settled it', default='', max_length=120)),
                ('settled_at', models.DateTimeField(blank=True, db_comment='When', null=True)),
            ],
            options={
                'db_table_comment': 'Actions about providers below the floor of accuracy',
                'constraints': [models.UniqueConstraint(fields=('quarter', 'provider'), name='registry_accuracy_action_once')],
            },
        ),
        migrations.CreateModel(
            name='AccuracyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quarter', models.CharField(db_comment='e.g. 2026Q4', max_length=6)),
                ('provider', models.CharField(db_comment='Whose verdicts', max_length=80)),
                ('figures', models.JSONField(db_comment='Counts, rates and intervals')),
                ('made_at', models.DateTimeField(db_comment='When it was closed')),
            ],
            options={
                'db_table_comment': 'Quarterly reports of the accuracy of identity verdicts',
                'constraints': [models.UniqueConstraint(fields=('quarter', 'provider'), name='registry_accuracy_reported_once')],
            },
        ),
        migrations.CreateModel(
            name='SampledVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, SV-…', max_length=40, unique=True)),
                ('application_ref', models.CharField(db_comment='Application it was given for', max_length=40)),
                ('account_ref', models.CharField(db_comment='Account of the application', max_length=512)),
                ('provider', models.CharField(db_comment='Who gave it; staff where a person did', max_length=80)),
                ('kind', models.CharField(db_comment='What was asked', max_length=24)),
                ('accepted', models.BooleanField(db_comment='Whether the verdict accepted')),
                ('quarter', models.CharField(db_comment='Quarter it was given in, e.g. 2026Q4', db_index=True, max_length=6)),
                ('drawn_at', models.DateTimeField(db_comment='When it was drawn')),
                ('truth', models.CharField(blank=True, choices=[('', 'not judged yet'), ('holds', 'name and number belong together'), ('does_not', 'they do not belong together'), ('unknown', 'it cannot be found out')], db_comment='What was found', default='', max_length=12)),
                ('truth_by', models.CharField(blank=True, db_comment='Who found it, as the log names them', default='', max_length=120)),
                ('truth_at', models.DateTimeField(blank=True, db_comment='When', null=True)),
                ('note', models.TextField(blank=True, db_comment='How it was found out', default='')),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who judges', default='', max_length=40)),
                ('factor', models.OneToOneField(db_comment='The verdict', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sample', to='registry.verificationfactor')),
            ],
            options={
                'db_table_comment': 'Verdicts about identities drawn to be judged again',
                'constraints': [models.CheckConstraint(condition=models.Q(('truth__in', ['', 'holds', 'does_not', 'unknown'])), name='registry_sample_known_truth'), models.CheckConstraint(condition=models.Q(models.Q(('truth', ''), ('truth_at__isnull', True)), models.Q(models.Q(('truth', ''), _negated=True), ('truth_at__isnull', False)), _connector='OR'), name='registry_sample_judged_or_open')],
            },
        ),
        forbid_changes("registry_accuracyreport"),
    ]
