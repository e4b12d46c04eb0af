"""Findings, what they looked like each time, their members; alike texts and how far posts were read."""

import django.db.models.deletion
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(db_comment='Who reads', max_length=20, unique=True)),
                ('read_to', models.BigIntegerField(db_comment='Number of the last version read', default=0)),
            ],
            options={
                'db_table_comment': 'How far posts were read',
            },
        ),
        migrations.CreateModel(
            name='Alike',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_ref', models.CharField(db_comment='The text that was examined', max_length=512)),
                ('sha256', models.CharField(db_comment='Its digest', max_length=64)),
                ('account_ref', models.CharField(db_comment='Its account', max_length=512)),
                ('at', models.DateTimeField(db_comment='When it was published')),
                ('other_content', models.CharField(db_comment='The text it is alike', max_length=512)),
                ('other_sha256', models.CharField(db_comment='Its digest', max_length=64)),
                ('other_account', models.CharField(db_comment='Its account', max_length=512)),
                ('other_at', models.DateTimeField(db_comment='When it was published')),
                ('kind', models.CharField(db_comment='exact_copy, light_edit, rewriting', max_length=16)),
                ('score', models.PositiveSmallIntegerField(db_comment='Share that is the other text, in thousandths')),
                ('passages', models.JSONField(db_comment='Places: start, end here; start, end there')),
                ('found_at', models.DateTimeField(db_comment='When they were met')),
            ],
            options={
                'db_table_comment': 'Alike texts of different accounts',
                'indexes': [models.Index(fields=['other_content'], name='integrity_alike_other'), models.Index(fields=['account_ref', 'at'], name='integrity_alike_account'), models.Index(fields=['other_account', 'at'], name='integrity_alike_others'), models.Index(fields=['at'], name='integrity_alike_age')],
                'constraints': [models.UniqueConstraint(fields=('content_ref', 'other_content'), name='integrity_alike_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, F-…', max_length=40, unique=True)),
                ('detector', models.CharField(db_comment='What found it first: coordination, duplicates, registrations …', max_length=40)),
                ('kind', models.CharField(db_comment='farm, wave, repeated, copies_across_accounts, ring …', max_length=40)),
                ('clause', models.CharField(db_comment='Clause it is a question of, e.g. PA21:18(4)', max_length=40)),
                ('status', models.CharField(choices=[('open', 'with a person'), ('unrelated', 'chance: the accounts have nothing to do with one another'), ('lawful', 'they belong together, and are in order'), ('confirmed', 'each account has a case of its own')], db_comment='Standing', default='open', max_length=12)),
                ('found_at', models.DateTimeField(db_comment='When it was found')),
                ('grown_at', models.DateTimeField(db_comment='When it last grew')),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who decides', default='', max_length=40)),
                ('reasons', models.TextField(blank=True, db_comment='Why it was decided so', default='')),
                ('control', models.TextField(blank=True, db_comment='What shows one hand, as the person named it', default='')),
                ('account_cases', models.JSONField(blank=True, db_comment='Cases of the accounts, once confirmed', default=list)),
                ('decided_by', models.CharField(blank=True, db_comment='Who decided', default='', max_length=120)),
                ('decided_at', models.DateTimeField(blank=True, db_comment='When', null=True)),
            ],
            options={
                'db_table_comment': 'Findings among several accounts',
                'indexes': [models.Index(fields=['status', 'found_at'], name='integrity_finding_queue'), models.Index(fields=['kind', 'status'], name='integrity_finding_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['open', 'unrelated', 'lawful', 'confirmed'])), name='integrity_finding_known_status'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('reasons', ''), _negated=True)), _connector='OR'), name='integrity_finding_decided_or_open')],
            },
        ),
        migrations.CreateModel(
            name='FindingMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('account', 'account'), ('content', 'content')], db_comment='account or content', max_length=8)),
                ('ref', models.CharField(db_comment='Its reference', max_length=512)),
                ('finding', models.ForeignKey(db_comment='The finding', on_delete=django.db.models.deletion.PROTECT, related_name='members', to='integrity.finding')),
            ],
            options={
                'db_table_comment': 'Accounts and contents of findings',
                'indexes': [models.Index(fields=['kind', 'ref'], name='integrity_member_ref')],
                'constraints': [models.UniqueConstraint(fields=('finding', 'kind', 'ref'), name='integrity_member_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['account', 'content'])), name='integrity_member_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(db_comment='1 and up within the finding')),
                ('source', models.CharField(db_comment='worker, or file', max_length=20)),
                ('accounts', models.JSONField(db_comment='Accounts, in order')),
                ('contents', models.JSONField(db_comment='Contents, in order')),
                ('since', models.DateTimeField(db_comment='When what was found began')),
                ('until', models.DateTimeField(db_comment='When it ended')),
                ('score', models.FloatField(db_comment='How strong it is, 0.0-1.0')),
                ('evidence', models.TextField(db_comment='Canonical JSON (RFC 8785)')),
                ('control', models.TextField(db_comment='What shows one hand behind accounts, canonical JSON')),
                ('sha256', models.CharField(db_comment='SHA-256 of evidence, a line feed and control', max_length=64)),
                ('log_index', models.BigIntegerField(db_comment='Entry of the record that holds the digest')),
                ('at', models.DateTimeField(db_comment='When it was kept')),
                ('finding', models.ForeignKey(db_comment='The finding', on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='integrity.finding')),
            ],
            options={
                'db_table_comment': 'Findings as they stood each time',
                'constraints': [models.UniqueConstraint(fields=('finding', 'number'), name='integrity_observation_once')],
            },
        ),
        forbid_changes("integrity_finding", columns=("ref", "detector", "kind", "clause", "found_at")),
        forbid_changes("integrity_observation"),
        forbid_changes("integrity_findingmember"),
    ]
