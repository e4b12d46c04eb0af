"""What registrations left where they came from, as keyed digests, and the rings found among them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0012_account_life'),
    ]

    operations = [
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='Account, or the one applied for', db_index=True, max_length=512)),
                ('application_ref', models.CharField(blank=True, db_comment='Application; empty: told by an event', default='', max_length=40)),
                ('subject', models.CharField(db_comment='Keyed digest of the subject, or account:<id> while unknown', max_length=600)),
                ('kind', models.CharField(choices=[('device', 'device'), ('network', 'network'), ('phone_prefix', 'first digits of the mobile'), ('document', 'document handed in'), ('contact_domain', 'domain of the contact address')], db_comment='What was left', max_length=16)),
                ('value', models.CharField(db_comment='Its keyed digest', max_length=64)),
                ('cautions', models.JSONField(blank=True, db_comment='What the published allocation says, e.g. virtual_number', default=list)),
                ('at', models.DateTimeField(db_comment='When')),
                ('looked_at', models.DateTimeField(blank=True, db_comment='When it was held against the others; empty: not yet', null=True)),
            ],
            options={
                'db_table_comment': 'Keyed digests of where registrations came from',
            },
        ),
        migrations.CreateModel(
            name='RegistrationRing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, RG-…', max_length=40, unique=True)),
                ('status', models.CharField(choices=[('open', 'with a person'), ('unrelated', 'chance: they have nothing to do with one another'), ('lawful', 'they belong together, and are in order'), ('doubtful', 'each account is verified again')], db_comment='Standing', default='open', max_length=12)),
                ('members', models.JSONField(db_comment='By account: application, subject digest, when, cautions', default=list)),
                ('edges', models.JSONField(db_comment='Who shares what with whom: points and reasons', default=list)),
                ('bursts', models.JSONField(db_comment='Values too many left within a time', default=list)),
                ('score', models.FloatField(db_comment='How much its weaker edges weigh, 0.0-1.0', default=0.0)),
                ('earlier', models.JSONField(db_comment='Rings decided before that share members with it', default=list)),
                ('found_at', models.DateTimeField(db_comment='When it was found')),
                ('grown_at', models.DateTimeField(db_comment='When it last grew')),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who decides', default='', max_length=40)),
                ('reasons', models.TextField(blank=True, db_comment='Why it was decided so', default='')),
                ('decided_by', models.CharField(blank=True, db_comment='Who decided', default='', max_length=120)),
                ('decided_at', models.DateTimeField(blank=True, db_comment='When', null=True)),
            ],
            options={
                'db_table_comment': 'Registrations that share more than chance',
            },
        ),
        migrations.CreateModel(
            name='RingMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='Account, or the one applied for', db_index=True, max_length=512)),
            ],
            options={
                'db_table_comment': 'Accounts of rings',
            },
        ),
        migrations.RemoveConstraint(
            model_name='patrol',
            name='registry_patrol_known_trigger',
        ),
        migrations.AlterField(
            model_name='patrol',
            name='trigger',
            field=models.CharField(choices=[('schedule', 'by its interval'), ('expiry', 'a credential ended'), ('report', 'a report was founded'), ('owner', 'its subject changed'), ('device', 'it is signed in to from elsewhere'), ('grade', 'its grade changed'), ('ring', 'it was registered together with others'), ('failed', 'a field failed the last look')], db_comment='Why then', max_length=12),
        ),
        migrations.AlterField(
            model_name='patrolresult',
            name='trigger',
            field=models.CharField(choices=[('schedule', 'by its interval'), ('expiry', 'a credential ended'), ('report', 'a report was founded'), ('owner', 'its subject changed'), ('device', 'it is signed in to from elsewhere'), ('grade', 'its grade changed'), ('ring', 'it was registered together with others'), ('failed', 'a field failed the last look')], db_comment='Why it was looked at', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='patrol',
            constraint=models.CheckConstraint(condition=models.Q(('trigger__in', ['schedule', 'expiry', 'report', 'owner', 'device', 'grade', 'ring', 'failed'])), name='registry_patrol_known_trigger'),
        ),
        migrations.AddIndex(
            model_name='origin',
            index=models.Index(fields=['kind', 'value', 'at'], name='registry_origin_shared'),
        ),
        migrations.AddIndex(
            model_name='origin',
            index=models.Index(condition=models.Q(('looked_at__isnull', True)), fields=['id'], name='registry_origin_new'),
        ),
        migrations.AddIndex(
            model_name='origin',
            index=models.Index(fields=['at'], name='registry_origin_age'),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.UniqueConstraint(fields=('account_ref', 'kind', 'value'), name='registry_origin_once'),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['device', 'network', 'phone_prefix', 'document', 'contact_domain'])), name='registry_origin_known_kind'),
        ),
        migrations.AddIndex(
            model_name='registrationring',
            index=models.Index(fields=['status', 'found_at'], name='registry_ring_queue'),
        ),
        migrations.AddConstraint(
            model_name='registrationring',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'unrelated', 'lawful', 'doubtful'])), name='registry_ring_known_status'),
        ),
        migrations.AddConstraint(
            model_name='registrationring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='registry_ring_decided_or_open'),
        ),
        migrations.AddField(
            model_name='ringmember',
            name='ring',
            field=models.ForeignKey(db_comment='The ring', on_delete=django.db.models.deletion.CASCADE, related_name='held', to='registry.registrationring'),
        ),
        migrations.AddConstraint(
            model_name='ringmember',
            constraint=models.UniqueConstraint(fields=('ring', 'account_ref'), name='registry_ring_member_once'),
        ),
    ]
