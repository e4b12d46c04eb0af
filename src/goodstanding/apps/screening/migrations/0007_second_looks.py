"""Texts checked on record, and posts a person looks at because of the grade of their account."""

from django.db import migrations, models

from goodstanding.apps.common.immutability import forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0006_withheld'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(db_comment='Reference of the check, K-…', max_length=40, unique=True)),
                ('texts_sha256', models.CharField(db_comment='SHA-256 of the texts, as the log has it', db_index=True, max_length=64)),
                ('account_ref', models.CharField(blank=True, db_comment='Account it was checked for, if any', default='', max_length=512)),
                ('at', models.DateTimeField(db_comment='When')),
            ],
            options={
                'db_table_comment': 'Texts checked on record before they were published',
            },
        ),
        migrations.CreateModel(
            name='LookCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_post', models.BigIntegerField(db_comment='Number of the last post considered', default=0)),
            ],
            options={
                'db_table_comment': 'How far posts were considered for a second look',
            },
        ),
        migrations.CreateModel(
            name='SecondLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_ref', models.CharField(db_comment='The post', max_length=512, unique=True)),
                ('account_ref', models.CharField(db_comment='Its account', max_length=512)),
                ('grade', models.CharField(blank=True, db_comment='Grade then', default='', max_length=1)),
                ('reason', models.CharField(db_comment='unchecked (no self-check on record) or drawn (by lot)', max_length=12)),
                ('case_ref', models.CharField(db_comment='Case of the person who looks', max_length=40)),
                ('at', models.DateTimeField(db_comment='When')),
            ],
            options={
                'db_table_comment': 'Posts looked at because of the grade of their account',
            },
        ),
        forbid_changes("screening_checkedtext"),
        forbid_changes("screening_secondlook"),
    ]
