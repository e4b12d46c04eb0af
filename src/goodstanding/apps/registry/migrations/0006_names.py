"""Names that are not free, and proposals that wait for a person."""

import django.db.models.deletion
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0005_documents'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('normalised_name', models.CharField(db_comment='Name without disguise', max_length=200, unique=True)),
                ('account_ref', models.CharField(db_comment='The account that has it or is to have it', max_length=512)),
                ('claimed_at', models.DateTimeField(db_comment='When it was taken')),
            ],
            options={
                'db_table_comment': 'Who came first to each name',
            },
        ),
        migrations.CreateModel(
            name='NameRegister',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_comment='Always “names”', default='names', max_length=8, unique=True)),
                ('sequence', models.BigIntegerField(db_comment='Grows with every change of the register', default=0)),
                ('stamp', models.CharField(db_comment='Random; tells the register of one database from that of another', max_length=40)),
            ],
            options={
                'db_table_comment': 'Version of the register of names',
            },
        ),
        migrations.CreateModel(
            name='ProtectedMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, K-…', max_length=40, unique=True)),
                ('title', models.CharField(db_comment='What it shows, for the reviewer', max_length=200)),
                ('sha256', models.CharField(db_comment='SHA-256 of the image file', max_length=64, unique=True)),
                ('perceptual_hash', models.CharField(blank=True, db_comment='256-bit hash, hexadecimal', default='', max_length=64)),
                ('source', models.CharField(db_comment='Where the mark is registered', max_length=200)),
                ('holder_ref', models.CharField(blank=True, db_comment='Who may use it', default='', max_length=512)),
                ('letter', models.CharField(blank=True, db_comment="Where the holder's letter is filed", default='', max_length=200)),
                ('added_at', models.DateTimeField(db_comment='When it was entered')),
            ],
            options={
                'db_table_comment': 'Images that are not free as avatars',
            },
        ),
        migrations.CreateModel(
            name='NameHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, N-…', max_length=40, unique=True)),
                ('subject_key', models.CharField(db_comment='application:<ref> or account:<ref>', max_length=520)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('origin', models.CharField(choices=[('application', 'application to register'), ('request', 'request of the operator'), ('event', 'change on the platform'), ('recheck', 'the register of names changed')], db_comment='By which way it came', max_length=12)),
                ('proposal_sha256', models.CharField(db_comment='Digest of what is proposed, by whom', max_length=64)),
                ('proposed', models.JSONField(db_comment='Fields proposed: name, bio, avatar_sha256')),
                ('standing', models.JSONField(blank=True, db_comment='The same fields as they stand', default=dict)),
                ('bearer', models.JSONField(blank=True, db_comment='What of the applicant was compared; nothing that identifies', default=dict)),
                ('hits', models.JSONField(db_comment='Rules touched: field, rule, clause, span, why')),
                ('likenesses', models.JSONField(blank=True, db_comment='Names it reads as: score, threshold, spans on both sides', default=list)),
                ('state', models.CharField(choices=[('held', 'with a person'), ('released', 'released'), ('refused', 'refused'), ('returned', 'to be changed'), ('withdrawn', 'withdrawn')], db_comment='Standing', default='held', max_length=10)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who decides', default='', max_length=40)),
                ('asked_by', models.CharField(db_comment='Who proposed it', max_length=120)),
                ('detected_at', models.DateTimeField(db_comment='When it was held')),
                ('first_release_by', models.CharField(blank=True, db_comment='First of two people who released it', default='', max_length=120)),
                ('decided_by', models.CharField(blank=True, db_comment='Who decided', default='', max_length=120)),
                ('decided_at', models.DateTimeField(blank=True, db_comment='When it was decided', null=True)),
                ('reason', models.TextField(blank=True, db_comment='Why, as the applicant reads it', default='')),
            ],
            options={
                'db_table_comment': 'Proposed names, avatars and self-descriptions that wait for a person',
                'indexes': [models.Index(fields=['subject_key', 'proposal_sha256'], name='registry_hold_proposal'), models.Index(fields=['state', 'detected_at'], name='registry_hold_clock')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'released', 'refused', 'returned', 'withdrawn'])), name='registry_hold_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('released', 'refused', 'returned')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='registry_hold_says_why'), models.UniqueConstraint(condition=models.Q(('state', 'held')), fields=('subject_key',), name='registry_hold_one_open')],
            },
        ),
        migrations.CreateModel(
            name='ProtectedName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, P-…', max_length=40, unique=True)),
                ('name', models.CharField(db_comment='The name as written in its source', max_length=200)),
                ('normalised_name', models.CharField(db_comment='Without disguise, as accounts keep theirs', db_index=True, max_length=200)),
                ('kind', models.CharField(db_comment='government, media, university, trademark, closed, person_held', max_length=16)),
                ('source', models.CharField(db_comment='List and date, register, or decision it rests on', max_length=200)),
                ('holder_ref', models.CharField(blank=True, db_comment='Who may bear it; empty: nobody known', default='', max_length=512)),
                ('letter', models.CharField(blank=True, db_comment="Where the holder's letter is filed", default='', max_length=200)),
                ('sequence', models.BigIntegerField(db_comment='Version of the register in which it last changed', db_index=True)),
                ('added_at', models.DateTimeField(db_comment='When it was entered')),
                ('added_by', models.CharField(db_comment='Who entered it', max_length=120)),
                ('withdrawn_at', models.DateTimeField(blank=True, db_comment='When it was withdrawn; empty: in force', null=True)),
                ('withdrawn_why', models.CharField(blank=True, db_comment='Why it was withdrawn', default='', max_length=300)),
            ],
            options={
                'db_table_comment': 'Names that are not free',
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('name', 'kind', 'source', 'holder_ref'), name='registry_protected_name_once')],
            },
        ),
        migrations.CreateModel(
            name='NameLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bearer_ref', models.CharField(db_comment='Operator, account or keyed digest of the subject', db_index=True, max_length=512)),
                ('letter', models.CharField(db_comment='Document (F-…) or file number of the letter', max_length=200)),
                ('hold_ref', models.CharField(blank=True, db_comment='Hold at whose release it was accepted', default='', max_length=40)),
                ('accepted_by', models.CharField(db_comment='Who looked at it', max_length=120)),
                ('accepted_at', models.DateTimeField(db_comment='When')),
                ('revoked_at', models.DateTimeField(blank=True, db_comment='When it ended', null=True)),
                ('entry', models.ForeignKey(db_comment='The name', on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='registry.protectedname')),
            ],
            options={
                'db_table_comment': 'Letters that entitle to protected names',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('entry', 'bearer_ref'), name='registry_name_letter_once')],
            },
        ),
        forbid_changes(
            "registry_namehold",
            columns=("ref", "subject_key", "proposal_sha256", "proposed", "standing", "hits", "likenesses", "detected_at"),
        ),
        forbid_changes("registry_nameletter", columns=("bearer_ref", "letter", "accepted_by", "accepted_at")),
    ]

