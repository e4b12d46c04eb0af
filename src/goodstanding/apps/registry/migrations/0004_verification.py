"""How identities are verified."""

import django.db.models.deletion
from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0003_applications'),
    ]

    operations = [
        migrations.CreateModel(
            name='MobileCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mobile_index', models.CharField(db_comment='Keyed digest of the number', db_index=True, max_length=64)),
                ('code_digest', models.CharField(db_comment='Keyed digest of the code', max_length=64)),
                ('sent_at', models.DateTimeField(db_comment='When it was sent')),
                ('expires_at', models.DateTimeField(db_comment='First instant it no longer counts')),
                ('tries', models.PositiveSmallIntegerField(db_comment='Wrong tries', default=0)),
                ('used_at', models.DateTimeField(blank=True, db_comment='When it was entered rightly', null=True)),
                ('application', models.ForeignKey(db_comment='Sent for', on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='registry.application')),
            ],
            options={
                'db_table_comment': 'Codes sent to mobiles',
            },
        ),
        migrations.CreateModel(
            name='VerificationFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mobile_code', 'possession of the mobile number'), ('name_id', 'name and number in the population register'), ('name_id_mobile', 'name, number and mobile with the carrier'), ('corporate', 'credit code and legal representative in the company register'), ('micro_payment', "payment to the organization's account"), ('authorisation_letter', 'letter of authorisation, looked at by a person'), ('document', 'identity document, looked at by a person')], db_comment='What was shown', max_length=24)),
                ('value_index', models.CharField(db_comment='Keyed digest of what was shown', max_length=64)),
                ('state', models.CharField(choices=[('passed', 'passed'), ('failed', 'failed')], db_comment='passed or failed', max_length=8)),
                ('provider', models.CharField(db_comment='Who checked: provider, or user:<id>', max_length=80)),
                ('provider_ref', models.CharField(blank=True, db_comment="The provider's own reference", default='', max_length=120)),
                ('register', models.CharField(blank=True, db_comment='Register consulted', default='', max_length=120)),
                ('evidence_sha256', models.CharField(blank=True, db_comment='SHA-256 of what was kept as proof', default='', max_length=64)),
                ('at', models.DateTimeField(db_comment='When')),
                ('application', models.ForeignKey(blank=True, db_comment='Shown for', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='factors', to='registry.application')),
                ('operator', models.ForeignKey(blank=True, db_comment='Subject it verified', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='factors', to='registry.operator')),
            ],
            options={
                'db_table_comment': 'Factors by which identities were verified',
                'constraints': [models.UniqueConstraint(fields=('application', 'kind', 'value_index', 'state'), name='registry_factor_counts_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['mobile_code', 'name_id', 'name_id_mobile', 'corporate', 'micro_payment', 'authorisation_letter', 'document'])), name='registry_factor_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='VerificationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference and idempotency key, V-…', max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('mobile_code', 'possession of the mobile number'), ('name_id', 'name and number in the population register'), ('name_id_mobile', 'name, number and mobile with the carrier'), ('corporate', 'credit code and legal representative in the company register'), ('micro_payment', "payment to the organization's account"), ('authorisation_letter', 'letter of authorisation, looked at by a person'), ('document', 'identity document, looked at by a person')], db_comment='What is asked', max_length=24)),
                ('value_index', models.CharField(db_comment='Keyed digest of what is asked about', max_length=64)),
                ('state', models.CharField(choices=[('queued', 'waiting for the provider'), ('answered', 'answered'), ('cancelled', 'no longer needed')], db_comment='queued, answered, cancelled', default='queued', max_length=10)),
                ('asked_at', models.DateTimeField(db_comment='When it was put in the queue')),
                ('answered_at', models.DateTimeField(blank=True, db_comment='When the answer came', null=True)),
                ('attempts', models.PositiveIntegerField(db_comment='Times the provider was asked', default=0)),
                ('application', models.ForeignKey(db_comment='Asked for', on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='registry.application')),
            ],
            options={
                'db_table_comment': 'Questions to identity providers',
                'constraints': [models.UniqueConstraint(fields=('application', 'kind', 'value_index'), name='registry_question_once')],
            },
        ),
        forbid_changes("registry_verificationfactor", columns=("kind", "value_index", "state", "provider", "provider_ref", "register", "evidence_sha256", "at")),
    ]
