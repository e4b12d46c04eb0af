"""Requests to change categories, and accounts that drift from theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0009_patrol'),
    ]

    operations = [
        migrations.CreateModel(
            name='CategoryChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference, Y-…', max_length=40, unique=True)),
                ('account_ref', models.CharField(db_comment='The account', db_index=True, max_length=512)),
                ('before', models.JSONField(db_comment='Categories when it was asked for', default=list)),
                ('wanted', models.JSONField(db_comment='Categories wanted', default=list)),
                ('status', models.CharField(choices=[('waiting', 'with a person'), ('approved', 'approved'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], db_comment='Standing', default='waiting', max_length=12)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who decides', default='', max_length=40)),
                ('reasons', models.TextField(blank=True, db_comment='Why it was decided so, as the operator reads it', default='')),
                ('asked_by', models.CharField(db_comment='Who asked, as the log names them', max_length=120)),
                ('asked_at', models.DateTimeField(db_comment='When it was asked for')),
                ('decided_at', models.DateTimeField(blank=True, db_comment='When it ended', null=True)),
            ],
            options={
                'db_table_comment': 'Requests to change the categories of accounts',
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'approved', 'refused', 'withdrawn'])), name='registry_category_change_known_status'), models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('account_ref',), name='registry_category_change_one_waits')],
            },
        ),
        migrations.CreateModel(
            name='CategoryDrift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account_ref', models.CharField(db_comment='The account', max_length=512, unique=True)),
                ('counted', models.PositiveIntegerField(db_comment='Posts with a category within the window')),
                ('outside', models.PositiveIntegerField(db_comment='Of these, beside the registered categories')),
                ('by_category', models.JSONField(db_comment='Posts outside, by category', default=dict)),
                ('told_at', models.DateTimeField(db_comment='When the operator was told')),
                ('acts_after', models.DateTimeField(db_comment='Before this instant the platform does not act on it')),
                ('paused_at', models.DateTimeField(blank=True, db_comment='When the clock was stopped; empty: it runs', null=True)),
                ('case_ref', models.CharField(blank=True, db_comment='Case of the person who looks', default='', max_length=40)),
            ],
            options={
                'db_table_comment': 'Accounts that drift from their categories',
                'constraints': [models.CheckConstraint(condition=models.Q(('outside__lte', models.F('counted'))), name='registry_drift_within_counted')],
            },
        ),
    ]
