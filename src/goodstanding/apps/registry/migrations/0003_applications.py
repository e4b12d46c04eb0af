"""Applications to register an account, and the service agreement."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0002_immutable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(db_comment='Version as published', max_length=40, unique=True)),
                ('body_zh', models.TextField(db_comment='The text in Chinese, which binds')),
                ('body_en', models.TextField(db_comment='The text in English, for reading')),
                ('sha256', models.CharField(db_comment='SHA-256 of both texts: what is accepted', max_length=64, unique=True)),
                ('clauses', models.JSONField(db_comment='Where each required subject stands: slot to heading', default=dict)),
                ('material', models.BooleanField(db_comment='True: earlier consent lapses when it takes effect', default=False)),
                ('effective_from', models.DateTimeField(db_comment='First instant it binds; announced before')),
                ('published_at', models.DateTimeField(db_comment='When it was published')),
            ],
            options={
                'db_table_comment': 'Versions of the service agreement',
            },
        ),
        migrations.CreateModel(
            name='SubjectSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_index', models.CharField(db_comment='Keyed digest of the subject', max_length=64, unique=True)),
                ('cap', models.PositiveIntegerField(blank=True, db_comment="Cap granted instead of the class's; empty: the class's", null=True)),
                ('cap_reason', models.TextField(blank=True, db_comment='Why another cap was granted', default='')),
                ('cap_granted_by', models.CharField(blank=True, db_comment='Who granted it', default='', max_length=120)),
            ],
            options={
                'db_table_comment': 'Subjects whose accounts are counted',
            },
        ),
        migrations.AddField(
            model_name='operator',
            name='identity_shown',
            field=models.JSONField(blank=True, db_comment='Tails and age band of what identifies it', default=dict),
        ),
        migrations.AddField(
            model_name='operator',
            name='operating_place_code',
            field=models.CharField(blank=True, db_comment='GB/T 2260 code of it', default='', max_length=6),
        ),
        migrations.AddField(
            model_name='operator',
            name='registered_place_code',
            field=models.CharField(blank=True, db_comment='GB/T 2260 code of it', default='', max_length=6),
        ),
        migrations.AddField(
            model_name='operator',
            name='subject_index',
            field=models.CharField(blank=True, db_comment='Keyed digest of resident number or credit code; no number', db_index=True, default='', max_length=64),
        ),
        migrations.AlterField(
            model_name='operator',
            name='registered_place',
            field=models.CharField(blank=True, db_comment='Address of registration', default='', max_length=300),
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Public reference, R-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment="The account's id on the platform", max_length=512, unique=True)),
                ('status', models.CharField(choices=[('draft', 'being filled in'), ('checking', 'being checked'), ('review', 'with a person'), ('correction', 'to be corrected'), ('active', 'registered'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], db_comment='Standing', default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(db_comment='Optimistic version', default=1)),
                ('subject_class', models.CharField(blank=True, db_comment='Legal form (PA21:7)', default='', max_length=24)),
                ('account_name', models.CharField(blank=True, db_comment='Name the account is to have', default='', max_length=200)),
                ('bio', models.TextField(blank=True, db_comment='Self-description it is to have', default='')),
                ('avatar_sha256', models.CharField(blank=True, db_comment='SHA-256 of the avatar handed in', default='', max_length=64)),
                ('categories', models.JSONField(blank=True, db_comment='Content categories, codes of the taxonomy', default=list)),
                ('registered_place', models.CharField(blank=True, db_comment='GB/T 2260 code', default='', max_length=6)),
                ('operating_place', models.CharField(blank=True, db_comment='GB/T 2260 code', default='', max_length=6)),
                ('business_scope', models.TextField(blank=True, db_comment='Main business of an organization (PA21:15.1)', default='')),
                ('organization_name', models.CharField(blank=True, db_comment='Registered name of an organization', default='', max_length=200)),
                ('uscc', models.CharField(blank=True, db_comment='Unified social credit code of an organization', default='', max_length=18)),
                ('address', models.CharField(blank=True, db_comment='Registered address of an organization', default='', max_length=300)),
                ('personal_sealed', models.BinaryField(blank=True, db_comment='Name, number, phone, contact, responsible person: sealed JSON; emptied at the end', default=b'')),
                ('personal_shown', models.JSONField(blank=True, db_comment='What of it may be shown: tails, age band', default=dict)),
                ('subject_index', models.CharField(blank=True, db_comment='Keyed digest of the subject', db_index=True, default='', max_length=64)),
                ('origin', models.JSONField(blank=True, db_comment='Keyed digests of device, network and phone at submission', default=dict)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who decides', default='', max_length=40)),
                ('reasons', models.TextField(blank=True, db_comment='Why it was refused or sent back, as the applicant reads it', default='')),
                ('created_at', models.DateTimeField(db_comment='When it was begun')),
                ('submitted_at', models.DateTimeField(blank=True, db_comment='When it was last handed in', null=True)),
                ('decided_at', models.DateTimeField(blank=True, db_comment='When it ended', null=True)),
                ('decided_by', models.CharField(blank=True, db_comment='Who decided: person or machine', default='', max_length=120)),
                ('applicant', models.ForeignKey(blank=True, db_comment='Who fills it in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('operator', models.ForeignKey(blank=True, db_comment='Subject, once known', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='registry.operator')),
            ],
            options={
                'db_table_comment': 'Applications to register accounts',
            },
        ),
        migrations.CreateModel(
            name='ApplicationCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_comment='Which check: identity, name, cap …', max_length=32)),
                ('state', models.CharField(choices=[('passed', 'passed'), ('failed', 'failed'), ('waiting', 'waiting for an answer'), ('needs_person', 'a person decides')], db_comment='What it found', max_length=16)),
                ('says', models.JSONField(db_comment='The sentence for people: code, zh, en', default=dict)),
                ('on', models.CharField(blank=True, db_comment='Form field to put right; empty: none', default='', max_length=40)),
                ('clause', models.CharField(blank=True, db_comment='Clause it serves', default='', max_length=40)),
                ('detail', models.JSONField(blank=True, db_comment='What was compared; no personal data', default=dict)),
                ('at', models.DateTimeField(db_comment='When it last ran')),
                ('application', models.ForeignKey(db_comment='The application', on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='registry.application')),
            ],
            options={
                'db_table_comment': 'What was checked about each application',
            },
        ),
        migrations.CreateModel(
            name='AgreementAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_ref', models.CharField(db_comment='Application (R-…) or account it was accepted for', max_length=512)),
                ('actor', models.CharField(db_comment='Who accepted, as the log names them', max_length=120)),
                ('accepted_at', models.DateTimeField(db_comment='When')),
                ('agreement', models.ForeignKey(db_comment='What was accepted', on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='registry.agreement')),
                ('user', models.ForeignKey(blank=True, db_comment='Who; empty: by interface', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table_comment': 'Acceptances of the service agreement',
                'constraints': [models.UniqueConstraint(fields=('agreement', 'subject_ref'), name='registry_agreement_accepted_once')],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['status', 'submitted_at'], name='registry_application_queue'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'checking', 'review', 'correction', 'active', 'refused', 'withdrawn'])), name='registry_application_known_status'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('subject_class', ''), ('subject_class__in', ['person', 'enterprise', 'individual_business', 'government', 'public_institution', 'people_organization', 'media', 'other_organization']), _connector='OR'), name='registry_application_known_class'),
        ),
        migrations.AddConstraint(
            model_name='applicationcheck',
            constraint=models.UniqueConstraint(fields=('application', 'code'), name='registry_check_once_per_application'),
        ),
        migrations.AddConstraint(
            model_name='applicationcheck',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['passed', 'failed', 'waiting', 'needs_person'])), name='registry_check_known_state'),
        ),
        forbid_changes("registry_agreement"),
        forbid_changes("registry_agreementacceptance"),
    ]
