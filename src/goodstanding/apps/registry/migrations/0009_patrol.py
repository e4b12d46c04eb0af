"""When each account is verified again, and what each look found."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0008_transfers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Patrol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512, unique=True)),
                ('grade', models.CharField(db_comment='Grade its interval follows: a, b or c', default='b', max_length=4)),
                ('next_due', models.DateTimeField(db_comment='When it is looked at next; never empty', db_index=True)),
                ('trigger', models.CharField(choices=[('schedule', 'by its interval'), ('expiry', 'a credential ended'), ('report', 'a report was founded'), ('owner', 'its subject changed'), ('device', 'it is signed in to from elsewhere'), ('grade', 'its grade changed'), ('failed', 'a field failed the last look')], db_comment='Why then', max_length=12)),
                ('fields', models.JSONField(db_comment='What is looked at then: identity, credentials, profile, contact', default=list)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who looks; empty: planned', default='', max_length=40)),
                ('last_at', models.DateTimeField(blank=True, db_comment='When it was last looked at', null=True)),
            ],
            options={
                'db_table_comment': 'When each account is verified again',
                'constraints': [models.CheckConstraint(condition=models.Q(('trigger__in', ['schedule', 'expiry', 'report', 'owner', 'device', 'grade', 'failed'])), name='registry_patrol_known_trigger'), models.CheckConstraint(condition=models.Q(('grade__in', ['a', 'b', 'c'])), name='registry_patrol_known_grade')],
            },
        ),
        migrations.CreateModel(
            name='PatrolResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512)),
                ('field', models.CharField(db_comment='identity, credentials, profile or contact', max_length=16)),
                ('passed', models.BooleanField(db_comment='Whether it is authentic and valid still')),
                ('trigger', models.CharField(choices=[('schedule', 'by its interval'), ('expiry', 'a credential ended'), ('report', 'a report was founded'), ('owner', 'its subject changed'), ('device', 'it is signed in to from elsewhere'), ('grade', 'its grade changed'), ('failed', 'a field failed the last look')], db_comment='Why it was looked at', max_length=12)),
                ('note', models.TextField(blank=True, db_comment='What was found, as the operator reads it', default='')),
                ('case_ref', models.CharField(db_comment='Case it was looked at in', max_length=40)),
                ('actor', models.CharField(db_comment='Who looked, as the log names them', max_length=120)),
                ('due_at', models.DateTimeField(db_comment='When it was due')),
                ('at', models.DateTimeField(db_comment='When it was looked at')),
            ],
            options={
                'db_table_comment': 'What looking at accounts again found',
                'indexes': [models.Index(fields=['account_ref', 'at'], name='registry_patrol_history'), models.Index(fields=['at'], name='registry_patrol_report')],
            },
        ),
        forbid_changes("registry_patrolresult"),
    ]
